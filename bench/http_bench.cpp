/// What the HTTP door costs by itself: `wrk` with 64 connections asks a running server for a constant, for
/// the same through the store's snapshot and the authenticator, and for a static file. Prints requests a
/// second for each, and what the server keeps in memory.

#include <array>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <thread>

#include <fmt/format.h>
#include <unistd.h>

#include "http/server.h"
#include "store/testing/temporary_folder.h"

namespace {

using namespace confrere;  // a program of one file

class Nobody final : public http::Authenticator {
 public:
  Result<std::optional<Viewer>> viewer_of(const http::Request&, store::ReadTransaction&) override {
    return std::optional<Viewer>();
  }
};

Result<http::Response> constant(const http::Call&, store::ReadTransaction&) {
  return http::json(boost::json::object{{"hello", "world"}});
}

std::string output_of(const std::string& command) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  std::string output;
  std::array<char, 4096> part{};
  while (pipe && std::fgets(part.data(), part.size(), pipe.get()) != nullptr) output += part.data();
  return output;
}

/// The number after `label` in what wrk prints.
std::string figure(const std::string& output, std::string_view label) {
  const auto at = output.find(label);
  if (at == std::string::npos) return "?";
  const auto start = output.find_first_not_of(' ', at + label.size());
  return output.substr(start, output.find_first_of(" \n", start) - start);
}

long resident_kb() {
  std::ifstream pages("/proc/self/statm");
  long all = 0;
  long resident = 0;
  pages >> all >> resident;
  return resident * (sysconf(_SC_PAGESIZE) / 1024);
}

void measure(const std::string& what, const std::string& url, const std::string& more) {
  const std::string output = output_of(fmt::format("wrk -t2 -c64 -d5s --latency {} {}", more, url));
  std::cout << fmt::format("{:24} {:>12} requests/s   p50 {:>8}   p99 {:>8}\n", what,
                           figure(output, "Requests/sec:"), figure(output, "50%"), figure(output, "99%"));
}

}  // namespace

int main() {
  const TemporaryFolder folder;
  const auto store = store::Store::open({.path = folder.file("bench.sqlite")}).value();
  http::Router router;
  router.add(http::door_routes());
  http::Route route = http::read_route(http::Method::get, "/constant", constant);
  route.access = http::Access::anybody;
  router.add(std::move(route));
  Nobody nobody;
  http::Dispatcher dispatcher(*store, router, nobody);
  const std::string script(20'000, ' ');
  const std::array<EmbeddedFile, 2> web{{{"assets/app.js", script}, {"index.html", "<html>"}}};

  http::ServerOptions options{.listen = "127.0.0.1:0"};
  options.spool_folder = folder.path();
  options.access_log = false;
  const auto server = http::Server::open(options, dispatcher, web).value();
  std::thread thread([&] { server->run(); });
  std::cout << fmt::format("idle: {} kB resident\n", resident_kb());
  measure("constant", server->address() + "/constant", "");
  measure("store (/healthz)", server->address() + "/healthz", "");
  measure("static file, 20 kB", server->address() + "/assets/app.js", "");
  std::cout << fmt::format("after: {} kB resident\n", resident_kb());
  server->stop();
  thread.join();
}

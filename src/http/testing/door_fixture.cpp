#include "http/testing/door_fixture.h"

#include <fmt/format.h>

namespace confrere::http {

DoorTest::DoorTest() : ada_(people_.add("ada")), grace_(people_.add("grace")) {
  log::set_lowest(log::Level::error);
  options_.listen = "127.0.0.1:0";
  options_.socket_path = folder_.file("socket");
  options_.spool_folder = folder_.path();
  store_ = store::Store::open({.path = database_.address()}).value();
  router_.add(door_routes());
}

DoorTest::~DoorTest() {
  stop();
  server_.reset();
}

void DoorTest::serve(std::span<const EmbeddedFile> web) {
  dispatcher_ = std::make_unique<Dispatcher>(*store_, router_, people_, options_.public_url);
  server_ = Server::open(options_, *dispatcher_, web).value();
  thread_ = std::thread([this] { ended_well_ = server_->run(); });
}

std::chrono::milliseconds DoorTest::stop() {
  const auto began = std::chrono::steady_clock::now();
  if (thread_.joinable()) {
    server_->stop();
    thread_.join();
  }
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began);
}

std::string get(const std::string& path, const std::string& headers) {
  return fmt::format("GET {} HTTP/1.1\r\nHost: confrere.example\r\n{}\r\n", path, headers);
}

std::string post(const std::string& path, const std::string& body, const std::string& headers) {
  return fmt::format("POST {} HTTP/1.1\r\nHost: confrere.example\r\n{}Content-Length: {}\r\n\r\n{}", path,
                     headers, body.size(), body);
}

}  // namespace confrere::http

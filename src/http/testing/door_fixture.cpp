#include "http/testing/door_fixture.h"

#include <fmt/format.h>

namespace confrere::http {

Viewer NamedAuthenticator::add(const std::string& name) {
  const std::lock_guard lock(mutex_);
  Viewer viewer;
  viewer.account = AccountId::make();
  viewer.network = NetworkId::make();
  viewer.member = MemberId::make();
  return people_[name] = viewer;
}

void NamedAuthenticator::remove(const std::string& name) {
  const std::lock_guard lock(mutex_);
  people_.erase(name);
}

Result<std::optional<Viewer>> NamedAuthenticator::viewer_of(const Request& request, store::ReadTransaction&) {
  std::string_view name = request.header("authorization");
  if (name.starts_with("Bearer ")) name.remove_prefix(7);
  if (name.empty() && request.header("cookie").starts_with("session="))
    name = request.header("cookie").substr(8);
  if (name.empty() && request.origin == Origin::machine) name = request.header("x-confrere-as");
  if (name.empty()) return std::optional<Viewer>();
  const std::lock_guard lock(mutex_);
  const auto found = people_.find(name);
  if (found == people_.end())
    return Error{.code = ErrorCode::unauthenticated, .message = "Please sign in again."};
  return std::optional<Viewer>(found->second);
}

DoorTest::DoorTest() : ada_(people_.add("ada")), grace_(people_.add("grace")) {
  log::set_lowest(log::Level::error);
  options_.listen = "127.0.0.1:0";
  options_.socket_path = folder_.file("socket");
  options_.spool_folder = folder_.path();
  store_ = store::Store::open({.path = folder_.file("test.sqlite")}).value();
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

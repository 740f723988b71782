#include "store/testing/cut_line.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace confrere::store {
namespace {

constexpr int kTickMilliseconds = 5;

sockaddr_un address_of(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  return address;
}

int connect_to(const std::string& path) {
  const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_un address = address_of(path);
  if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return socket;
  ::close(socket);
  return -1;
}

bool send_all(int socket, const char* data, std::size_t size) {
  while (size > 0) {
    const ssize_t sent = ::send(socket, data, size, MSG_NOSIGNAL);
    if (sent <= 0) return false;
    data += sent;
    size -= static_cast<std::size_t>(sent);
  }
  return true;
}

}  // namespace

CutLine::CutLine(const std::string& database) {
  const auto host = database.find("host=") + 5;
  const auto end = std::min(database.find('&', host), database.size());
  server_ = database.substr(host, end - host) + "/.s.PGSQL.5432";
  address_ = database.substr(0, host) + folder_.path() + database.substr(end);
  listener_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_un address = address_of(folder_.file(".s.PGSQL.5432"));
  if (::bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
      ::listen(listener_, SOMAXCONN) != 0) {
    throw std::runtime_error("the line cannot listen");
  }
  acceptor_ = std::thread([this] { accept_all(); });
}

CutLine::~CutLine() {
  stopping_ = true;
  acceptor_.join();
  for (std::thread& carrier : carriers_) carrier.join();
  ::close(listener_);
}

void CutLine::cut_after(std::int64_t messages, Cut where) {
  where_ = where;
  left_ = messages;
}

void CutLine::accept_all() {
  while (!stopping_) {
    pollfd waiting{.fd = listener_, .events = POLLIN, .revents = 0};
    if (::poll(&waiting, 1, kTickMilliseconds) <= 0) continue;
    const int client = ::accept(listener_, nullptr, nullptr);
    const int server = connect_to(server_);
    if (server < 0) {
      ::close(client);
      continue;
    }
    carriers_.emplace_back([this, client, server] { carry(client, server); });
  }
}

bool CutLine::passes(int server, const char* data, std::size_t size) {
  // -1 says that there is no cut to come.
  std::int64_t left = left_;
  while (left >= 0 && !left_.compare_exchange_weak(left, left - 1)) {
  }
  if (left != 0) return send_all(server, data, size);
  if (where_ == Cut::before_the_answer) send_all(server, data, size);
  ++cuts_;
  return false;
}

void CutLine::carry(int client, int server) {
  const std::int64_t cuts = cuts_;
  std::array<char, 65536> data{};
  std::array<pollfd, 2> ends{pollfd{.fd = client, .events = POLLIN, .revents = 0},
                             pollfd{.fd = server, .events = POLLIN, .revents = 0}};
  bool open = true;
  while (open && !stopping_ && cuts == cuts_) {
    if (::poll(ends.data(), ends.size(), kTickMilliseconds) <= 0) continue;
    for (const pollfd& end : ends) {
      if (end.revents == 0 || !open) continue;
      const ssize_t size = ::recv(end.fd, data.data(), data.size(), 0);
      open = size > 0 && (end.fd == client ? passes(server, data.data(), static_cast<std::size_t>(size))
                                           : send_all(client, data.data(), static_cast<std::size_t>(size)));
    }
  }
  ::close(client);
  ::close(server);
}

}  // namespace confrere::store

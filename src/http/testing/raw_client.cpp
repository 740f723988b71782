#include "http/testing/raw_client.h"

#include <array>
#include <cstring>
#include <stdexcept>

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/text.h"

namespace confrere::http {
namespace {

constexpr std::chrono::milliseconds kPatience{5000};

int connect_tcp(const std::string& where) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(std::stoi(where.substr(where.rfind(':') + 1))));
  inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  if (connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return socket;
  ::close(socket);
  return -1;
}

int connect_local(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
  if (connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return socket;
  ::close(socket);
  return -1;
}

}  // namespace

RawClient::RawClient(const std::string& where)
    : socket_(where.starts_with("http") ? connect_tcp(where) : connect_local(where)) {
  if (socket_ < 0) throw std::runtime_error("no connection to " + where);
}

RawClient::~RawClient() {
  close();
}

void RawClient::close() {
  if (socket_ >= 0) ::close(socket_);
  socket_ = -1;
}

bool RawClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool RawClient::read_more(std::chrono::milliseconds time) {
  pollfd waiting{.fd = socket_, .events = POLLIN, .revents = 0};
  if (poll(&waiting, 1, static_cast<int>(time.count())) <= 0) return false;
  std::array<char, 65536> part{};
  const ssize_t got = recv(socket_, part.data(), part.size(), 0);
  if (got <= 0) return false;
  input_.append(part.data(), static_cast<std::size_t>(got));
  return true;
}

std::optional<std::string> RawClient::line() {
  for (;;) {
    if (const auto end = input_.find("\r\n"); end != std::string::npos) {
      std::string found = input_.substr(0, end);
      input_.erase(0, end + 2);
      return found;
    }
    if (!read_more(kPatience)) return std::nullopt;
  }
}

std::optional<std::string> RawClient::bytes(std::size_t count) {
  while (input_.size() < count) {
    if (!read_more(kPatience)) return std::nullopt;
  }
  std::string found = input_.substr(0, count);
  input_.erase(0, count);
  return found;
}

std::optional<std::string> RawClient::chunks() {
  std::string all;
  for (;;) {
    const auto size = line();
    if (!size) return std::nullopt;
    const auto count = std::stoul(*size, nullptr, 16);
    const auto part = bytes(count);
    if (!part || !line()) return std::nullopt;
    if (count == 0) return all;
    all += *part;
  }
}

std::optional<Answer> RawClient::receive(bool without_body) {
  const auto status = line();
  if (!status || !status->starts_with("HTTP/1.1 ")) return std::nullopt;
  Answer answer{.status = std::stoi(status->substr(9)), .headers = {}, .body = {}};
  for (auto header = line(); !header || !header->empty(); header = line()) {
    if (!header) return std::nullopt;
    const auto colon = header->find(": ");
    answer.headers[ascii_lower(header->substr(0, colon))] = header->substr(colon + 2);
  }
  if (without_body || answer.status == 204 || answer.status == 304 || answer.status == 100) return answer;
  auto body = answer.header("transfer-encoding") == "chunked"
                  ? chunks()
                  : bytes(std::stoul(answer.header("content-length")));
  if (!body) return std::nullopt;
  answer.body = *std::move(body);
  return answer;
}

std::string RawClient::receive_until(std::string_view text, std::chrono::milliseconds time) {
  const auto end = std::chrono::steady_clock::now() + time;
  while (input_.find(text) == std::string::npos) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
    if (left.count() <= 0 || !read_more(left)) break;
  }
  return std::exchange(input_, {});
}

bool RawClient::is_closed_within(std::chrono::milliseconds time) {
  const auto end = std::chrono::steady_clock::now() + time;
  for (;;) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
    if (left.count() <= 0) return false;
    pollfd waiting{.fd = socket_, .events = POLLIN, .revents = 0};
    if (poll(&waiting, 1, static_cast<int>(left.count())) <= 0) return false;
    std::array<char, 65536> part{};
    if (recv(socket_, part.data(), part.size(), 0) <= 0) return true;
  }
}

}  // namespace confrere::http

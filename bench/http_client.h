#pragma once

/// A keep-alive HTTP/1.1 client that costs little beside the server it measures: one blocking connection.

#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace confrere::bench {

struct Answer {
  int status = 0;
  std::string_view head;
  std::string_view body;  ///< both good until the next request
};

class HttpClient {
 public:
  /// Connects to 127.0.0.1. Throws runtime_error.
  explicit HttpClient(int port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int yes = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
      ::close(socket_);
      throw std::runtime_error("nobody listens on port " + std::to_string(port));
    }
  }
  HttpClient(HttpClient&& other) noexcept
      : socket_(std::exchange(other.socket_, -1)), buffer_(std::move(other.buffer_)) {}
  HttpClient& operator=(HttpClient&&) = delete;
  ~HttpClient() {
    if (socket_ >= 0) ::close(socket_);
  }

  /// Sends a whole request as it is and waits for its answer, which must have a Content-Length.
  Answer ask(std::string_view request) {
    send_all(request);
    buffer_.clear();
    const std::size_t head_end = receive_until_blank_line();
    const std::string_view head(buffer_.data(), head_end);
    const std::size_t length = content_length(head);
    while (buffer_.size() < head_end + length) receive();
    return {.status = std::atoi(buffer_.c_str() + std::string_view("HTTP/1.1 ").size()),
            .head = std::string_view(buffer_.data(), head_end),
            .body = std::string_view(buffer_.data() + head_end, length)};
  }

 private:
  void send_all(std::string_view text) {
    while (!text.empty()) {
      const ssize_t sent = ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
      if (sent <= 0) throw std::runtime_error("the server closed the connection");
      text.remove_prefix(static_cast<std::size_t>(sent));
    }
  }
  void receive() {
    char part[65536];
    const ssize_t got = ::recv(socket_, part, sizeof part, 0);
    if (got <= 0) throw std::runtime_error("the server closed the connection");
    buffer_.append(part, static_cast<std::size_t>(got));
  }
  std::size_t receive_until_blank_line() {
    constexpr std::string_view kBlankLine = "\r\n\r\n";
    while (true) {
      const std::size_t found = buffer_.find(kBlankLine);
      if (found != std::string::npos) return found + kBlankLine.size();
      receive();
    }
  }
  static std::size_t content_length(std::string_view head) {
    constexpr std::string_view kName = "\r\nContent-Length: ";
    const std::size_t found = head.find(kName);
    if (found == std::string_view::npos) return 0;
    return static_cast<std::size_t>(std::atoll(head.data() + found + kName.size()));
  }

  int socket_;
  std::string buffer_;
};

inline std::string get_request(std::string_view path, std::string_view token,
                               std::string_view more_headers = {}) {
  std::string request = "GET " + std::string(path) + " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
  if (!token.empty()) request += "Authorization: Bearer " + std::string(token) + "\r\n";
  request += more_headers;
  return request + "\r\n";
}

inline std::string post_request(std::string_view path, std::string_view token, std::string_view body) {
  return "POST " + std::string(path) + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " +
         std::string(token) +
         "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
         std::string(body);
}

}  // namespace confrere::bench

#include "http/socket_client.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <stdexcept>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/text.h"
#include "http/percent.h"
#include "http/router.h"

namespace confrere::http {
namespace {

constexpr std::size_t kPart = 64 * 1024;
constexpr std::size_t kLongestLine = 16 * 1024;

Error no_server() {
  return {.code = ErrorCode::unavailable,
          .message = "No server is running on this data.",
          .problem = "no_server"};
}

/// Every step of reading an answer can fail in this one way.
struct BrokenOff : std::runtime_error {
  BrokenOff() : std::runtime_error("The server ended the connection before its answer was complete.") {}
};

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

bool connect_to(const Descriptor& socket, const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) return false;
  path.copy(address.sun_path, path.size());
  return connect(socket.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

/// False when the server no longer reads: it has answered already, or is gone.
bool send_all(const Descriptor& socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = send(socket.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

std::string escaped_path(std::string_view path) {
  std::string escaped;
  for (const std::string_view segment : split(path, '/')) {
    if (segment.data() != path.data()) escaped += '/';
    escaped += percent_encode(segment);
  }
  return escaped;
}

std::string head_of(const Request& request, std::uintmax_t body_size) {
  std::string head =
      fmt::format("{} {}{}{} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: {}\r\n",
                  method_word(request.method), escaped_path(request.path), request.query.empty() ? "" : "?",
                  request.query, body_size);
  for (const auto& [name, value] : request.headers) head += fmt::format("{}: {}\r\n", name, value);
  return head + "\r\n";
}

/// Reads one answer; throws BrokenOff.
class AnswerReader {
 public:
  AnswerReader(const Descriptor& socket, const BodySink& sink) : socket_(&socket), sink_(&sink) {}

  SocketAnswer read() {
    do {
      read_head();
    } while (answer_.status == 100);
    takes_parts_ = *sink_ && answer_.is_success();
    const auto coding = answer_.headers.find("transfer-encoding");
    const auto length = answer_.headers.find("content-length");
    if (coding != answer_.headers.end()) {
      read_chunks();
    } else if (length != answer_.headers.end()) {
      read_body(number_in(length->second, 10));
    }
    return std::move(answer_);
  }

 private:
  static std::size_t number_in(std::string_view text, int base) {
    std::size_t number = 0;
    if (std::from_chars(text.data(), text.data() + text.size(), number, base).ec != std::errc())
      throw BrokenOff();
    return number;
  }

  void read_more() {
    std::array<char, kPart> part{};
    ssize_t got = 0;
    do {
      got = recv(socket_->number(), part.data(), part.size(), 0);
    } while (got < 0 && errno == EINTR);
    if (got <= 0) throw BrokenOff();
    input_.append(part.data(), static_cast<std::size_t>(got));
  }

  std::string read_line() {
    for (;;) {
      if (const auto end = input_.find("\r\n"); end != std::string::npos) {
        std::string line = input_.substr(0, end);
        input_.erase(0, end + 2);
        return line;
      }
      if (input_.size() > kLongestLine) throw BrokenOff();
      read_more();
    }
  }

  void read_head() {
    const std::string first = read_line();
    if (!first.starts_with("HTTP/1.1 ")) throw BrokenOff();
    answer_ = {.status = static_cast<int>(number_in(std::string_view(first).substr(9), 10)),
               .headers = {},
               .body = {}};
    for (std::string line = read_line(); !line.empty(); line = read_line()) {
      const auto colon = line.find(':');
      if (colon == std::string::npos) throw BrokenOff();
      answer_.headers[ascii_lower(line.substr(0, colon))] = trim(std::string_view(line).substr(colon + 1));
    }
  }

  void read_body(std::size_t left) {
    while (left > 0) {
      if (input_.empty()) read_more();
      const std::size_t size = std::min(left, input_.size());
      const std::string_view part = std::string_view(input_).substr(0, size);
      if (takes_parts_) {
        (*sink_)(part);
      } else {
        answer_.body += part;
      }
      input_.erase(0, size);
      left -= size;
    }
  }

  void read_chunks() {
    for (std::size_t size = number_in(read_line(), 16); size > 0; size = number_in(read_line(), 16)) {
      read_body(size);
      read_line();
    }
    read_line();
  }

  const Descriptor* socket_;
  const BodySink* sink_;
  bool takes_parts_ = false;
  SocketAnswer answer_;
  std::string input_;
};

/// Nothing where the file cannot be read.
std::optional<std::uintmax_t> size_of(const Descriptor& file) {
  struct stat facts {};
  if (file.number() < 0 || fstat(file.number(), &facts) != 0) return std::nullopt;
  return static_cast<std::uintmax_t>(facts.st_size);
}

void send_file(const Descriptor& socket, const Descriptor& file, std::uintmax_t size) {
  std::array<char, kPart> part{};
  while (size > 0) {
    const ssize_t got = read(file.number(), part.data(), std::min<std::uintmax_t>(part.size(), size));
    if (got <= 0) return;
    if (!send_all(socket, {part.data(), static_cast<std::size_t>(got)})) return;
    size -= static_cast<std::uintmax_t>(got);
  }
}

}  // namespace

Result<SocketAnswer> ask_over_socket(const std::string& socket_path, const Request& request,
                                     const BodySink& sink) {
  const Descriptor file(request.body_file.empty() ? -1
                                                  : open(request.body_file.c_str(), O_RDONLY | O_CLOEXEC));
  const auto file_size = size_of(file);
  if (!request.body_file.empty() && !file_size) {
    return invalid("file", fmt::format("{} cannot be read.", request.body_file));
  }
  const Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!connect_to(socket, socket_path)) return no_server();
  // A server that refuses a body answers before it has read all of it: the answer is read in any case.
  if (send_all(socket, head_of(request, file_size.value_or(request.body.size())))) {
    if (file_size) {
      send_file(socket, file, *file_size);
    } else {
      send_all(socket, request.body);
    }
  }
  try {
    return AnswerReader(socket, sink).read();
  } catch (const BrokenOff& broken) {
    return Error{.code = ErrorCode::unavailable, .message = broken.what()};
  }
}

Error error_of(const SocketAnswer& answer) {
  Error error{.code = ErrorCode::internal,
              .message = fmt::format("The server answered with {}.", answer.status)};
  switch (answer.status) {
    case 401:
      error.code = ErrorCode::unauthenticated;
      break;
    case 403:
      error.code = ErrorCode::forbidden;
      break;
    case 404:
      error.code = ErrorCode::not_found;
      break;
    case 409:
      error.code = ErrorCode::conflict;
      break;
    case 412:
      error.code = ErrorCode::precondition_failed;
      break;
    case 413:
      error.code = ErrorCode::too_large;
      break;
    case 429:
      error.code = ErrorCode::rate_limited;
      break;
    case 503:
      error.code = ErrorCode::unavailable;
      break;
    default:
      error.code = answer.status < 500 ? ErrorCode::invalid : ErrorCode::internal;
  }
  const auto document = parse_json(answer.body);
  if (!document || !document->is_object()) return error;
  const auto text_of = [&](std::string_view name) {
    const auto* value = document->get_object().if_contains(name);
    return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
  };
  if (const std::string detail = text_of("detail"); !detail.empty()) error.message = detail;
  error.field = text_of("field");
  error.problem = text_of("code");
  return error;
}

}  // namespace confrere::http

#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace confrere::http {

/// An answer as it came over the wire.
struct Answer {
  int status = 0;
  std::map<std::string, std::string> headers;  ///< names in lower case
  std::string body;                            ///< chunks put together

  [[nodiscard]] std::string header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? std::string() : found->second;
  }
};

/// A socket that sends exactly the bytes it is told to, for requests that no client library would send.
class RawClient {
 public:
  /// To "http://127.0.0.1:PORT", or to the Unix socket at a path.
  explicit RawClient(const std::string& where);
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;
  ~RawClient();

  /// False when the other side has closed.
  bool send(std::string_view bytes);
  /// The next answer; nothing when the connection ends before it is complete, or nothing comes for five
  /// seconds.
  std::optional<Answer> receive(bool without_body = false);
  std::optional<Answer> ask(std::string_view request) {
    send(request);
    return receive(request.starts_with("HEAD "));
  }
  /// Whatever comes until `text` was seen or the time is over.
  std::string receive_until(std::string_view text, std::chrono::milliseconds time = std::chrono::seconds(5));
  /// True when the other side closes within `time`; what still comes is thrown away.
  bool is_closed_within(std::chrono::milliseconds time);
  void close();

 private:
  bool read_more(std::chrono::milliseconds time);
  std::optional<std::string> line();
  std::optional<std::string> bytes(std::size_t count);
  std::optional<std::string> chunks();

  int socket_ = -1;
  std::string input_;
};

}  // namespace confrere::http

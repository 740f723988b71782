#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "http/call.h"
#include "http/chunk_reader.h"

namespace confrere::http {

constexpr std::size_t kLongestHead = 16 * 1024;
constexpr std::size_t kLongestTarget = 8 * 1024;

/// A request's head and what follows from it for the connection.
struct RequestHead {
  Request request;               ///< method, path, query and headers; the rest is the connection's to fill
  std::optional<Method> method;  ///< nothing for one that no route has, such as OPTIONS
  bool without_answer_body = false;  ///< HEAD: answered as GET, without the body
  bool is_http_1_0 = false;
  bool keep_alive = true;
  bool has_body = false;
  bool expects_continue = false;
  std::optional<std::uint64_t> content_length;  ///< nothing when the body is chunked
};

/// Reads requests off a connection's bytes, one after another. It refuses whatever two parsers could read
/// differently (RFC 9112, 11.2): duplicate or listed Content-Length, Content-Length beside Transfer-Encoding,
/// any coding but `chunked`, white space before a header's colon, bare LF, folded lines, no or several Host
/// headers. For one connection; not thread safe.
class RequestParser {
 public:
  RequestParser();
  ~RequestParser();

  /// Looks for a head at the start of `bytes`, all that is there of it. Gives how many bytes it took, 0 for
  /// "more is needed"; then head() is set. An Error is a refusal after which the connection must be closed.
  Result<std::size_t> read_head(std::string_view bytes);
  [[nodiscard]] RequestHead& head() { return head_; }
  [[nodiscard]] const RequestHead& head() const { return head_; }

  /// Appends what `bytes` hold of the body to `body`; gives how many bytes it took, 0 for "more is needed".
  Result<std::size_t> read_body(std::string_view bytes, std::string& body);
  /// Whether the request, with its body, has been read to its end. Never after a refusal.
  [[nodiscard]] bool is_done() const;
  /// Makes ready for the next request.
  void reset();

 private:
  class Impl;
  /// Where the head ends in `bytes`, 0 when it does not yet.
  Result<std::size_t> find_head_end(std::string_view bytes);

  Error refuse(Error error);

  RequestHead head_;
  std::unique_ptr<Impl> impl_;
  ChunkReader chunks_;
  bool is_read_ = false;  ///< the head
  bool is_refused_ = false;
  std::uint64_t left_ = 0;   ///< of a body whose length is known
  std::size_t scanned_ = 0;  ///< bytes that were looked at by find_head_end
  std::size_t line_start_ = 0;
  std::size_t head_start_ = 0;  ///< after empty lines before the request line
};

}  // namespace confrere::http

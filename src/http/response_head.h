#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace confrere::http {

/// What the door says of an answer besides the handler's headers.
struct ResponseHead {
  int status = 200;
  std::span<const std::pair<std::string, std::string>> headers;
  std::optional<std::uint64_t>
      content_length;  ///< nothing when the body is chunked, or ends with the connection
  bool chunked = false;
  bool keep_alive = true;
  bool is_http_1_0 = false;
  bool secure = false;       ///< came by TLS: then browsers shall not come otherwise again
  bool may_be_kept = false;  ///< not of the API: its handler says how long it may be kept
  std::string_view date;     ///< as in http_date()
};

/// Status line and headers, with the security headers that every answer has, to the empty line. Line breaks
/// within a header's value, which could forge another header, become spaces.
std::string response_head(const ResponseHead& head);

/// The present time as a Date header has it: "Tue, 10 Nov 2026 12:00:00 GMT".
std::string http_date();

}  // namespace confrere::http

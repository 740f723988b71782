#include "http/response_head.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

#include <fmt/chrono.h>

#include "base/text.h"

namespace confrere::http {
namespace {

constexpr std::string_view kSecurityHeaders =
    "Content-Security-Policy: default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: "
    "blob:; "
    "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'; "
    "worker-src 'self'; manifest-src 'self'\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Permissions-Policy: accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), usb=()\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n";
constexpr std::string_view kOnlyTls = "Strict-Transport-Security: max-age=31536000\r\n";

std::string_view reason(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 206:
      return "Partial Content";
    case 302:
      return "Found";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 412:
      return "Precondition Failed";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 417:
      return "Expectation Failed";
    case 422:
      return "Unprocessable Content";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 503:
      return "Service Unavailable";
    default:
      return "Status";
  }
}

void append_number(std::string& text, std::uint64_t number) {
  std::array<char, 20> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  text.append(digits.data(), end);
}

void append_header(std::string& text, std::string_view name, std::string_view value) {
  text += name;
  text += ": ";
  const std::size_t start = text.size();
  text += value;
  std::replace_if(
      text.begin() + static_cast<std::ptrdiff_t>(start), text.end(),
      [](char c) { return c == '\r' || c == '\n' || c == '\0'; }, ' ');
  text += "\r\n";
}

}  // namespace

std::string response_head(const ResponseHead& head) {
  std::string text;
  text.reserve(1024);
  text += "HTTP/1.1 ";
  append_number(text, static_cast<std::uint64_t>(head.status));
  text += ' ';
  text += reason(head.status);
  text += "\r\n";
  bool says_caching = head.may_be_kept;
  for (const auto& [name, value] : head.headers) {
    append_header(text, name, value);
    says_caching = says_caching || ascii_iequals(name, "cache-control");
  }
  if (!says_caching) text += "Cache-Control: no-store\r\n";
  if (head.chunked) text += "Transfer-Encoding: chunked\r\n";
  const bool has_no_length = head.status == 204 || head.status == 304;
  if (head.content_length && !has_no_length) {
    text += "Content-Length: ";
    append_number(text, *head.content_length);
    text += "\r\n";
  }
  if (!head.keep_alive) {
    text += "Connection: close\r\n";
  } else if (head.is_http_1_0) {
    text += "Connection: keep-alive\r\n";
  }
  text += "Date: ";
  text += head.date;
  text += "\r\n";
  text += kSecurityHeaders;
  if (head.secure) text += kOnlyTls;
  text += "\r\n";
  return text;
}

std::string http_date() {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  return fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT", fmt::gmtime(now));
}

}  // namespace confrere::http

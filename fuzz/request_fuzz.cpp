/// The bytes that strangers send to the HTTP door.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/text.h"
#include "check.h"
#include "http/request_parser.h"

namespace {

using namespace confrere;  // a program of one file
using fuzz::check;

struct Outcome {
  std::string problem;
  http::RequestHead head;
  std::string body;
  std::size_t taken = 0;
  bool has_head = false;
  bool is_done = false;
};

/// Reads one request from bytes that come in parts of `step`.
Outcome read_request(std::string_view bytes, std::size_t step) {
  http::RequestParser parser;
  Outcome outcome;
  for (std::size_t come = 0; come < bytes.size() && !outcome.is_done;) {
    come += std::min(step, bytes.size() - come);
    for (std::size_t size = 1; size > 0 && !outcome.is_done;) {
      const std::string_view there = bytes.substr(outcome.taken, come - outcome.taken);
      const auto read = outcome.has_head ? parser.read_body(there, outcome.body) : parser.read_head(there);
      if (!read) {
        check(!parser.is_done(), "a refused request is never a whole one");
        outcome.problem = read.error().problem;
        return outcome;
      }
      size = *read;
      check(size <= there.size(), "no more is taken than there is");
      outcome.taken += size;
      outcome.has_head = outcome.has_head || size > 0;
      outcome.is_done = outcome.has_head && parser.is_done();
    }
  }
  outcome.head = parser.head();
  return outcome;
}

void check_head(const http::RequestHead& head) {
  const http::Request& request = head.request;
  check(request.path == "*" || request.path.starts_with('/'), "a path starts with a slash");
  check(is_valid_text(request.path), "a path is UTF-8");
  check(head.is_http_1_0 || !request.header("host").empty(), "HTTP/1.1 has a host");
  check(request.header("content-length").empty() || request.header("transfer-encoding").empty(),
        "a body ends in one way");
  for (const auto& [name, value] : request.headers) {
    check(!name.empty() && name == ascii_lower(name), "names are in lower case");
    check(value.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos, "a value is one line");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const Outcome whole = read_request(bytes, size + 1);
  if (whole.problem.empty() && whole.has_head) check_head(whole.head);
  if (whole.is_done && whole.head.content_length) {
    check(whole.body.size() == *whole.head.content_length, "a body is as long as it says");
  }
  constexpr std::size_t kLongestInParts = 4096;  // byte by byte takes a while
  if (size > kLongestInParts) return 0;
  for (const std::size_t step : {std::size_t{1}, std::size_t{7}}) {
    const Outcome parts = read_request(bytes, step);
    check(parts.problem == whole.problem && parts.is_done == whole.is_done,
          "how the bytes come makes no difference");
    if (!whole.is_done) continue;
    check(parts.taken == whole.taken, "the next request begins at the same byte");
    check(parts.body == whole.body && parts.head.request.headers == whole.head.request.headers &&
              parts.head.request.path == whole.head.request.path && parts.head.method == whole.head.method,
          "how the bytes come makes no difference");
  }
  return 0;
}

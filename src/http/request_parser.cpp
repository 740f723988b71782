#include "http/request_parser.h"

#include <algorithm>
#include <array>

#include <boost/beast/http/basic_parser.hpp>
#include <fmt/format.h>

#include "base/text.h"
#include "http/percent.h"

namespace confrere::http {
namespace {

namespace beast = boost::beast;
using beast::error_code;

constexpr std::size_t kLongestMethod = 32;

/// Headers whose second appearance could be a smuggler's, or mean two things.
constexpr std::array<std::string_view, 12> kOnlyOnce{"host",          "content-length", "transfer-encoding",
                                                     "content-type",  "authorization",  "idempotency-key",
                                                     "origin",        "sec-fetch-site", "expect",
                                                     "last-event-id", "x-confrere-as",  "x-confrere-network"};

Error bad_request(std::string_view what) {
  return {.code = ErrorCode::invalid,
          .message = fmt::format("The request is not well-formed: {}.", what),
          .problem = "bad_request"};
}

std::optional<Method> method_of(std::string_view word) {
  if (word == "GET" || word == "HEAD") return Method::get;
  if (word == "POST") return Method::post;
  if (word == "PUT") return Method::put;
  if (word == "PATCH") return Method::patch;
  if (word == "DELETE") return Method::del;
  return std::nullopt;
}

bool is_host(std::string_view host) {
  return !host.empty() && std::all_of(host.begin(), host.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view(".-_:[]~%").find(c) != std::string_view::npos;
  });
}

/// The origin form of a target, which may come as an absolute address (RFC 9112, 3.2.2).
std::string_view origin_form(std::string_view target) {
  const std::string start = ascii_lower(target.substr(0, 8));
  if (!start.starts_with("http://") && !start.starts_with("https://")) return target;
  const auto path = target.find('/', start.starts_with("https") ? 8 : 7);
  return path == std::string_view::npos ? std::string_view("/") : target.substr(path);
}

}  // namespace

/// Beast reads heads only: its reading of chunks rests on assertions that a stranger's bytes can break.
class RequestParser::Impl final : public beast::http::basic_parser<true> {
 public:
  explicit Impl(RequestHead& head) : head_(&head) {
    header_limit(kLongestHead);
    body_limit(boost::none);
    eager(false);
  }
  std::optional<Error> refusal{};  ///< in words, where a callback refused

 private:
  using string_view = beast::string_view;
  using verb = beast::http::verb;
  using field = beast::http::field;

  void refuse(std::string_view what, error_code& ec) {
    refusal = bad_request(what);
    ec = beast::http::error::bad_value;
  }

  void on_request_impl(verb, string_view method, string_view target, int version, error_code& ec) override {
    head_->method = method_of(method);
    head_->request.method = head_->method.value_or(Method::get);
    head_->without_answer_body = method == "HEAD";
    head_->is_http_1_0 = version == 10;
    const std::string_view origin = origin_form(target);
    const auto question = origin.find('?');
    auto path = decode_path(origin.substr(0, question));
    if (!path || (!path->starts_with('/') && *path != "*") || origin.find('#') != std::string_view::npos) {
      return refuse("the address is not a percent-encoded UTF-8 path", ec);
    }
    head_->request.path = *std::move(path);
    if (question != std::string_view::npos) head_->request.query = origin.substr(question + 1);
  }

  void on_response_impl(int, string_view, int, error_code&) override {}

  void on_field_impl(field, string_view name, string_view value, error_code& ec) override {
    auto [place, is_new] = head_->request.headers.try_emplace(ascii_lower(name), value);
    if (is_new) return;
    if (std::find(kOnlyOnce.begin(), kOnlyOnce.end(), place->first) != kOnlyOnce.end()) {
      return refuse(fmt::format("it has {} twice", place->first), ec);
    }
    place->second += place->first == "cookie" ? "; " : ", ";
    place->second += value;
  }

  void on_header_impl(error_code& ec) override {
    const Request& request = head_->request;
    const auto host = request.headers.find("host");
    if (host == request.headers.end() ? !head_->is_http_1_0 : !is_host(host->second)) {
      return refuse("it needs one Host header", ec);
    }
    const std::string_view coding = request.header("transfer-encoding");
    if (!coding.empty() && (!ascii_iequals(coding, "chunked") || head_->is_http_1_0)) {
      return refuse("its Transfer-Encoding is not chunked", ec);
    }
    const std::string_view length = request.header("content-length");
    if (length.find_first_not_of("0123456789") != std::string_view::npos) {
      return refuse("its Content-Length is not a number", ec);
    }
    head_->keep_alive = keep_alive();
    head_->has_body = chunked() || content_length().value_or(0) > 0;
    if (const auto given = content_length()) head_->content_length = *given;
    head_->expects_continue = ascii_iequals(request.header("expect"), "100-continue") && !head_->is_http_1_0;
  }

  void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
  std::size_t on_body_impl(string_view, error_code&) override { return 0; }
  void on_chunk_header_impl(std::uint64_t, string_view, error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, string_view, error_code&) override { return 0; }
  void on_finish_impl(error_code&) override {}

  RequestHead* head_;
};

RequestParser::RequestParser() {
  reset();
}
RequestParser::~RequestParser() = default;

void RequestParser::reset() {
  head_ = {};
  impl_ = std::make_unique<Impl>(head_);
  chunks_ = {};
  is_read_ = is_refused_ = false;
  left_ = 0;
  scanned_ = line_start_ = head_start_ = 0;
}

bool RequestParser::is_done() const {
  if (is_refused_ || !is_read_) return false;
  return !head_.has_body || (head_.content_length ? left_ == 0 : chunks_.is_done());
}

Error RequestParser::refuse(Error error) {
  is_refused_ = true;
  return error;
}

Result<std::size_t> RequestParser::find_head_end(std::string_view bytes) {
  for (;;) {
    const auto lf = bytes.find('\n', scanned_);
    const std::size_t end_of_line = lf == std::string_view::npos ? bytes.size() : lf;
    const bool is_first_line = line_start_ == head_start_;
    if (is_first_line && end_of_line - line_start_ > kLongestTarget + kLongestMethod) {
      return Error{
          .code = ErrorCode::invalid, .message = "The address is too long.", .problem = "address_too_long"};
    }
    if (end_of_line > kLongestHead) {
      return Error{
          .code = ErrorCode::invalid, .message = "The headers are too long.", .problem = "headers_too_large"};
    }
    if (lf == std::string_view::npos) break;
    if (lf == line_start_ || bytes[lf - 1] != '\r') return bad_request("a line does not end in CR LF");
    if (bytes.substr(line_start_, lf - 1 - line_start_).find('\r') != std::string_view::npos) {
      return bad_request("a line does not end in CR LF");
    }
    const bool is_empty = lf - 1 == line_start_;
    if (!is_first_line && !is_empty && (bytes[line_start_] == ' ' || bytes[line_start_] == '\t')) {
      return bad_request("a header is folded over two lines");
    }
    scanned_ = line_start_ = lf + 1;
    if (is_empty && is_first_line) {
      head_start_ = line_start_;
    } else if (is_empty) {
      return lf + 1;
    }
  }
  scanned_ = bytes.size();
  return std::size_t{0};
}

Result<std::size_t> RequestParser::read_head(std::string_view bytes) {
  const auto end = find_head_end(bytes);
  if (!end) return refuse(end.error());
  if (*end == 0) return end;
  error_code wrong;
  impl_->put(boost::asio::const_buffer(bytes.data() + head_start_, *end - head_start_), wrong);
  if (impl_->refusal) return refuse(*std::move(impl_->refusal));
  if (wrong) return refuse(bad_request(wrong.message()));
  if (!impl_->is_header_done()) return refuse(bad_request("its head is incomplete"));
  is_read_ = true;
  left_ = head_.content_length.value_or(0);
  return *end;
}

Result<std::size_t> RequestParser::read_body(std::string_view bytes, std::string& body) {
  if (is_done() || bytes.empty()) return std::size_t{0};
  if (head_.content_length) {
    const std::size_t size = std::min<std::uint64_t>(left_, bytes.size());
    body.append(bytes.substr(0, size));
    left_ -= size;
    return size;
  }
  const auto size = chunks_.read(bytes, body);
  if (!size) return refuse(size.error());
  return size;
}

}  // namespace confrere::http

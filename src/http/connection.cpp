#include "http/connection.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include "base/log.h"
#include "base/text.h"
#include "http/connection_worker.h"
#include "http/forwarded.h"

namespace confrere::http {
namespace {

using std::chrono::steady_clock;
constexpr std::chrono::seconds kLingers{5};
constexpr std::size_t kReads = 16 * 1024;
/// What most requests fit in, and all that a connection holds while it waits for one.
constexpr std::size_t kReadsWhenIdle = 2 * 1024;
constexpr std::size_t kSpoolPart = 256 * 1024;

Error too_large(std::size_t limit) {
  return {.code = ErrorCode::too_large,
          .message = fmt::format("This is too large: the limit is {} kB.", limit / 1024)};
}
Error packed_body() {
  return {.code = ErrorCode::invalid,
          .message = "Please send the request as it is, without Content-Encoding.",
          .field = "Content-Encoding",
          .problem = "content_coding"};
}
bool is_packed(const Request& request) {
  const std::string_view coding = request.header("content-encoding");
  return !coding.empty() && !ascii_iequals(coding, "identity");
}
Error timed_out() {
  return {
      .code = ErrorCode::invalid, .message = "The request took too long to arrive.", .problem = "timed_out"};
}

}  // namespace

Connection::Connection(Door& door, std::shared_ptr<Loop> loop, std::unique_ptr<Transport> transport,
                       Arrival arrival)
    : door_(&door), loop_(std::move(loop)), transport_(std::move(transport)), arrival_(std::move(arrival)) {
  loop_->add(*this);
}

Connection::~Connection() {
  loop_->remove(*this);
}

void Connection::start() {
  asio::co_spawn(
      loop_->context, [self = shared_from_this()] { return self->serve(); },
      [](const std::exception_ptr& failure) {
        if (!failure) return;
        try {
          std::rethrow_exception(failure);
        } catch (const std::exception& exception) {
          log::error("connection_failed", {{"cause", exception.what()}});
        }
      });
}

void Connection::cut_if_late(Time now) {
  if (now < deadline_) return;
  late_ = true;
  transport_->cancel();
}

void Connection::stop() {
  if (is_unasked_) return cut();
  if (live_timer_ != nullptr) live_timer_->cancel();
}

void Connection::cut() {
  cut_ = true;
  transport_->cancel();
  if (live_timer_ != nullptr) live_timer_->cancel();
}

asio::awaitable<void> Connection::serve() {
  deadline_ = steady_clock::now() + door_->options.header_time;
  const bool began = co_await transport_->begin();
  deadline_ = Time::max();
  if (!began) co_return;
  while (co_await read_head()) {
    const bool goes_on = co_await exchange();
    end_request();
    if (!goes_on) break;
  }
  if (!input().empty()) co_await linger();
  if (cut_) co_return;
  deadline_ = steady_clock::now() + kLingers;
  co_await transport_->end_sending();
}

asio::awaitable<bool> Connection::read_head() {
  const ServerOptions& options = door_->options;
  const bool is_first = status_ == 0;
  auto deadline = steady_clock::now() + (is_first ? options.header_time : options.idle_time);
  bool has_begun = false;
  for (;;) {
    if (!input().empty()) {
      if (!has_begun) deadline = steady_clock::now() + options.header_time;
      has_begun = true;
      const auto size = parser_.read_head(input());
      if (!size) co_return co_await refuse(size.error());
      take(*size);
      if (*size > 0) break;
    } else if (door_->stopping) {
      co_return false;
    }
    const bool has_more = co_await read_more(deadline);
    if (!has_more && late_ && has_begun) co_return co_await refuse(timed_out());
    if (!has_more) co_return false;
  }
  began_ = steady_clock::now();
  is_unasked_ = false;
  co_return true;
}

void Connection::identify_client() {
  Request& request = parser_.head().request;
  request.origin = arrival_.origin;
  request.client = arrival_.client;
  request.secure = arrival_.tls;
  const std::string& proxy = door_->options.trusted_proxy;
  if (arrival_.origin == Origin::network && !proxy.empty() && arrival_.client == proxy)
    apply_forwarded(request);
}

asio::awaitable<bool> Connection::exchange() {
  identify_client();
  const auto match = door_->dispatcher->router().find(parser_.head().method, request().path);
  if (!match) co_return co_await exchange_static(match.error());
  route_ = match->route;
  co_return co_await exchange_on(*match);
}

asio::awaitable<bool> Connection::exchange_static(const Error& no_route) {
  if (no_route.code != ErrorCode::not_found) co_return co_await refuse(no_route);
  const auto found = door_->files.find(request());
  if (!found) co_return co_await refuse(found.error());
  if (parser_.head().method != Method::get) {
    const Error error{.code = ErrorCode::invalid,
                      .message = "This address takes GET, HEAD only.",
                      .field = "GET, HEAD",
                      .problem = "method_not_allowed"};
    co_return co_await refuse(error);
  }
  if (!parser_.is_done()) co_return co_await refuse(too_large(0));
  ResponseHead head{.status = found->status,
                    .headers = found->headers,
                    .content_length = found->body.size(),
                    .keep_alive = keeps_alive(),
                    .is_http_1_0 = parser_.head().is_http_1_0,
                    .secure = request().secure,
                    .may_be_kept = true,
                    .date = loop_->now_as_date()};
  status_ = found->status;
  const std::string text = response_head(head);
  const std::string_view body = parser_.head().without_answer_body ? std::string_view() : found->body;
  const bool is_sent = co_await write_all(text, body);
  co_return is_sent&& head.keep_alive;
}

asio::awaitable<bool> Connection::exchange_on(const Match& match) {
  if (parser_.head().has_body && is_packed(request())) co_return co_await refuse(packed_body());
  SpoolFile file;
  if (match.route->spools) {
    if (const auto admitted = door_->dispatcher->admit(match, request()); !admitted) {
      co_return co_await refuse(admitted.error());
    }
    if (const auto opened = file.open(door_->options.spool_folder); !opened)
      co_return co_await refuse(opened.error());
    parser_.head().request.body_file = file.path();
  }
  if (parser_.head().has_body) {
    const auto received = co_await receive_body(*match.route, file);
    if (!received) co_return co_await refuse(received.error());
  }
  Response response = co_await answer_of(match);
  co_return co_await send(std::move(response));
}

asio::awaitable<Result<void>> Connection::receive_body(const Route& route, SpoolFile& file) {
  if (!route.spools && parser_.head().content_length.value_or(0) > route.body_limit) {
    co_return too_large(route.body_limit);
  }
  if (parser_.head().expects_continue && input().empty() &&
      !co_await write_all("HTTP/1.1 100 Continue\r\n\r\n", {})) {
    co_return timed_out();
  }
  Result<void> received;
  if (route.spools) {
    received = co_await spool_body(file);
  } else {
    received = co_await read_body(route);
  }
  co_return received;
}

Connection::Time Connection::due(Time began, std::uint64_t bytes) const {
  const ServerOptions& options = door_->options;
  const std::chrono::seconds earned(bytes / std::max<std::uint64_t>(1, options.least_bytes_per_second));
  return std::min(steady_clock::now() + options.body_idle_time, began + options.slow_time + earned);
}

/// Appends what has come of the body; false at its end.
asio::awaitable<Result<bool>> Connection::read_part(std::string& part) {
  const auto size = parser_.read_body(input(), part);
  if (!size) co_return size.error();
  take(*size);
  received_ += *size;
  if (parser_.is_done()) co_return false;
  if (*size == 0 && !co_await read_more(due(began_, received_))) co_return timed_out();
  co_return true;
}

asio::awaitable<Result<void>> Connection::read_body(const Route& route) {
  std::string& body = parser_.head().request.body;
  for (;;) {
    const auto goes_on = co_await read_part(body);
    if (!goes_on) co_return goes_on.error();
    if (body.size() > route.body_limit) co_return too_large(route.body_limit);
    if (!*goes_on) co_return Result<void>();
  }
}

asio::awaitable<Result<void>> Connection::spool_body(SpoolFile& file) {
  std::string part;
  for (;;) {
    const auto goes_on = co_await read_part(part);
    if (!goes_on) co_return goes_on.error();
    if (*goes_on && part.size() < kSpoolPart) continue;
    Result<void> kept;
    co_await on_worker([&] { kept = file.append(part); });
    if (!kept || !*goes_on) co_return kept;
    part.clear();
  }
}

asio::awaitable<bool> Connection::refuse(const Error& error) {
  const bool is_whole = parser_.is_done();
  must_close_ = must_close_ || !is_whole;
  if (!error.cause.empty()) log::error("request_failed", {{"cause", error.cause}});
  Response response = problem(error);
  const bool goes_on = co_await send(std::move(response));
  if (!is_whole) co_await linger();
  co_return goes_on&& is_whole;
}

/// A connection that is closed while its client still sends is reset, and the answer is lost with it
/// (RFC 9112, 9.6): so what comes is read and thrown away for a while.
asio::awaitable<void> Connection::linger() {
  if (cut_) co_return;
  const auto end = steady_clock::now() + kLingers;
  // TLS cannot be ended in one direction; there the client goes by the answer's length.
  if (!arrival_.tls) co_await transport_->end_sending();
  do {
    input_.clear();
    taken_ = 0;
  } while (co_await read_more(end));
  cut_ = true;
}

asio::awaitable<bool> Connection::read_more(Time deadline) {
  if (cut_) co_return false;
  input_.erase(0, taken_);
  taken_ = 0;
  const std::size_t size = input_.size();
  const std::size_t wanted = is_unasked_ && size == 0 ? kReadsWhenIdle : kReads;
  input_.resize(size + wanted);
  late_ = false;
  deadline_ = deadline;
  const std::size_t read = co_await transport_->read_some(asio::buffer(input_.data() + size, wanted));
  deadline_ = Time::max();
  input_.resize(size + read);
  co_return read > 0;
}

asio::awaitable<bool> Connection::write_all(std::string_view first, std::string_view second) {
  sent_ += first.size() + second.size();
  const auto began = steady_clock::now();
  std::uint64_t gone = 0;
  while (!first.empty() || !second.empty()) {
    if (cut_) co_return false;
    deadline_ = due(began, gone);
    const std::size_t written = co_await transport_->write_some({asio::buffer(first), asio::buffer(second)});
    deadline_ = Time::max();
    if (written == 0) {
      cut_ = true;
      co_return false;
    }
    gone += written;
    const std::size_t of_first = std::min(written, first.size());
    first.remove_prefix(of_first);
    second.remove_prefix(written - of_first);
  }
  co_return true;
}

bool Connection::keeps_alive() const {
  return parser_.head().keep_alive && !must_close_ && !door_->stopping;
}

void Connection::end_request() {
  const RequestHead& head = parser_.head();
  const std::string_view method = head.without_answer_body ? "HEAD"
                                  : head.method            ? method_word(*head.method)
                                                           : "other";
  const std::string_view route = route_ == nullptr ? "static" : std::string_view(route_->pattern);
  const auto took = steady_clock::now() - began_;
  door_->metrics.count_request(route, method, status_, took);
  if (door_->options.access_log) {
    log::info("request", {{"method", std::string(method)},
                          {"route", std::string(route)},
                          {"status", std::to_string(status_)},
                          {"milliseconds",
                           fmt::format("{:.2f}", std::chrono::duration<double, std::milli>(took).count())},
                          {"bytes", std::to_string(sent_)}});
  }
  parser_.reset();
  route_ = nullptr;
  sent_ = received_ = 0;
  is_unasked_ = true;
  if (taken_ == input_.size() && input_.capacity() > 2 * kReadsWhenIdle) {
    std::string().swap(input_);
    taken_ = 0;
  }
}

}  // namespace confrere::http

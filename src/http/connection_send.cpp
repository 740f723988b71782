#include <thread>

#include <boost/asio/as_tuple.hpp>
#include <fmt/format.h>

#include "base/log.h"
#include "base/text.h"
#include "http/connection_worker.h"
#include "http/content_coding.h"

namespace confrere::http {
namespace {

using std::chrono::steady_clock;
constexpr std::int64_t kPasswordsAgainAfter = 5;  ///< seconds
constexpr std::size_t kPacksFrom = 1024;
constexpr std::size_t kPacksOnWorkerFrom = 64 * 1024;

/// An answer on its way from the writer or a worker. Its fields belong to the connection's loop.
struct Pending {
  std::optional<Response> response;
  std::function<void()> resume;
};

std::string_view header_of(const Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (ascii_iequals(key, name)) return value;
  }
  return {};
}

Error too_many_passwords() {
  return {.code = ErrorCode::unavailable,
          .message = "Many people are signing in just now. Please try again in a few seconds.",
          .retry_after = kPasswordsAgainAfter};
}

bool is_json(std::string_view type) {
  return type == "application/json" || type == "application/problem+json";
}

}  // namespace

asio::awaitable<Response> Connection::answer_of(const Match& match) {
  const auto pending = std::make_shared<Pending>();
  ++door_->unanswered;
  auto answer = [door = door_, loop = loop_, pending, here = std::this_thread::get_id()](Response response) {
    if (std::this_thread::get_id() == here) {
      pending->response = std::move(response);
    } else {
      asio::post(loop->context, [pending, given = std::move(response)]() mutable {
        pending->response = std::move(given);
        if (pending->resume) std::exchange(pending->resume, nullptr)();
      });
    }
    --door->unanswered;
  };
  if (!pass_on(match, answer)) answer(problem(too_many_passwords()));
  if (!pending->response) {
    co_await asio::async_initiate<decltype(asio::use_awaitable), void()>(
        [&](auto handler) {
          auto shared = std::make_shared<decltype(handler)>(std::move(handler));
          pending->resume = [shared] { std::move (*shared)(); };
        },
        asio::use_awaitable);
  }
  co_return *std::move(pending->response);
}

bool Connection::pass_on(const Match& match, const Dispatcher::Answer& answer) {
  const Route& route = *match.route;
  auto dispatch = [this, &match, answer] { door_->dispatcher->dispatch(match, request(), answer); };
  if (route.hashes_password)
    return door_->password_workers.try_submit(dispatch, door_->options.most_waiting_passwords);
  if (route.slow || route.spools || std::holds_alternative<WorkHandler>(route.handler)) {
    door_->workers.submit(dispatch);
  } else {
    dispatch();
  }
  return true;
}

ResponseHead Connection::head_of(const Response& response) {
  return {.status = response.status,
          .headers = response.headers,
          .content_length = std::nullopt,
          .keep_alive = keeps_alive(),
          .is_http_1_0 = parser_.head().is_http_1_0,
          .secure = request().secure,
          .date = loop_->now_as_date()};
}

asio::awaitable<bool> Connection::send(Response response) {
  status_ = response.status;
  if (response.live) co_return co_await send_changes(*response.live);
  if (response.stream) co_return co_await send_stream(response);
  const std::string_view tag = header_of(response, "etag");
  if (response.status == 200 && !tag.empty() && request().method == Method::get &&
      names_etag(request().header("if-none-match"), tag)) {
    status_ = response.status = 304;
    response.body.clear();
  }
  if (route_ == nullptr || !route_->secret) co_await pack(response);
  co_return co_await send_plain(response);
}

/// Compresses a JSON body. What shows a secret is left out: its length must not tell of it (BREACH).
asio::awaitable<void> Connection::pack(Response& response) {
  if (response.body.size() < kPacksFrom || !is_json(header_of(response, "content-type"))) co_return;
  response.with("Vary", "Accept-Encoding");
  if (!accepts_coding(request().header("accept-encoding"), "gzip")) co_return;
  if (response.body.size() < kPacksOnWorkerFrom) {
    response.body = gzip(response.body);
  } else {
    co_await on_worker([&] { response.body = gzip(response.body); });
  }
  response.with("Content-Encoding", "gzip");
}

asio::awaitable<bool> Connection::send_plain(const Response& response) {
  ResponseHead head = head_of(response);
  head.content_length = response.body.size();
  const bool has_no_body =
      parser_.head().without_answer_body || response.status == 204 || response.status == 304;
  const std::string text = response_head(head);
  const bool is_sent =
      co_await write_all(text, has_no_body ? std::string_view() : std::string_view(response.body));
  co_return is_sent&& head.keep_alive;
}

asio::awaitable<bool> Connection::send_stream(const Response& response) {
  ResponseHead head = head_of(response);
  head.chunked = !parser_.head().is_http_1_0;
  head.keep_alive = head.keep_alive && head.chunked;
  const std::string text = response_head(head);
  if (!co_await write_all(text, {})) co_return false;
  if (parser_.head().without_answer_body) co_return head.keep_alive;
  for (;;) {
    std::optional<std::string> part;
    std::string failure;
    co_await on_worker([&] {
      try {
        part = response.stream();
      } catch (const std::exception& exception) {
        failure = exception.what();
      }
    });
    if (!failure.empty()) {
      log::error("stream_failed", {{"route", route_->pattern}, {"cause", failure}});
      cut_ = true;
      co_return false;
    }
    if (!part) break;
    if (part->empty()) continue;
    if (!co_await write_part(*part, head.chunked)) co_return false;
  }
  if (head.chunked && !co_await write_all("0\r\n\r\n", {})) co_return false;
  co_return head.keep_alive;
}

asio::awaitable<bool> Connection::write_part(std::string_view part, bool chunked) {
  const std::string text = chunked ? fmt::format("{:x}\r\n{}\r\n", part.size(), part) : std::string(part);
  co_return co_await write_all(text, {});
}

asio::awaitable<bool> Connection::send_changes(const LiveChanges& live) {
  Response stream{.status = 200,
                  .headers = {{"Content-Type", "text/event-stream"}, {"X-Accel-Buffering", "no"}},
                  .body = {}};
  ResponseHead head = head_of(stream);
  head.chunked = !parser_.head().is_http_1_0;
  head.keep_alive = false;  // a client that wants more comes again
  const std::string text = response_head(head);
  if (!co_await write_all(text, {})) co_return false;
  if (parser_.head().without_answer_body) co_return false;
  const LiveStream counted(door_->metrics);
  co_await write_events(live, head.chunked);
  co_return false;
}

asio::awaitable<void> Connection::write_events(const LiveChanges& live, bool chunked) {
  asio::steady_timer timer(loop_->context);
  const auto feed = door_->changes.open_feed(live.viewer, [loop = loop_, weak = weak_from_this()] {
    asio::post(loop->context, [weak] {
      const auto self = weak.lock();
      if (self && self->live_timer_ != nullptr) self->live_timer_->cancel();
    });
  });
  live_timer_ = &timer;
  std::string text = "retry: 2000\n" + door_->changes.start_of_stream(live.viewer, live.last_event_id, *feed);
  const ServerOptions& options = door_->options;
  auto check = steady_clock::now() + options.live_check;
  auto heartbeat = steady_clock::now();
  while (!door_->stopping && !cut_) {
    const auto now = steady_clock::now();
    if (text.empty() && now >= heartbeat) text = ":\n\n";
    if (!text.empty()) {
      if (!co_await write_part(text, chunked)) break;
      heartbeat = steady_clock::now() + options.live_heartbeat;
    } else {
      timer.expires_at(std::min(heartbeat, check));
      co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
    }
    if (steady_clock::now() >= check) {
      if (!door_->dispatcher->is_still(live.viewer, request())) break;
      check = steady_clock::now() + options.live_check;
    }
    text = feed->take();
  }
  live_timer_ = nullptr;
  if (chunked && !cut_) co_await write_all("0\r\n\r\n", {});
}

}  // namespace confrere::http

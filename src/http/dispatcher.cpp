#include "http/dispatcher.h"

#include <future>

#include "base/log.h"
#include "http/idempotency.h"
#include "http/same_origin.h"

namespace confrere::http {
namespace {

void log_cause(const Route* route, const Error& error) {
  if (error.cause.empty()) return;
  log::error("request_failed",
             {{"route", route == nullptr ? std::string("-") : route->pattern}, {"cause", error.cause}});
}

Response refusal(const Route* route, const Error& error) {
  log_cause(route, error);
  return problem(error);
}

/// The one place where exceptions of handlers end.
template <class Work>
auto caught(Work&& work) -> std::invoke_result_t<Work> {
  try {
    return work();
  } catch (const store::Failure& failure) {
    return failure.error();
  } catch (const std::exception& exception) {
    return internal_error(exception.what());
  }
}

/// A key whose work outside the writer goes on; released at the end of its life.
class Working {
 public:
  using Key = std::pair<MemberId, std::string>;
  Working(std::mutex& mutex, std::set<Key>& keys, Key key)
      : mutex_(&mutex), keys_(&keys), key_(std::move(key)) {
    const std::lock_guard lock(*mutex_);
    began_ = keys_->insert(key_).second;
  }
  Working(const Working&) = delete;
  Working& operator=(const Working&) = delete;
  ~Working() {
    if (!began_) return;
    const std::lock_guard lock(*mutex_);
    keys_->erase(key_);
  }
  [[nodiscard]] bool began() const { return began_; }

 private:
  std::mutex* mutex_;
  std::set<Key>* keys_;
  Key key_;
  bool began_ = false;
};

}  // namespace

Dispatcher::Dispatcher(store::Store& store, const Router& router, Authenticator& authenticator,
                       std::string public_url)
    : store_(&store),
      router_(&router),
      authenticator_(&authenticator),
      public_origin_(origin_of(public_url)) {}

Result<Viewer> Dispatcher::viewer_of(const Route& route, const Request& request, store::ReadTransaction& tx) {
  const bool from_network = request.origin == Origin::network;
  if (route.access == Access::machine && from_network) return not_found("There is nothing at this address.");
  const bool by_cookie = from_network && request.header("authorization").empty();
  if (by_cookie && request.method != Method::get && is_cross_site(request, public_origin_)) {
    return Error{.code = ErrorCode::forbidden,
                 .message = "This request came from another site's page and was not carried out.",
                 .problem = "cross_site"};
  }
  auto viewer = authenticator_->viewer_of(request, tx);
  if (route.access == Access::member) {
    if (!viewer) return viewer.error();
    if (!*viewer) return Error{.code = ErrorCode::unauthenticated, .message = "Please sign in."};
    return **std::move(viewer);
  }
  // A stale cookie must not keep anybody from the sign-in page.
  if (!viewer && viewer.error().code != ErrorCode::unauthenticated) return viewer.error();
  if (viewer && *viewer) return **std::move(viewer);
  Viewer nobody;
  nobody.now = tx.now();
  return nobody;
}

Result<Call> Dispatcher::call_of(const Match& match, const Request& request, store::ReadTransaction& tx) {
  auto viewer = viewer_of(*match.route, request, tx);
  if (!viewer) return viewer.error();
  return Call::of(request, *std::move(viewer), match.parameters);
}

Result<Response> Dispatcher::read(const ReadHandler& handler, const Match& match, const Request& request) {
  return store_->read([&](store::ReadTransaction& tx) -> Result<Response> {
    const auto call = call_of(match, request, tx);
    if (!call) return call.error();
    return handler(*call, tx);
  });
}

Result<Response> Dispatcher::work(const WorkHandler& handler, const Match& match, const Request& request) {
  const auto call = store_->read([&](store::ReadTransaction& tx) { return call_of(match, request, tx); });
  if (!call) return call.error();
  const auto key = idempotency_key_of(request, call->viewer().member);
  if (!key) return key.error();
  if (!*key) return handler(*call);

  const Working working(working_mutex_, working_, {(*key)->member, (*key)->key});
  if (!working.began()) {
    return Error{.code = ErrorCode::conflict,
                 .message = "The first request with this Idempotency-Key is still being worked on.",
                 .field = "Idempotency-Key",
                 .problem = "idempotency_key_in_use",
                 .retry_after = 1};
  }
  auto kept = store_->read([&](store::ReadTransaction& tx) { return kept_answer(**key, tx); });
  if (!kept) return kept.error();
  if (*kept) return **std::move(kept);
  auto response = handler(*call);
  if (!response || response->stream) return response;
  const auto written = store_->write([&](store::WriteTransaction& tx) -> Result<void> {
    keep_answer(**key, *match.route, *response, tx);
    return {};
  });
  if (!written) return written.error();
  return response;
}

Result<void> Dispatcher::write(const WriteHandler& handler, const Match& match, const Request& request,
                               const Answer& answer) {
  const auto call = store_->read([&](store::ReadTransaction& tx) { return call_of(match, request, tx); });
  if (!call) return call.error();
  auto key = idempotency_key_of(request, call->viewer().member);
  if (!key) return key.error();
  auto step = handler(*call);
  // A retry is answered as the first time, whatever the handler thinks of what it finds now.
  if (!step && !*key) return step.error();

  struct Job {
    const Route* route;
    Result<WriteStep> step;
    std::optional<IdempotencyKey> key;
    Answer answer;
    Result<Response> outcome = internal_error("the write gave no answer");

    bool run(store::WriteTransaction& tx) {
      if (key) {
        auto kept = kept_answer(*key, tx);
        if (!kept || *kept) {
          outcome = kept ? Result<Response>(**std::move(kept)) : Result<Response>(kept.error());
          return false;
        }
      }
      outcome = step ? (*step)(tx) : Result<Response>(step.error());
      if (outcome && key) keep_answer(*key, *route, *outcome, tx);
      return outcome.has_value();
    }
    void finish(const std::optional<Error>& failure) {
      if (failure) return answer(refusal(route, *failure));
      if (!outcome) return answer(refusal(route, outcome.error()));
      answer(*std::move(outcome));
    }
  };
  const auto job = std::make_shared<Job>(
      Job{.route = match.route, .step = std::move(step), .key = *std::move(key), .answer = answer});
  store_->submit({.run = [job](store::WriteTransaction& tx) { return job->run(tx); },
                  .done = [job](const std::optional<Error>& failure) { job->finish(failure); }});
  return {};
}

void Dispatcher::dispatch(const Match& match, const Request& request, Answer answer) {
  if (const auto* handler = std::get_if<WriteHandler>(&match.route->handler)) {
    const auto queued = caught([&] { return write(*handler, match, request, answer); });
    if (!queued) answer(refusal(match.route, queued.error()));
    return;
  }
  auto response = caught([&]() -> Result<Response> {
    if (const auto* status = std::get_if<StatusHandler>(&match.route->handler)) return (*status)(*store_);
    if (const auto* reader = std::get_if<ReadHandler>(&match.route->handler))
      return read(*reader, match, request);
    return work(std::get<WorkHandler>(match.route->handler), match, request);
  });
  answer(response ? *std::move(response) : refusal(match.route, response.error()));
}

Response Dispatcher::answer(const Request& request) {
  const auto match = router_->find(request.method, request.path);
  if (!match) return problem(match.error());
  std::promise<Response> promise;
  auto response = promise.get_future();
  dispatch(*match, request, [&](Response given) { promise.set_value(std::move(given)); });
  return response.get();
}

Result<void> Dispatcher::admit(const Match& match, const Request& request) {
  return caught([&]() -> Result<void> {
    return store_->read([&](store::ReadTransaction& tx) -> Result<void> {
      const auto viewer = viewer_of(*match.route, request, tx);
      if (!viewer) return viewer.error();
      return {};
    });
  });
}

bool Dispatcher::is_still(const Viewer& viewer, const Request& request) {
  const auto found = caught([&] {
    return store_->read([&](store::ReadTransaction& tx) { return authenticator_->viewer_of(request, tx); });
  });
  return found && *found && (*found)->member == viewer.member && (*found)->network == viewer.network;
}

}  // namespace confrere::http

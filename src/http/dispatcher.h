#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "http/router.h"
#include "store/store.h"

namespace confrere::http {

/// Who is behind a request. The accounts feature implements it; the dispatcher calls it for every request.
class Authenticator {
 public:
  virtual ~Authenticator() = default;
  /// The viewer of a session cookie, a bearer token, or (Origin::machine) the account named by the header
  /// `x-confrere-as` and optionally `x-confrere-network`; nothing where the request carries none of these; an
  /// Error
  /// (`unauthenticated`) where what it carries is not, or no longer, good.
  virtual Result<std::optional<Viewer>> viewer_of(const Request& request, store::ReadTransaction& tx) = 0;
};

/// Answers requests with the router's handlers: authenticates, keeps routes' access rules, reads in a
/// snapshot, writes through the store's writer, and keeps the answer of a POST with an Idempotency-Key in the
/// same savepoint. Knows no sockets: commands without a server use it in their own process. Thread safe.
class Dispatcher {
 public:
  /// All outlive the dispatcher. `public_url` (may be empty) is one more origin that browsers may write from.
  Dispatcher(store::Store& store, const Router& router, Authenticator& authenticator,
             std::string public_url = {});

  /// Told once, on the calling thread or the writer's.
  using Answer = std::function<void(Response)>;
  /// `request` must live until the answer. Reads and WorkHandlers run at once on the calling thread; a write
  /// is queued and answered when it is durable.
  void dispatch(const Match& match, const Request& request, Answer answer);
  /// The whole of it, waiting: finds the route, too.
  Response answer(const Request& request);

  /// Whether the request, whose body is still to come, may use the route at all.
  Result<void> admit(const Match& match, const Request& request);
  /// Whether the request would still be let in as `viewer`: for connections that live longer than a session.
  bool is_still(const Viewer& viewer, const Request& request);
  [[nodiscard]] const Router& router() const { return *router_; }
  [[nodiscard]] store::Store& store() const { return *store_; }

 private:
  Result<Viewer> viewer_of(const Route& route, const Request& request, store::ReadTransaction& tx);
  Result<Call> call_of(const Match& match, const Request& request, store::ReadTransaction& tx);
  Result<Response> read(const ReadHandler& handler, const Match& match, const Request& request);
  Result<Response> work(const WorkHandler& handler, const Match& match, const Request& request);
  Result<void> write(const WriteHandler& handler, const Match& match, const Request& request,
                     const Answer& answer);

  store::Store* store_;
  const Router* router_;
  Authenticator* authenticator_;
  std::string public_origin_;
  /// Keys of POSTs that work outside the writer and are not yet answered.
  std::mutex working_mutex_;
  std::set<std::pair<MemberId, std::string>> working_;
};

}  // namespace confrere::http

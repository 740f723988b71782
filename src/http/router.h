#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "http/call.h"

namespace confrere::http {

/// Who may use a route.
enum class Access : std::uint8_t {
  member,   ///< a session cookie or a bearer token
  anybody,  ///< sign-in and the like: the call's viewer is empty where nobody is signed in
  machine,  ///< Origin::machine only; *not found* for everybody else
};

constexpr std::size_t kUsualBody = 256 * 1024;

struct Route {
  Method method = Method::get;
  std::string pattern;  ///< "/api/v1/contacts/{id}"
  std::variant<ReadHandler, WriteHandler, WorkHandler> handler;
  Access access = Access::member;
  std::size_t body_limit = kUsualBody;  ///< bytes
  bool spools = false;                  ///< the body is streamed to a file and may be of any size
  bool slow = false;                    ///< a ReadHandler that may take over some milliseconds: runs on a worker
};

inline Route read_route(Method method, std::string pattern, ReadHandler handler) {
  return {.method = method, .pattern = std::move(pattern), .handler = std::move(handler)};
}
inline Route write_route(Method method, std::string pattern, WriteHandler handler) {
  return {.method = method, .pattern = std::move(pattern), .handler = std::move(handler)};
}
inline Route work_route(Method method, std::string pattern, WorkHandler handler) {
  return {.method = method, .pattern = std::move(pattern), .handler = std::move(handler)};
}

/// A route and what its pattern caught.
struct Match {
  const Route* route = nullptr;
  std::map<std::string, std::string, std::less<>> parameters;
};

/// The server's routes, by pattern. Made at start, then only read: thread safe.
class Router {
 public:
  /// A second route of the same method and pattern is a bug and throws BrokenInvariant.
  void add(Route route);
  void add(std::vector<Route> routes) {
    for (Route& route : routes) add(std::move(route));
  }
  /// not_found, or `invalid` with problem "method_not_allowed" and the methods the path has in `field`.
  [[nodiscard]] Result<Match> find(Method method, std::string_view path) const;
  /// For `confrere routes`, in the order they were added.
  [[nodiscard]] const std::vector<std::unique_ptr<Route>>& routes() const { return routes_; }

 private:
  std::vector<std::unique_ptr<Route>> routes_;
};

/// Who is behind a request. The accounts feature implements it; the dispatcher calls it for every request.
class Authenticator {
 public:
  virtual ~Authenticator() = default;
  /// The viewer of a session cookie, a bearer token, or (Origin::machine) the account named by the header
  /// `x-confrere-as` and optionally `x-confrere-network`; nothing where the request carries none of these; an Error
  /// (`unauthenticated`) where what it carries is not, or no longer, good.
  virtual Result<std::optional<Viewer>> viewer_of(const Request& request, store::ReadTransaction& tx) = 0;
};

/// Answers requests with the router's handlers: authenticates, keeps routes' access rules, reads in a snapshot, writes
/// through the store's writer, and keeps the answer of a request with an Idempotency-Key in the same savepoint.
/// Knows no sockets: commands without a server use it in their own process. Thread safe.
class Dispatcher {
 public:
  Dispatcher(store::Store& store, const Router& router, Authenticator& authenticator);

  /// Told once, on the calling thread or the writer's.
  using Answer = std::function<void(Response)>;
  /// `request` must live until the answer. Reads and WorkHandlers run at once on the calling thread; a write is queued
  /// and answered when it is durable.
  void dispatch(const Match& match, const Request& request, Answer answer);
  /// The whole of it, waiting: finds the route, too.
  Response answer(const Request& request);
  [[nodiscard]] const Router& router() const { return *router_; }

 private:
  store::Store* store_;
  const Router* router_;
  Authenticator* authenticator_;
};

}  // namespace confrere::http

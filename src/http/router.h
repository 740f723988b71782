#pragma once

#include <cstdint>
#include <memory>
#include <optional>
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
  std::variant<ReadHandler, WriteHandler, WorkHandler, StatusHandler> handler;
  Access access = Access::member;
  std::size_t body_limit = kUsualBody;  ///< bytes
  bool spools = false;                  ///< the body is streamed to a file and may be of any size
  bool slow =
      false;  ///< a ReadHandler or WriteHandler that may take over some milliseconds: runs on a worker
  bool hashes_password =
      false;  ///< takes much of a processor and memory: runs on workers of its own, and is refused in a storm
  bool secret =
      false;  ///< the answer shows a secret this once: it is neither compressed nor kept for a replay
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

inline Route status_route(std::string pattern, StatusHandler handler) {
  return {.method = Method::get,
          .pattern = std::move(pattern),
          .handler = std::move(handler),
          .access = Access::anybody};
}

/// A route and what its pattern caught.
struct Match {
  const Route* route = nullptr;
  std::map<std::string, std::string, std::less<>> parameters;
};

constexpr std::size_t kMethods = 5;
/// "GET", "DELETE".
std::string_view method_word(Method method);

/// The server's routes, by pattern. Made at start, then only read: thread safe.
class Router {
 public:
  Router();
  Router(Router&&) noexcept;
  Router& operator=(Router&&) noexcept;
  ~Router();

  /// A second route of the same method and pattern is a bug and throws BrokenInvariant.
  void add(Route route);
  void add(std::vector<Route> routes) {
    for (Route& route : routes) add(std::move(route));
  }
  /// not_found, or `invalid` with problem "method_not_allowed" and the methods the path has in `field`; no
  /// method stands for one that no route has. A plain segment is preferred to a parameter: "/contacts/mine"
  /// before "/contacts/{id}". O(segments).
  [[nodiscard]] Result<Match> find(std::optional<Method> method, std::string_view path) const;
  /// For `confrere routes`, in the order they were added.
  [[nodiscard]] const std::vector<std::unique_ptr<Route>>& routes() const { return routes_; }

 private:
  struct Node;
  static Error wrong_method(const Node& node);

  std::vector<std::unique_ptr<Route>> routes_;
  std::unique_ptr<Node> root_;
};

}  // namespace confrere::http

#pragma once

/// What a route's handler gets and gives. Handlers are plain functions: they know neither sockets nor
/// threads.

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "access/viewer.h"
#include "base/json.h"
#include "base/result.h"
#include "store/store.h"

namespace confrere::http {

enum class Method : std::uint8_t { get, post, put, patch, del };

/// Where a request came from, which decides what it may do without a sign-in.
enum class Origin : std::uint8_t {
  network,  ///< a listener: needs a session or a token
  machine,  ///< the socket in the data folder, or a command in this process: may act as any account, and use
            ///< /local
};

/// A request's head and body, as the door received them. Header names are lower case.
struct Request {
  Method method = Method::get;
  std::string path{};   ///< decoded, without the query: "/api/v1/contacts"
  std::string query{};  ///< as it came, without the question mark
  std::map<std::string, std::string, std::less<>> headers{};
  std::string body{};       ///< empty where the route spools
  std::string body_file{};  ///< where a spooling route's body lies; removed after the handler
  std::string client{};     ///< address of the client, for rate limits only
  bool secure = false;      ///< came by TLS, here or at a trusted proxy
  Origin origin = Origin::network;

  [[nodiscard]] std::string_view header(std::string_view lower_case_name) const {
    const auto found = headers.find(lower_case_name);
    return found == headers.end() ? std::string_view() : std::string_view(found->second);
  }
};

/// Gives the next part of a long answer, or nothing at its end. Called on a worker thread, for one part at a
/// time. When it throws, the connection is cut, so that the client does not take a part for the whole.
using BodySource = std::function<std::optional<std::string>()>;

/// Asks the door to keep the connection and send the viewer's changes as server-sent events.
struct LiveChanges {
  Viewer viewer;
  std::optional<std::string> last_event_id{};  ///< what the client says it saw last
};

struct Response {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers{};
  std::string body{};
  BodySource stream{};                ///< instead of body, for an export
  std::optional<LiveChanges> live{};  ///< instead of body

  Response& with(std::string name, std::string value) {
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
  }
};

/// An answer with a JSON body.
template <class T>
Response json(const T& body, int status = 200) {
  return Response{
      .status = status, .headers = {{"Content-Type", "application/json"}}, .body = to_json_text(body)};
}
inline Response no_content() {
  return {.status = 204, .headers = {}, .body = {}};
}
/// RFC 9457 problem details for an Error; the one place that maps an ErrorCode to a status.
Response problem(const Error& error);

/// What people hear when something broke that they cannot mend.
Error internal_error(std::string cause);

/// "\"7\"" for version 7, as ETag; and an Error when If-Match names other versions only (absent or `*` fits
/// any).
std::string etag(std::int64_t version);
Result<void> check_if_match(std::string_view if_match, std::int64_t version);
/// Whether If-None-Match names the ETag, by weak comparison (RFC 9110, 13.1.2).
bool names_etag(std::string_view if_none_match, std::string_view etag);

/// A signed-in request on its route: the viewer, the path's parameters, the query and the body.
class Call {
 public:
  using PathParameters = std::map<std::string, std::string, std::less<>>;

  /// An Error when the query is not well-formed. `request` outlives the call.
  static Result<Call> of(const Request& request, Viewer viewer, PathParameters path_parameters);

  [[nodiscard]] const Request& request() const { return *request_; }
  [[nodiscard]] const Viewer& viewer() const { return viewer_; }

  /// The path's `{name}` as an id; anything else there is *not found*, as a stranger's id would be.
  template <class SomeId>
  [[nodiscard]] Result<SomeId> id(std::string_view name = "id") const {
    const auto parsed = SomeId::parse(path_parameter(name));
    if (!parsed) return not_found("There is nothing at this address.");
    return *parsed;
  }
  [[nodiscard]] std::string_view path_parameter(std::string_view name) const;

  /// A query parameter, decoded; nothing when it is not given.
  [[nodiscard]] std::optional<std::string> query(std::string_view name) const;
  [[nodiscard]] Result<bool> query_flag(std::string_view name) const;
  /// A whole number from `least` to `most`, `otherwise` when not given; an Error that names the parameter.
  [[nodiscard]] Result<std::int64_t> query_number(std::string_view name, std::int64_t least,
                                                  std::int64_t most, std::int64_t otherwise) const;
  [[nodiscard]] Result<std::int64_t> limit() const { return query_number("limit", 1, 500, 50); }
  /// An id, time, date or enum in the query; nothing when not given.
  template <class T>
  [[nodiscard]] Result<std::optional<T>> query_value(std::string_view name) const {
    const auto text = query(name);
    if (!text) return std::optional<T>();
    auto read = from_json<T>(boost::json::value(*text));
    if (!read)
      return invalid(std::string(name),
                     "The parameter " + std::string(name) + read.error().message.substr(1));
    return std::optional<T>(*std::move(read));
  }

  /// The JSON body as a T. An empty body reads as `{}`.
  template <class T>
  [[nodiscard]] Result<T> body() const {
    return from_json_text<T>(request_->body.empty() ? std::string_view("{}")
                                                    : std::string_view(request_->body));
  }
  [[nodiscard]] std::string_view if_match() const { return request_->header("if-match"); }

 private:
  using Query = std::vector<std::pair<std::string, std::string>>;
  Call(const Request& request, Viewer viewer, PathParameters path_parameters, Query query)
      : request_(&request),
        viewer_(std::move(viewer)),
        path_parameters_(std::move(path_parameters)),
        query_(std::move(query)) {}

  const Request* request_;
  Viewer viewer_;
  PathParameters path_parameters_;
  Query query_;
};

/// Answers from a snapshot.
using ReadHandler = std::function<Result<Response>(const Call&, store::ReadTransaction&)>;
/// What a write does, in the writer, within its savepoint. An Error rolls it back.
using WriteStep = std::function<Result<Response>(store::WriteTransaction&)>;
/// Reads the request (outside the writer) and says what to write. The step must own what it needs of the
/// call, and must give the same result when it is run twice: its Idempotency-Key and its retries rely on it.
using WriteHandler = std::function<Result<WriteStep>(const Call&)>;
/// Tells how the server is: to anybody, without a transaction, so that it answers also when the database does
/// not.
using StatusHandler = std::function<Response(store::Store&)>;
/// For what is neither: starts jobs, opens transactions of its own. Runs on a worker thread.
using WorkHandler = std::function<Result<Response>(const Call&)>;

}  // namespace confrere::http

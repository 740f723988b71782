#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/json.hpp>

#include "app/application.h"
#include "app/data_folder.h"
#include "base/result.h"
#include "http/socket_client.h"

namespace confrere::app {

/// Whose request it is: `--as` and `--network`.
struct Actor {
  std::string email{};
  std::string network{};  ///< name or id; may be empty
};

/// Asks the API what a command needs: of the server that runs on the folder, through its socket, or where
/// none runs in this process. Both give the same answers. Not thread safe.
class ApiClient {
 public:
  /// `unavailable` when another process works on the folder and does not answer.
  static Result<std::unique_ptr<ApiClient>> open(const DataFolder& folder, Actor actor);
  virtual ~ApiClient() = default;

  using Query = std::vector<std::pair<std::string, std::string>>;

  /// The body of a good answer; anything else is the problem that it tells, as an Error.
  Result<std::string> send(http::Method method, const std::string& path, const Query& query = {},
                           const boost::json::value& body = {});
  /// The same read as JSON.
  Result<boost::json::value> ask(http::Method method, const std::string& path, const Query& query = {},
                                 const boost::json::value& body = {});
  /// Sends a file as the raw body.
  Result<boost::json::value> upload(const std::string& path, const Query& query, const std::string& file);
  /// Gets what may be long, part by part.
  Result<void> download(const std::string& path, const http::BodySink& sink);

 protected:
  explicit ApiClient(Actor actor) : actor_(std::move(actor)) {}
  /// With a sink, the body of a good answer goes there. An Error when nobody answered.
  virtual Result<http::SocketAnswer> carry(const http::Request& request, const http::BodySink& sink) = 0;

 private:
  [[nodiscard]] http::Request request_to(http::Method method, const std::string& path,
                                         const Query& query) const;
  Result<std::string> body_of(const http::Request& request, const http::BodySink& sink = {});
  Actor actor_;
};

}  // namespace confrere::app

#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/json.hpp>

#include "app/application.h"
#include "app/data_folder.h"
#include "base/result.h"
#include "http/call.h"

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

  /// An answer below 400; anything else is the problem that it tells, as an Error.
  Result<http::Response> send(http::Method method, const std::string& path, const Query& query = {},
                              const boost::json::value& body = {});
  /// The same with the answer's JSON.
  Result<boost::json::value> ask(http::Method method, const std::string& path, const Query& query = {},
                                 const boost::json::value& body = {});
  /// Sends a file as the raw body.
  Result<boost::json::value> upload(const std::string& path, const Query& query, const std::string& file);

 protected:
  explicit ApiClient(Actor actor) : actor_(std::move(actor)) {}
  /// `file` is sent as the body where it is not empty. An Error when nobody answered.
  virtual Result<http::Response> carry(http::Request request, const std::string& file) = 0;

 private:
  [[nodiscard]] http::Request request_to(http::Method method, const std::string& path,
                                         const Query& query) const;
  Actor actor_;
};

/// The Error that a problem's JSON tells of.
Error error_of_problem(const http::Response& response);

}  // namespace confrere::app

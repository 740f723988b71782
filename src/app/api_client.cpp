#include "app/api_client.h"

#include <filesystem>
#include <map>
#include <thread>

#include <fmt/format.h>

#include "base/id.h"
#include "http/percent.h"

namespace confrere::app {
namespace {

constexpr std::chrono::milliseconds kPatience{5000};
constexpr std::chrono::milliseconds kPause{50};

std::string query_text(const ApiClient::Query& query) {
  std::string text;
  for (const auto& [name, value] : query) {
    text += fmt::format("{}{}={}", text.empty() ? "" : "&", name, http::percent_encode(value));
  }
  return text;
}

Result<boost::json::value> json_of(const http::Response& response) {
  if (response.body.empty()) return boost::json::value();
  return parse_json(response.body);
}

/// The API in this process, for as long as no server runs.
class OwnApi final : public ApiClient {
 public:
  OwnApi(Actor actor, std::string spool, std::unique_ptr<Application> application)
      : ApiClient(std::move(actor)), spool_(std::move(spool)), application_(std::move(application)) {}

 private:
  Result<http::Response> carry(http::Request request, const std::string& file) override {
    if (!file.empty()) {
      // A copy, since what is received belongs to the route.
      request.body_file = fmt::format("{}/{}", spool_, id_text(new_id_bytes()));
      std::error_code wrong;
      std::filesystem::copy_file(file, request.body_file, wrong);
      if (wrong) {
        return Error{.code = ErrorCode::unavailable,
                     .message = fmt::format("{} cannot be read: {}.", file, wrong.message())};
      }
    }
    http::Response response = application_->dispatcher().answer(request);
    std::error_code ignored;
    if (!request.body_file.empty()) std::filesystem::remove(request.body_file, ignored);
    return response;
  }

  std::string spool_;
  std::unique_ptr<Application> application_;
};

ErrorCode code_of_status(int status) {
  switch (status) {
    case 400:
    case 422:
      return ErrorCode::invalid;
    case 401:
      return ErrorCode::unauthenticated;
    case 403:
      return ErrorCode::forbidden;
    case 404:
      return ErrorCode::not_found;
    case 409:
      return ErrorCode::conflict;
    case 413:
      return ErrorCode::too_large;
    case 429:
      return ErrorCode::rate_limited;
    case 503:
      return ErrorCode::unavailable;
    default:
      return ErrorCode::internal;
  }
}

std::string text_at(const boost::json::value& document, std::string_view name) {
  const auto* object = document.if_object();
  const auto* value = object == nullptr ? nullptr : object->if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

}  // namespace

Error error_of_problem(const http::Response& response) {
  const auto problem = json_of(response);
  Error error{.code = code_of_status(response.status),
              .message = problem ? text_at(*problem, "detail") : std::string()};
  if (error.message.empty())
    error.message = fmt::format("The server answered with status {}.", response.status);
  if (!problem) return error;
  error.field = text_at(*problem, "field");
  if (const std::string code = text_at(*problem, "code"); code != "invalid") error.problem = code;
  return error;
}

http::Request ApiClient::request_to(http::Method method, const std::string& path, const Query& query) const {
  http::Request request;
  request.method = method;
  request.path = path;
  request.query = query_text(query);
  request.origin = http::Origin::machine;
  if (!actor_.email.empty()) request.headers["x-confrere-as"] = actor_.email;
  if (!actor_.network.empty()) request.headers["x-confrere-network"] = actor_.network;
  return request;
}

Result<http::Response> ApiClient::send(http::Method method, const std::string& path, const Query& query,
                                       const boost::json::value& body) {
  http::Request request = request_to(method, path, query);
  if (!body.is_null()) {
    request.body = boost::json::serialize(body);
    request.headers["content-type"] = "application/json";
  }
  auto response = carry(std::move(request), {});
  if (response && response->status >= 400) return error_of_problem(*response);
  return response;
}

Result<boost::json::value> ApiClient::ask(http::Method method, const std::string& path, const Query& query,
                                          const boost::json::value& body) {
  const auto response = send(method, path, query, body);
  if (!response) return response.error();
  return json_of(*response);
}

Result<boost::json::value> ApiClient::upload(const std::string& path, const Query& query,
                                             const std::string& file) {
  http::Request request = request_to(http::Method::post, path, query);
  request.headers["content-type"] = "application/octet-stream";
  const auto response = carry(std::move(request), file);
  if (!response) return response.error();
  if (response->status >= 400) return error_of_problem(*response);
  return json_of(*response);
}

Result<std::unique_ptr<ApiClient>> ApiClient::open(const DataFolder& folder, Actor actor) {
  const auto give_up = std::chrono::steady_clock::now() + kPatience;
  while (true) {
    auto lock = folder.try_lock();
    if (!lock) return lock.error();
    if (*lock) {
      auto application = Application::open(folder, **std::move(lock), {});
      if (!application) return application.error();
      return std::make_unique<OwnApi>(std::move(actor), folder.spool(), *std::move(application));
    }
    if (std::chrono::steady_clock::now() > give_up) {
      return Error{
          .code = ErrorCode::unavailable,
          .message = fmt::format("Another confrere works on {} and does not answer.", folder.path())};
    }
    std::this_thread::sleep_for(kPause);
  }
}

}  // namespace confrere::app

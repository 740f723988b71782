#include "app/api_client.h"

#include <filesystem>
#include <thread>

#include <fmt/format.h>

#include "app/application.h"
#include "http/percent.h"

namespace confrere::app {
namespace {

/// How long a command waits for a server that starts or for another command that ends.
constexpr std::chrono::seconds kPatience{5};
constexpr std::chrono::milliseconds kPause{50};

std::string query_text(const ApiClient::Query& query) {
  std::string text;
  for (const auto& [name, value] : query) {
    text += fmt::format("{}{}={}", text.empty() ? "" : "&", name, http::percent_encode(value));
  }
  return text;
}

/// The API of the server that runs on the folder.
class ServersApi final : public ApiClient {
 public:
  ServersApi(Actor actor, std::string socket) : ApiClient(std::move(actor)), socket_(std::move(socket)) {}

 private:
  Result<http::SocketAnswer> carry(const http::Request& request, const http::BodySink& sink) override {
    return http::ask_over_socket(socket_, request, sink);
  }

  std::string socket_;
};

/// The API in this process, for as long as no server runs.
class OwnApi final : public ApiClient {
 public:
  OwnApi(Actor actor, std::string spool, std::unique_ptr<Application> application)
      : ApiClient(std::move(actor)), spool_(std::move(spool)), application_(std::move(application)) {}

 private:
  Result<http::SocketAnswer> carry(const http::Request& request, const http::BodySink& sink) override {
    http::Request own = request;
    if (!own.body_file.empty()) {
      // A copy, since what is received belongs to the route.
      own.body_file = fmt::format("{}/{}", spool_, id_text(new_id_bytes()));
      std::error_code wrong;
      std::filesystem::copy_file(request.body_file, own.body_file, wrong);
      if (wrong) {
        return invalid("file", fmt::format("{} cannot be read: {}.", request.body_file, wrong.message()));
      }
    }
    const http::Response response = application_->dispatcher().answer(own);
    std::error_code ignored;
    if (!own.body_file.empty()) std::filesystem::remove(own.body_file, ignored);
    return pour(response, sink);
  }

  static http::SocketAnswer pour(const http::Response& response, const http::BodySink& sink) {
    http::SocketAnswer answer{.status = response.status, .headers = {}, .body = {}};
    const auto take = [&](std::string_view part) {
      if (sink && answer.is_success()) {
        sink(part);
      } else {
        answer.body += part;
      }
    };
    if (!response.stream) {
      take(response.body);
    } else {
      while (const auto part = response.stream()) take(*part);
    }
    return answer;
  }

  std::string spool_;
  std::unique_ptr<Application> application_;
};

/// Whether a server, rather than another command, is what holds the folder.
bool server_answers(const DataFolder& folder) {
  http::Request request;
  request.path = "/healthz";
  return http::ask_over_socket(folder.socket(), request).has_value();
}

}  // namespace

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

Result<std::string> ApiClient::body_of(const http::Request& request, const http::BodySink& sink) {
  auto answer = carry(request, sink);
  if (!answer) return answer.error();
  if (!answer->is_success()) return http::error_of(*answer);
  return std::move(answer->body);
}

Result<std::string> ApiClient::send(http::Method method, const std::string& path, const Query& query,
                                    const boost::json::value& body) {
  http::Request request = request_to(method, path, query);
  if (!body.is_null()) {
    request.body = boost::json::serialize(body);
    request.headers["content-type"] = "application/json";
  }
  return body_of(request);
}

Result<boost::json::value> ApiClient::ask(http::Method method, const std::string& path, const Query& query,
                                          const boost::json::value& body) {
  const auto text = send(method, path, query, body);
  if (!text) return text.error();
  return parse_json(*text);
}

Result<boost::json::value> ApiClient::upload(const std::string& path, const Query& query,
                                             const std::string& file) {
  http::Request request = request_to(http::Method::post, path, query);
  request.headers["content-type"] = "application/octet-stream";
  request.body_file = file;
  const auto text = body_of(request);
  if (!text) return text.error();
  return parse_json(*text);
}

Result<void> ApiClient::download(const std::string& path, const http::BodySink& sink) {
  const auto done = body_of(request_to(http::Method::get, path, {}), sink);
  if (!done) return done.error();
  return {};
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
    if (server_answers(folder)) return std::make_unique<ServersApi>(std::move(actor), folder.socket());
    if (std::chrono::steady_clock::now() > give_up) {
      return Error{
          .code = ErrorCode::unavailable,
          .message = fmt::format("Another confrere works on {} and does not answer.", folder.path())};
    }
    std::this_thread::sleep_for(kPause);
  }
}

}  // namespace confrere::app

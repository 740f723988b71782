#include "http/server.h"

namespace confrere::http {
namespace {

Result<Response> health(const Call&, store::ReadTransaction& tx) {
  try {
    tx.first([](const store::Row& row) { return row.integer(0); }, "SELECT count(*) FROM migration");
  } catch (const store::Failure& failure) {
    return Error{
        .code = ErrorCode::unavailable, .message = "The database cannot be read.", .cause = failure.what()};
  }
  return json(boost::json::object{{"status", "ok"}});
}

Result<Response> changes(const Call& call, store::ReadTransaction&) {
  const std::string_view header = call.request().header("last-event-id");
  Response response;
  response.live =
      LiveChanges{.viewer = call.viewer(),
                  .last_event_id = header.empty() ? call.query("last_event_id") : std::string(header)};
  return response;
}

}  // namespace

std::vector<Route> door_routes() {
  Route healthz = read_route(Method::get, "/healthz", health);
  healthz.access = Access::anybody;
  std::vector<Route> routes;
  routes.push_back(std::move(healthz));
  routes.push_back(read_route(Method::get, "/api/v1/changes", changes));
  return routes;
}

}  // namespace confrere::http

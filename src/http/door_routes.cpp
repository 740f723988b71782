#include <fmt/format.h>

#include "http/metrics.h"
#include "http/server.h"

namespace confrere::http {
namespace {

Error cannot(std::string message, std::string cause) {
  return {.code = ErrorCode::unavailable, .message = std::move(message), .cause = std::move(cause)};
}

Response health(store::Store& store) {
  try {
    store.read([](store::ReadTransaction& tx) {
      tx.first([](const store::Row& row) { return row.integer(0); }, "SELECT count(*) FROM migration");
    });
  } catch (const store::Failure& failure) {
    return problem(cannot("The database cannot be read.", failure.what()));
  }
  const store::WriterFigures figures = store.figures();
  if (figures.failing_since) {
    return problem(cannot(fmt::format("Nothing can be saved since {}; reading works. The log says why. It is "
                                      "tried again every second.",
                                      figures.failing_since->text()),
                          ""));
  }
  boost::json::object well{{"status", "ok"}};
  if (figures.works_since) well["saving_again_since"] = figures.works_since->text();
  return json(well);
}

Response metrics(const Server& server, const std::string& version, const store::Store& store) {
  MetricsText text;
  server.append_metrics(text);
  append_writer(store.figures(), text);
  append_process(text);
  text.family("confrere_build_info", "gauge", "Always 1; the version is its label.");
  text.sample(1, MetricsText::label("version", version));
  return {.headers = {{"Content-Type", "text/plain; version=0.0.4; charset=utf-8"}}, .body = text.text()};
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
  return {status_route("/healthz", health), read_route(Method::get, "/api/v1/changes", changes)};
}

Route metrics_route(const Server& server, std::string version) {
  return status_route("/metrics", [&server, version = std::move(version)](store::Store& store) {
    return metrics(server, version, store);
  });
}

}  // namespace confrere::http

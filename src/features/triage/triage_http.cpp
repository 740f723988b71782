#include "features/triage/triage.h"
#include "features/triage/triage_routes.h"

namespace confrere::triage {
namespace {

Result<http::Response> get(const http::Call& call, store::ReadTransaction& tx) {
  const auto limit = call.limit();
  if (!limit) return limit.error();
  return http::json(load_triage(call.viewer(), tx, *limit));
}

}  // namespace

std::vector<http::Route> routes() {
  http::Route triage = http::read_route(http::Method::get, "/api/v1/triage", get);
  triage.slow = true;  // reads every unsorted contact
  return {triage};
}

}  // namespace confrere::triage

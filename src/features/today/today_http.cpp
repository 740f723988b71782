#include "features/today/today.h"
#include "features/today/today_routes.h"

namespace confrere::today {
namespace {

using http::Call;
using http::Response;
using http::WriteStep;

struct Snooze {
  Date until;
};
BOOST_DESCRIBE_STRUCT(Snooze, (), (until))

Result<Response> get(const Call& call, store::Store& store) {
  const auto all = call.query_flag("all");
  if (!all) return all.error();
  const auto at = call.query_value<Instant>("at");
  if (!at) return at.error();
  Viewer viewer = call.viewer();
  viewer.now = at->value_or(viewer.now);
  if (*all || *at) {
    return store.read([&](store::ReadTransaction& tx) {
      return http::json(*all ? preview_all(viewer, tx) : preview_today(viewer, tx));
    });
  }
  const auto today = open_today(viewer, store);
  if (!today) return today.error();
  return http::json(*today);
}

/// A step that does `act(viewer, tx, item id) -> Result<Today>` and shows the list.
template <class Act>
WriteStep step(const Call& call, Act act) {
  return [viewer = call.viewer(), id = std::string(call.path_parameter("id")),
          act](store::WriteTransaction& tx) -> Result<Response> {
    const Result<Today> today = act(viewer, tx, id);
    if (!today) return today.error();
    return http::json(*today);
  };
}

Result<WriteStep> complete(const Call& call) {
  return step(call, complete_item);
}
Result<WriteStep> reopen(const Call& call) {
  return step(call, reopen_item);
}
Result<WriteStep> dismiss(const Call& call) {
  return step(call, dismiss_item);
}

Result<WriteStep> snooze(const Call& call) {
  const auto body = call.body<Snooze>();
  if (!body) return body.error();
  return step(call,
              [until = body->until](const Viewer& viewer, store::WriteTransaction& tx, std::string_view id) {
                return snooze_item(viewer, tx, id, until);
              });
}

Result<WriteStep> written(const Call& call) {
  const auto body = call.body<Writing>();
  if (!body) return body.error();
  return step(call, [writing = *body](const Viewer& viewer, store::WriteTransaction& tx,
                                      std::string_view id) { return write_item(viewer, tx, id, writing); });
}

}  // namespace

std::vector<http::Route> routes(store::Store& store) {
  using http::Method;
  return {
      http::work_route(Method::get, "/api/v1/today", [&store](const Call& call) { return get(call, store); }),
      http::write_route(Method::put, "/api/v1/today/items/{id}/completion", complete),
      http::write_route(Method::del, "/api/v1/today/items/{id}/completion", reopen),
      http::write_route(Method::put, "/api/v1/today/items/{id}/snooze", snooze),
      http::write_route(Method::put, "/api/v1/today/items/{id}/dismissal", dismiss),
      http::write_route(Method::put, "/api/v1/today/items/{id}/writing", written)};
}

}  // namespace confrere::today

#include "base/cursor.h"
#include "features/follow_ups/follow_ups.h"
#include "features/follow_ups/follow_ups_routes.h"

namespace confrere::follow_ups {
namespace {

using http::Call;
using http::Response;
using http::WriteStep;

struct Page {
  std::vector<FollowUp> items;
  std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(Page, (), (items, next_cursor))

struct Snooze {
  Date until;
};
BOOST_DESCRIBE_STRUCT(Snooze, (), (until))

Result<std::optional<FollowUpPlace>> place_in(const Call& call) {
  const auto text = call.query("cursor");
  if (!text) return std::optional<FollowUpPlace>();
  const auto parts = parse_cursor(*text, 2);
  const auto due = parts ? Date::parse((*parts)[0]) : std::nullopt;
  const auto id = parts ? FollowUpId::parse((*parts)[1]) : std::nullopt;
  if (!due || !id) return invalid("cursor", "This cursor is not one of ours. Start again without it.");
  return std::optional(FollowUpPlace{*due, *id});
}

Result<Response> list(const Call& call, store::ReadTransaction& tx) {
  const auto limit = call.limit();
  if (!limit) return limit.error();
  const auto contact = call.query_value<ContactId>("contact");
  if (!contact) return contact.error();
  const auto state = call.query_value<FollowUpState>("state");
  if (!state) return state.error();
  const auto after = place_in(call);
  if (!after) return after.error();

  Page page{.items = list_follow_ups(call.viewer(), tx,
                                     {.contact = *contact,
                                      .state = state->value_or(FollowUpState::open),
                                      .limit = *limit + 1,
                                      .after = *after}),
            .next_cursor = {}};
  if (page.items.size() > static_cast<std::size_t>(*limit)) {
    page.items.pop_back();
    page.next_cursor = cursor_text({page.items.back().due.text(), page.items.back().id.text()});
  }
  return http::json(page);
}

Result<Response> get(const Call& call, store::ReadTransaction& tx) {
  const auto id = call.id<FollowUpId>();
  if (!id) return id.error();
  const auto found = load_follow_up(call.viewer(), tx, *id);
  if (!found) return found.error();
  return http::json(*found);
}

Result<WriteStep> create(const Call& call) {
  const auto fields = call.body<FollowUpFields>();
  if (!fields) return fields.error();
  return [viewer = call.viewer(), fields = *fields](store::WriteTransaction& tx) -> Result<Response> {
    const auto made = create_follow_up(viewer, tx, fields);
    if (!made) return made.error();
    return http::json(*made, 201);
  };
}

/// A step that does `act(viewer, tx, id) -> Result<FollowUp>` to the path's follow-up and shows it.
template <class Act>
Result<WriteStep> step(const Call& call, Act act) {
  const auto id = call.id<FollowUpId>();
  if (!id) return id.error();
  return [viewer = call.viewer(), id = *id, act](store::WriteTransaction& tx) -> Result<Response> {
    const Result<FollowUp> after = act(viewer, tx, id);
    if (!after) return after.error();
    return http::json(*after);
  };
}

Result<WriteStep> update(const Call& call) {
  const auto fields = call.body<FollowUpFields>();
  if (!fields) return fields.error();
  return step(call, [fields = *fields](const Viewer& viewer, store::WriteTransaction& tx, FollowUpId id) {
    return update_follow_up(viewer, tx, id, fields);
  });
}

Result<WriteStep> remove(const Call& call) {
  const auto id = call.id<FollowUpId>();
  if (!id) return id.error();
  return [viewer = call.viewer(), id = *id](store::WriteTransaction& tx) -> Result<Response> {
    const auto removed = delete_follow_up(viewer, tx, id);
    if (!removed) return removed.error();
    return http::no_content();
  };
}

Result<WriteStep> complete(const Call& call) {
  return step(call, complete_follow_up);
}
Result<WriteStep> reopen(const Call& call) {
  return step(call, reopen_follow_up);
}
Result<WriteStep> drop(const Call& call) {
  return step(call, drop_follow_up);
}

Result<WriteStep> snooze(const Call& call) {
  const auto body = call.body<Snooze>();
  if (!body) return body.error();
  return step(call, [until = body->until](const Viewer& viewer, store::WriteTransaction& tx, FollowUpId id) {
    return snooze_follow_up(viewer, tx, id, until);
  });
}

}  // namespace

std::vector<http::Route> routes() {
  using http::Method;
  return {http::read_route(Method::get, "/api/v1/follow_ups", list),
          http::write_route(Method::post, "/api/v1/follow_ups", create),
          http::read_route(Method::get, "/api/v1/follow_ups/{id}", get),
          http::write_route(Method::patch, "/api/v1/follow_ups/{id}", update),
          http::write_route(Method::del, "/api/v1/follow_ups/{id}", remove),
          http::write_route(Method::put, "/api/v1/follow_ups/{id}/completion", complete),
          http::write_route(Method::del, "/api/v1/follow_ups/{id}/completion", reopen),
          http::write_route(Method::put, "/api/v1/follow_ups/{id}/dropping", drop),
          http::write_route(Method::put, "/api/v1/follow_ups/{id}/snooze", snooze)};
}

}  // namespace confrere::follow_ups

#include "base/cursor.h"
#include "features/encounters/encounters.h"
#include "features/encounters/encounters_routes.h"

namespace confrere::encounters {
namespace {

using http::Call;
using http::Response;
using http::WriteStep;

struct Page {
  std::vector<Encounter> items;
  std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(Page, (), (items, next_cursor))

struct Answer {
  std::optional<Instant> answered_at;
};
BOOST_DESCRIBE_STRUCT(Answer, (), (answered_at))

struct Deleted {
  contacts::Undo undo;
};
BOOST_DESCRIBE_STRUCT(Deleted, (), (undo))

Response shown(const Encounter& encounter, int status = 200) {
  return http::json(encounter, status).with("ETag", http::etag(encounter.version));
}

Result<std::optional<EncounterPlace>> place_in(const Call& call) {
  const auto text = call.query("cursor");
  if (!text) return std::optional<EncounterPlace>();
  const auto parts = parse_cursor(*text, 2);
  const auto at = parts ? Instant::parse((*parts)[0]) : std::nullopt;
  const auto id = parts ? EncounterId::parse((*parts)[1]) : std::nullopt;
  if (!at || !id) return invalid("cursor", "This cursor is not one of ours. Start again without it.");
  return std::optional(EncounterPlace{*at, *id});
}

Result<Response> list(const Call& call, store::ReadTransaction& tx) {
  const auto limit = call.limit();
  if (!limit) return limit.error();
  const auto contact = call.query_value<ContactId>("contact");
  if (!contact) return contact.error();
  const auto state = call.query_value<EncounterState>("state");
  if (!state) return state.error();
  const auto before = place_in(call);
  if (!before) return before.error();

  Page page{
      .items = list_encounters(
          call.viewer(), tx, {.contact = *contact, .state = *state, .limit = *limit + 1, .before = *before}),
      .next_cursor = {}};
  if (page.items.size() > static_cast<std::size_t>(*limit)) {
    page.items.pop_back();
    page.next_cursor = cursor_text({page.items.back().happened_at.text(), page.items.back().id.text()});
  }
  return http::json(page);
}

Result<Response> get(const Call& call, store::ReadTransaction& tx) {
  const auto id = call.id<EncounterId>();
  if (!id) return id.error();
  const auto found = load_encounter(call.viewer(), tx, *id);
  if (!found) return found.error();
  return shown(*found);
}

Result<WriteStep> create(const Call& call) {
  const auto fresh = call.body<NewEncounter>();
  if (!fresh) return fresh.error();
  return [viewer = call.viewer(), fresh = *fresh](store::WriteTransaction& tx) -> Result<Response> {
    const auto logged = log_encounter(viewer, tx, fresh);
    if (!logged) return logged.error();
    return shown(*logged, 201);
  };
}

Result<WriteStep> update(const Call& call) {
  const auto id = call.id<EncounterId>();
  if (!id) return id.error();
  const auto fields = call.body<EncounterFields>();
  if (!fields) return fields.error();
  return [viewer = call.viewer(), id = *id, fields = *fields,
          if_match = std::string(call.if_match())](store::WriteTransaction& tx) -> Result<Response> {
    const auto before = load_encounter(viewer, tx, id);
    if (!before) return before.error();
    const auto current = http::check_if_match(if_match, before->version);
    if (!current) return current.error();
    const auto after = update_encounter(viewer, tx, id, fields);
    if (!after) return after.error();
    return shown(*after);
  };
}

Result<WriteStep> remove(const Call& call) {
  const auto id = call.id<EncounterId>();
  if (!id) return id.error();
  return [viewer = call.viewer(), id = *id](store::WriteTransaction& tx) -> Result<Response> {
    const auto undo = delete_encounter(viewer, tx, id);
    if (!undo) return undo.error();
    return http::json(Deleted{*undo});
  };
}

Result<WriteStep> answer(const Call& call) {
  const auto id = call.id<EncounterId>();
  if (!id) return id.error();
  const auto body = call.body<Answer>();
  if (!body) return body.error();
  return [viewer = call.viewer(), id = *id,
          at = body->answered_at](store::WriteTransaction& tx) -> Result<Response> {
    const auto answered = answer_encounter(viewer, tx, id, at);
    if (!answered) return answered.error();
    return shown(*answered);
  };
}

}  // namespace

std::vector<http::Route> routes() {
  using http::Method;
  return {http::read_route(Method::get, "/api/v1/encounters", list),
          http::write_route(Method::post, "/api/v1/encounters", create),
          http::read_route(Method::get, "/api/v1/encounters/{id}", get),
          http::write_route(Method::patch, "/api/v1/encounters/{id}", update),
          http::write_route(Method::del, "/api/v1/encounters/{id}", remove),
          http::write_route(Method::post, "/api/v1/encounters/{id}/answer", answer)};
}

}  // namespace confrere::encounters

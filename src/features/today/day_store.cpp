#include "features/today/day_store.h"

namespace confrere::today {
namespace {

using store::Row;

struct FollowUpNow {
  follow_ups::FollowUpState state = follow_ups::FollowUpState::open;
  std::optional<Date> snoozed_until{};
};

bool is_contact_there(store::ReadTransaction& tx, const Viewer& viewer, ContactId contact) {
  return tx
      .first(
          [](const Row&) { return true; },
          "SELECT 1 FROM contact WHERE network_id = $1 AND owner_id = $2 AND id = $3 AND deleted_at IS NULL",
          viewer.network, viewer.member, contact)
      .value_or(false);
}

std::optional<ItemState> state_of_follow_up(store::ReadTransaction& tx, const Viewer& viewer, FollowUpId id) {
  const auto now = tx.first(
      [](const Row& row) {
        return FollowUpNow{.state = row.get<follow_ups::FollowUpState>(0),
                           .snoozed_until = row.get<std::optional<Date>>(1)};
      },
      "SELECT state, snoozed_until FROM follow_up WHERE network_id = $1 AND owner_id = $2 AND id = $3"
      " AND deleted_at IS NULL",
      viewer.network, viewer.member, id);
  if (!now) return std::nullopt;
  if (now->state == follow_ups::FollowUpState::done) return ItemState::done;
  if (now->state == follow_ups::FollowUpState::dropped) return ItemState::dismissed;
  return now->snoozed_until > viewer.today() ? ItemState::snoozed : ItemState::open;
}

std::optional<ItemState> state_of_plan(store::ReadTransaction& tx, const Viewer& viewer, EncounterId id) {
  const auto state =
      tx.first([](const Row& row) { return row.get<encounters::EncounterState>(0); },
               "SELECT state FROM encounter WHERE network_id = $1 AND owner_id = $2 AND id = $3"
               " AND deleted_at IS NULL",
               viewer.network, viewer.member, id);
  if (!state) return std::nullopt;
  return *state == encounters::EncounterState::held ? ItemState::done : ItemState::open;
}

ItemState state_of_suggestion(store::ReadTransaction& tx, const Viewer& viewer, const TodayItem& item,
                              Instant fixed_at) {
  const bool touched =
      tx.first([](const Row&) { return true; },
               "SELECT 1 FROM encounter_contact ec"
               " JOIN encounter e ON e.network_id = ec.network_id AND e.id = ec.encounter_id"
               " WHERE ec.network_id = $1 AND ec.contact_id = $2 AND e.owner_id = $3"
               " AND e.state = 'held' AND e.deleted_at IS NULL AND e.created_at >= $4 LIMIT 1",
               viewer.network, item.contact.id, viewer.member, fixed_at)
          .value_or(false);
  return touched ? ItemState::done : ItemState::open;
}

}  // namespace

std::optional<FixedDay> find_day(store::ReadTransaction& tx, const Viewer& viewer, Date day) {
  return tx.first(
      [](const Row& row) {
        return FixedDay{.fixed_at = row.get<Instant>(0),
                        .passed_over = from_json_text<std::vector<std::string>>(row.text(1)).value()};
      },
      "SELECT fixed_at, passed_over FROM today_day WHERE network_id = $1 AND owner_id = $2 AND day = $3",
      viewer.network, viewer.member, day);
}

void insert_day(store::WriteTransaction& tx, const Viewer& viewer, Date day, const FixedDay& fixed) {
  tx.execute(
      "INSERT INTO today_day (network_id, owner_id, day, fixed_at, passed_over) VALUES ($1, $2, $3, $4, $5)",
      viewer.network, viewer.member, day, fixed.fixed_at, to_json_text(fixed.passed_over));
}

std::vector<TodayItem> find_items(store::ReadTransaction& tx, const Viewer& viewer, Date day) {
  std::vector<TodayItem> items;
  for (const Row& row :
       tx.query("SELECT content, state FROM today_item WHERE network_id = $1 AND owner_id = $2"
                " AND day = $3 ORDER BY place",
                viewer.network, viewer.member, day)) {
    auto item = from_json_text<TodayItem>(row.text(0));
    if (!item) continue;
    item->state = row.get<ItemState>(1);
    items.push_back(*std::move(item));
  }
  return items;
}

void insert_item(store::WriteTransaction& tx, const Viewer& viewer, Date day, const TodayItem& item) {
  tx.execute(
      "INSERT INTO today_item (network_id, owner_id, day, place, item_id, contact_id, content, state)"
      " SELECT $1, $2, $3, COALESCE(MAX(place), 0) + 1, $4, $5, $6, $7 FROM today_item"
      " WHERE network_id = $1 AND owner_id = $2 AND day = $3",
      viewer.network, viewer.member, day, item.id, item.contact.id, to_json_text(item), item.state);
}

void update_item(store::WriteTransaction& tx, const Viewer& viewer, Date day, const TodayItem& item,
                 const std::optional<Step>& step) {
  const std::optional<std::string> undo = step ? std::optional(to_json_text(*step)) : std::nullopt;
  tx.execute(
      "UPDATE today_item SET state = $5, undo = $6"
      " WHERE network_id = $1 AND owner_id = $2 AND day = $3 AND item_id = $4",
      viewer.network, viewer.member, day, item.id, item.state, undo);
}

std::optional<Step> find_step(store::ReadTransaction& tx, const Viewer& viewer, Date day,
                              std::string_view item_id) {
  const auto undo =
      tx.first([](const Row& row) { return row.get<std::optional<std::string>>(0); },
               "SELECT undo FROM today_item WHERE network_id = $1 AND owner_id = $2 AND day = $3"
               " AND item_id = $4",
               viewer.network, viewer.member, day, item_id)
          .value_or(std::nullopt);
  if (!undo) return std::nullopt;
  const auto step = from_json_text<Step>(*undo);
  return step ? std::optional(*step) : std::nullopt;
}

std::vector<Rest> find_rests(store::ReadTransaction& tx, const Viewer& viewer, Date day) {
  return tx.all(
      [](const Row& row) {
        return Rest{.kind = row.get<TodayKind>(0),
                    .contact = row.get<ContactId>(1),
                    .why = row.get<RestWhy>(2),
                    .until = row.get<Date>(3)};
      },
      "SELECT kind, contact_id, why, until FROM today_rest WHERE network_id = $1 AND owner_id = $2 AND until "
      "> $3",
      viewer.network, viewer.member, day);
}

std::optional<Date> find_rest(store::ReadTransaction& tx, const Viewer& viewer, const Rest& rest) {
  return tx.first([](const Row& row) { return row.get<Date>(0); },
                  "SELECT until FROM today_rest WHERE network_id = $1 AND owner_id = $2 AND kind = $3"
                  " AND contact_id = $4 AND why = $5",
                  viewer.network, viewer.member, rest.kind, rest.contact, rest.why);
}

void put_rest(store::WriteTransaction& tx, const Viewer& viewer, const Rest& rest) {
  tx.execute(
      "INSERT INTO today_rest (network_id, owner_id, kind, contact_id, why, until) VALUES ($1, $2, $3, $4, "
      "$5, $6)"
      " ON CONFLICT (network_id, owner_id, kind, contact_id, why) DO UPDATE SET until = excluded.until",
      viewer.network, viewer.member, rest.kind, rest.contact, rest.why, rest.until);
}

void remove_rest(store::WriteTransaction& tx, const Viewer& viewer, const Rest& rest) {
  tx.execute(
      "DELETE FROM today_rest WHERE network_id = $1 AND owner_id = $2 AND kind = $3 AND contact_id = $4"
      " AND why = $5",
      viewer.network, viewer.member, rest.kind, rest.contact, rest.why);
}

std::optional<ItemState> find_state_now(store::ReadTransaction& tx, const Viewer& viewer,
                                        const TodayItem& item, Instant fixed_at) {
  if (!is_contact_there(tx, viewer, item.contact.id)) return std::nullopt;
  if (item.follow_up_id) return state_of_follow_up(tx, viewer, *item.follow_up_id);
  if (item.kind == TodayKind::planned && item.encounter_id)
    return state_of_plan(tx, viewer, *item.encounter_id);
  return state_of_suggestion(tx, viewer, item, fixed_at);
}

}  // namespace confrere::today

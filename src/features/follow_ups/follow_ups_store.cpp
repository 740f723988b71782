#include "features/follow_ups/follow_ups_store.h"

namespace confrere::follow_ups {
namespace {

using store::Row;

/// With the viewer's network and member as $1 and $2; what is deleted, or belongs to a deleted contact, is
/// not there.
constexpr std::string_view kSelect =
    "SELECT f.id, f.contact_id, c.name, f.kind, f.text, f.due_on, f.overdue_on, f.promise, f.state, f.origin,"
    " f.snoozed_until, f.nudges, f.encounter_id, f.created_at, f.done_at, f.appears_on, f.closed_by"
    " FROM follow_up f JOIN contact c ON c.network_id = f.network_id AND c.id = f.contact_id"
    " WHERE f.network_id = $1 AND f.owner_id = $2 AND f.deleted_at IS NULL AND c.deleted_at IS NULL";

std::string select(std::string_view and_more) {
  return std::string(kSelect).append(and_more);
}

StoredFollowUp stored_from(const Row& row) {
  return {.shown = {.id = row.get<FollowUpId>(0),
                    .contact = {.id = row.get<ContactId>(1), .name = row.get<std::string>(2)},
                    .kind = row.get<FollowUpKind>(3),
                    .text = row.get<std::string>(4),
                    .due = row.get<Date>(5),
                    .overdue_from = row.get<Date>(6),
                    .promise = row.get<bool>(7),
                    .state = row.get<FollowUpState>(8),
                    .origin = row.get<FollowUpOrigin>(9),
                    .snoozed_until = row.get<std::optional<Date>>(10),
                    .nudges = row.get<std::int64_t>(11),
                    .encounter_id = row.get<std::optional<EncounterId>>(12),
                    .created_at = row.get<Instant>(13),
                    .done_at = row.get<std::optional<Instant>>(14)},
          .appears_on = row.get<Date>(15),
          .closed_by = row.get<std::optional<EncounterId>>(16)};
}

FollowUp shown_from(const Row& row) {
  return stored_from(row).shown;
}

}  // namespace

void insert(store::WriteTransaction& tx, const Viewer& viewer, const StoredFollowUp& follow_up) {
  const FollowUp& shown = follow_up.shown;
  tx.execute(
      "INSERT INTO follow_up (network_id, id, owner_id, contact_id, encounter_id, kind, text, promise, "
      "origin,"
      " appears_on, due_on, overdue_on, snoozed_until, nudges, state, created_at, done_at, closed_by)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)",
      viewer.network, shown.id, viewer.member, shown.contact.id, shown.encounter_id, shown.kind, shown.text,
      shown.promise, shown.origin, follow_up.appears_on, shown.due, shown.overdue_from, shown.snoozed_until,
      shown.nudges, shown.state, shown.created_at, shown.done_at, follow_up.closed_by);
}

std::optional<StoredFollowUp> find(store::ReadTransaction& tx, const Viewer& viewer, FollowUpId id) {
  return tx.first(stored_from, select(" AND f.id = $3"), viewer.network, viewer.member, id);
}

std::vector<FollowUp> find_page(store::ReadTransaction& tx, const Viewer& viewer,
                                const FollowUpQuery& query) {
  const FollowUpPlace after = query.after.value_or(FollowUpPlace{.due = Date::of(1900, 1, 1).value()});
  if (query.contact) {
    return tx.all(shown_from,
                  select(" AND f.contact_id = $3 AND f.state = $4 AND (f.due_on, f.id) > ($5, $6)"
                         " ORDER BY f.due_on, f.id LIMIT $7"),
                  viewer.network, viewer.member, *query.contact, query.state, after.due, after.id,
                  query.limit);
  }
  return tx.all(shown_from,
                select(" AND f.state = $3 AND (f.due_on, f.id) > ($4, $5) ORDER BY f.due_on, f.id LIMIT $6"),
                viewer.network, viewer.member, query.state, after.due, after.id, query.limit);
}

void update(store::WriteTransaction& tx, const Viewer& viewer, const StoredFollowUp& follow_up) {
  const FollowUp& shown = follow_up.shown;
  tx.execute(
      "UPDATE follow_up SET contact_id = $4, kind = $5, text = $6, promise = $7, appears_on = $8, due_on = "
      "$9,"
      " overdue_on = $10, snoozed_until = $11, nudges = $12, state = $13, done_at = $14, closed_by = $15"
      " WHERE network_id = $1 AND owner_id = $2 AND id = $3",
      viewer.network, viewer.member, shown.id, shown.contact.id, shown.kind, shown.text, shown.promise,
      follow_up.appears_on, shown.due, shown.overdue_from, shown.snoozed_until, shown.nudges, shown.state,
      shown.done_at, follow_up.closed_by);
}

void remove(store::WriteTransaction& tx, const Viewer& viewer, FollowUpId id) {
  tx.execute("DELETE FROM follow_up WHERE network_id = $1 AND owner_id = $2 AND id = $3", viewer.network,
             viewer.member, id);
}

std::vector<FollowUp> find_promises(store::ReadTransaction& tx, const Viewer& viewer, EncounterId encounter) {
  return tx.all(shown_from, select(" AND f.encounter_id = $3 AND f.promise ORDER BY f.due_on, f.id"),
                viewer.network, viewer.member, encounter);
}

std::vector<StoredFollowUp> find_of_encounter(store::ReadTransaction& tx, const Viewer& viewer,
                                              EncounterId encounter) {
  return tx.all(stored_from, select(" AND f.encounter_id = $3 ORDER BY f.id"), viewer.network, viewer.member,
                encounter);
}

std::vector<FollowUpId> find_open_returns(store::ReadTransaction& tx, const Viewer& viewer, ContactId contact,
                                          EncounterId encounter) {
  return tx.all([](const Row& row) { return row.get<FollowUpId>(0); },
                "SELECT id FROM follow_up WHERE network_id = $1 AND owner_id = $2 AND contact_id = $3"
                " AND encounter_id = $4 AND origin = 'let_go' AND state = 'open'",
                viewer.network, viewer.member, contact, encounter);
}

std::vector<StoredFollowUp> find_superfluous(store::ReadTransaction& tx, const Viewer& viewer,
                                             ContactId contact, EncounterId newer, Instant before) {
  return tx.all(
      stored_from,
      select(" AND f.contact_id = $3 AND f.state = 'open' AND NOT f.promise AND f.encounter_id <> $4"
             " AND f.kind IN ('write', 'call', 'meet', 'connect_online')"
             " AND ((f.origin = 'let_go' AND f.created_at < $5) OR (f.origin = 'first_meeting' AND EXISTS"
             " (SELECT 1 FROM encounter e WHERE e.network_id = f.network_id AND e.id = f.encounter_id"
             " AND e.happened_at < $5)))"),
      viewer.network, viewer.member, contact, newer, before);
}

std::vector<StoredFollowUp> find_closed_by(store::ReadTransaction& tx, const Viewer& viewer,
                                           EncounterId newer) {
  return tx.all(stored_from, select(" AND f.closed_by = $3 AND f.origin IN ('first_meeting', 'let_go')"),
                viewer.network, viewer.member, newer);
}

std::vector<StoredFollowUp> find_waits(store::ReadTransaction& tx, const Viewer& viewer, ContactId contact) {
  return tx.all(stored_from,
                select(" AND f.contact_id = $3 AND f.origin = 'answer_awaited'"
                       " AND (f.state = 'open' OR f.closed_by IS NOT NULL) ORDER BY f.id"),
                viewer.network, viewer.member, contact);
}

std::optional<Instant> find_wait_ended_at(store::ReadTransaction& tx, const Viewer& viewer,
                                          ContactId contact) {
  const auto ended = tx.first([](const Row& row) { return row.get<std::optional<Instant>>(0); },
                              "SELECT MAX(done_at) FROM follow_up WHERE network_id = $1 AND owner_id = $2"
                              " AND contact_id = $3 AND origin = 'answer_awaited' AND state <> 'open'"
                              " AND closed_by IS NULL AND deleted_at IS NULL",
                              viewer.network, viewer.member, contact);
  return ended.value_or(std::nullopt);
}

void update_hidden(store::WriteTransaction& tx, const Viewer& viewer, EncounterId encounter,
                   std::optional<Instant> deleted_at) {
  tx.execute(
      "UPDATE follow_up SET deleted_at = $4 WHERE network_id = $1 AND owner_id = $2 AND encounter_id = $3",
      viewer.network, viewer.member, encounter, deleted_at);
}

}  // namespace confrere::follow_ups

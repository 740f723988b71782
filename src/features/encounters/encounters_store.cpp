#include "features/encounters/encounters_store.h"

namespace confrere::encounters {
namespace {

using store::Row;

/// With the viewer's network and member as $1 and $2. An encounter is there while one of its contacts is.
constexpr std::string_view kSelect =
    "SELECT e.id, e.state, e.happened_at, e.channel, e.depth, e.begun_by, e.awaits_answer, e.answered_at, "
    "e.place,"
    " e.event, e.note, e.needs, e.version, e.created_at FROM encounter e"
    " WHERE e.network_id = $1 AND e.owner_id = $2 AND e.deleted_at IS NULL AND EXISTS (SELECT 1"
    " FROM encounter_contact ec JOIN contact c ON c.network_id = ec.network_id AND c.id = ec.contact_id"
    " WHERE ec.network_id = e.network_id AND ec.encounter_id = e.id AND c.deleted_at IS NULL)";

std::string select(std::string_view and_more) {
  return std::string(kSelect).append(and_more);
}

Encounter encounter_from(const Row& row) {
  return {.id = row.get<EncounterId>(0),
          .state = row.get<EncounterState>(1),
          .happened_at = row.get<Instant>(2),
          .channel = row.get<Channel>(3),
          .depth = row.get<Depth>(4),
          .begun_by = row.get<BegunBy>(5),
          .awaits_answer = row.get<bool>(6),
          .answered_at = row.get<std::optional<Instant>>(7),
          .place = row.get<std::string>(8),
          .event = row.get<std::string>(9),
          .note = row.get<std::string>(10),
          .needs = from_json_text<std::vector<std::string>>(row.text(11)).value(),
          .version = row.get<std::int64_t>(12),
          .created_at = row.get<Instant>(13)};
}

std::vector<contacts::ContactRef> find_contacts(store::ReadTransaction& tx, const Viewer& viewer,
                                                EncounterId id) {
  return tx.all(
      [](const Row& row) {
        return contacts::ContactRef{.id = row.get<ContactId>(0), .name = row.get<std::string>(1)};
      },
      "SELECT c.id, c.name FROM encounter_contact ec"
      " JOIN contact c ON c.network_id = ec.network_id AND c.id = ec.contact_id"
      " WHERE ec.network_id = $1 AND ec.encounter_id = $2 AND c.owner_id = $3 AND c.deleted_at IS NULL"
      " ORDER BY ec.place",
      viewer.network, id, viewer.member);
}

}  // namespace

void insert(store::WriteTransaction& tx, const Viewer& viewer, const Encounter& encounter) {
  tx.execute(
      "INSERT INTO encounter (network_id, id, owner_id, state, happened_at, channel, depth, begun_by, "
      "awaits_answer,"
      " answered_at, place, event, note, needs, version, created_at)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
      viewer.network, encounter.id, viewer.member, encounter.state, encounter.happened_at, encounter.channel,
      encounter.depth, encounter.begun_by, encounter.awaits_answer, encounter.answered_at, encounter.place,
      encounter.event, encounter.note, to_json_text(encounter.needs), encounter.version,
      encounter.created_at);
  replace_contacts(tx, viewer, encounter);
}

void update(store::WriteTransaction& tx, const Viewer& viewer, const Encounter& encounter) {
  tx.execute(
      "UPDATE encounter SET state = $4, happened_at = $5, channel = $6, depth = $7, begun_by = $8,"
      " awaits_answer = $9, answered_at = $10, place = $11, event = $12, note = $13, needs = $14, version = "
      "$15"
      " WHERE network_id = $1 AND owner_id = $2 AND id = $3",
      viewer.network, viewer.member, encounter.id, encounter.state, encounter.happened_at, encounter.channel,
      encounter.depth, encounter.begun_by, encounter.awaits_answer, encounter.answered_at, encounter.place,
      encounter.event, encounter.note, to_json_text(encounter.needs), encounter.version);
}

void replace_contacts(store::WriteTransaction& tx, const Viewer& viewer, const Encounter& encounter) {
  tx.execute("DELETE FROM encounter_contact WHERE network_id = $1 AND encounter_id = $2", viewer.network,
             encounter.id);
  std::int64_t place = 0;
  for (const contacts::ContactRef& contact : encounter.with) {
    tx.execute(
        "INSERT INTO encounter_contact (network_id, encounter_id, contact_id, place, happened_at)"
        " VALUES ($1, $2, $3, $4, $5)",
        viewer.network, encounter.id, contact.id, place++, encounter.happened_at);
  }
}

std::optional<Encounter> find(store::ReadTransaction& tx, const Viewer& viewer, EncounterId id) {
  auto found = tx.first(encounter_from, select(" AND e.id = $3"), viewer.network, viewer.member, id);
  if (found) found->with = find_contacts(tx, viewer, id);
  return found;
}

std::vector<Encounter> find_page(store::ReadTransaction& tx, const Viewer& viewer,
                                 const EncounterQuery& query) {
  constexpr Instant kEndOfTime{std::numeric_limits<std::int64_t>::max()};
  const EncounterPlace before = query.before.value_or(EncounterPlace{.happened_at = kEndOfTime});
  const EncounterState either = query.state.value_or(EncounterState::planned);
  const EncounterState other = query.state.value_or(EncounterState::held);
  auto page =
      query.contact
          ? tx.all(encounter_from,
                   select(" AND e.state IN ($3, $4) AND (e.happened_at, e.id) < ($5, $6) AND e.id IN"
                          " (SELECT x.encounter_id FROM encounter_contact x JOIN contact xc"
                          " ON xc.network_id = x.network_id AND xc.id = x.contact_id"
                          " WHERE x.network_id = $1 AND x.contact_id = $7 AND xc.deleted_at IS NULL)"
                          " ORDER BY e.happened_at DESC, e.id DESC LIMIT $8"),
                   viewer.network, viewer.member, either, other, before.happened_at, before.id,
                   *query.contact, query.limit)
          : tx.all(encounter_from,
                   select(" AND e.state IN ($3, $4) AND (e.happened_at, e.id) < ($5, $6)"
                          " ORDER BY e.happened_at DESC, e.id DESC LIMIT $7"),
                   viewer.network, viewer.member, either, other, before.happened_at, before.id, query.limit);
  for (Encounter& encounter : page) encounter.with = find_contacts(tx, viewer, encounter.id);
  return page;
}

std::optional<Instant> find_deleted_at(store::ReadTransaction& tx, const Viewer& viewer, EncounterId id) {
  return tx.first([](const Row& row) { return row.get<Instant>(0); },
                  "SELECT deleted_at FROM encounter WHERE network_id = $1 AND owner_id = $2 AND id = $3"
                  " AND deleted_at IS NOT NULL",
                  viewer.network, viewer.member, id);
}

void update_deleted(store::WriteTransaction& tx, const Viewer& viewer, EncounterId id,
                    std::optional<Instant> deleted_at) {
  tx.execute("UPDATE encounter SET deleted_at = $4 WHERE network_id = $1 AND owner_id = $2 AND id = $3",
             viewer.network, viewer.member, id, deleted_at);
}

std::int64_t purge(store::WriteTransaction& tx, Instant before, std::int64_t most) {
  struct Deleted {
    NetworkId network;
    EncounterId id;
  };
  const auto expired = tx.all(
      [](const Row& row) {
        return Deleted{row.get<NetworkId>(0), row.get<EncounterId>(1)};
      },
      "SELECT network_id, id FROM encounter WHERE deleted_at <= $1 ORDER BY deleted_at LIMIT $2", before,
      most);
  for (const Deleted& encounter : expired) {
    tx.execute("DELETE FROM follow_up WHERE network_id = $1 AND encounter_id = $2 AND deleted_at IS NOT NULL",
               encounter.network, encounter.id);
    tx.execute("DELETE FROM encounter WHERE network_id = $1 AND id = $2", encounter.network, encounter.id);
  }
  return static_cast<std::int64_t>(expired.size());
}

bool was_met(store::ReadTransaction& tx, const Viewer& viewer, ContactId contact, EncounterId except) {
  return tx
      .first([](const Row&) { return true; },
             "SELECT 1 FROM encounter_contact ec"
             " JOIN encounter e ON e.network_id = ec.network_id AND e.id = ec.encounter_id"
             " WHERE ec.network_id = $1 AND e.owner_id = $2 AND ec.contact_id = $3 AND e.id <> $4"
             " AND e.state = 'held' AND e.channel <> 'message' AND e.deleted_at IS NULL LIMIT 1",
             viewer.network, viewer.member, contact, except)
      .value_or(false);
}

int count_met(store::ReadTransaction& tx, const Viewer& viewer, ContactId contact) {
  return tx
      .first([](const Row& row) { return static_cast<int>(row.get<std::int64_t>(0)); },
             "SELECT COUNT(*) FROM encounter_contact ec"
             " JOIN encounter e ON e.network_id = ec.network_id AND e.id = ec.encounter_id"
             " WHERE ec.network_id = $1 AND e.owner_id = $2 AND ec.contact_id = $3"
             " AND e.state = 'held' AND e.channel <> 'message' AND e.deleted_at IS NULL",
             viewer.network, viewer.member, contact)
      .value_or(0);
}

std::vector<HeldTouch> find_waiting(store::ReadTransaction& tx, const Viewer& viewer, ContactId contact) {
  std::vector<HeldTouch> found;
  for (const Row& row :
       tx.query("SELECT e.id, e.happened_at, e.channel, e.depth, e.begun_by, e.awaits_answer,"
                " e.answered_at FROM encounter_contact ec"
                " JOIN encounter e ON e.network_id = ec.network_id AND e.id = ec.encounter_id"
                " WHERE ec.network_id = $1 AND e.owner_id = $2 AND ec.contact_id = $3"
                " AND e.state = 'held' AND e.deleted_at IS NULL"
                " ORDER BY ec.happened_at DESC, e.id DESC",
                viewer.network, viewer.member, contact)) {
    found.push_back({.encounter = row.get<EncounterId>(0),
                     .touch = {.happened_at = row.get<Instant>(1),
                               .channel = row.get<Channel>(2),
                               .depth = row.get<Depth>(3),
                               .begun_by = row.get<BegunBy>(4),
                               .awaits_answer = row.get<bool>(5),
                               .answered_at = row.get<std::optional<Instant>>(6)}});
    if (found.back().touch.counts()) break;
  }
  return found;
}

}  // namespace confrere::encounters

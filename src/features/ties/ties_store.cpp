#include "features/ties/ties_store.h"

namespace confrere::ties {
namespace {

using store::Row;

Summary summary_from(const Row& row, int column) {
  return {.held = row.get<std::int64_t>(column),
          .first_held_at = row.get<std::optional<Instant>>(column + 1),
          .last_held_at = row.get<std::optional<Instant>>(column + 2),
          .last_awaiting_at = row.get<std::optional<Instant>>(column + 3),
          .decayed_at = row.get<Instant>(column + 4),
          .sum_30 = row.get<double>(column + 5),
          .sum_120 = row.get<double>(column + 6),
          .sum_480 = row.get<double>(column + 7),
          .peak = row.get<double>(column + 8)};
}

StoredTie tie_from(const Row& row) {
  constexpr int kSummaryStarts = 6;
  return {.closeness = row.get<std::optional<Closeness>>(0),
          .matters = row.get<std::optional<bool>>(1),
          .rhythm = row.get<std::optional<Rhythm>>(2),
          .circle_rhythm = row.get<std::optional<Rhythm>>(3),
          .sharing = row.get<Sharing>(4),
          .sorted_at = row.get<std::optional<Instant>>(5),
          .summary = summary_from(row, kSummaryStarts)};
}

Touch touch_from(const Row& row) {
  return {.happened_at = row.get<Instant>(0),
          .channel = row.get<Channel>(1),
          .depth = row.get<Depth>(2),
          .begun_by = row.get<BegunBy>(3),
          .awaits_answer = row.get<bool>(4),
          .answered_at = row.get<std::optional<Instant>>(5)};
}

TieKey key_from(const Row& row) {
  return {row.get<NetworkId>(0), row.get<MemberId>(1), row.get<ContactId>(2)};
}

}  // namespace

void insert(store::WriteTransaction& tx, const Viewer& viewer, ContactId contact) {
  tx.execute(
      "INSERT INTO tie (network_id, contact_id, owner_id, sharing, held, decayed_at, sum_30, sum_120, "
      "sum_480,"
      " peak, strength_version) VALUES ($1, $2, $3, $4, 0, 0, 0.0, 0.0, 0.0, 0.0, $5)",
      viewer.network, contact, viewer.member, Sharing::asked, kStrengthVersion);
}

std::optional<StoredTie> find(store::ReadTransaction& tx, const Viewer& viewer, ContactId contact) {
  return tx.first(
      tie_from,
      "SELECT t.closeness, t.matters, t.rhythm, t.circle_rhythm, t.sharing, t.sorted_at, t.held,"
      " t.first_held_at, t.last_held_at, t.last_awaiting_at, t.decayed_at, t.sum_30, t.sum_120,"
      " t.sum_480, t.peak"
      " FROM tie t JOIN contact c ON c.network_id = t.network_id AND c.id = t.contact_id"
      " WHERE t.network_id = $1 AND t.owner_id = $2 AND t.contact_id = $3 AND c.deleted_at IS NULL",
      viewer.network, viewer.member, contact);
}

void update_stated(store::WriteTransaction& tx, const Viewer& viewer, ContactId contact,
                   const StoredTie& tie) {
  tx.execute(
      "UPDATE tie SET closeness = $4, matters = $5, rhythm = $6, sharing = $7, sorted_at = $8"
      " WHERE network_id = $1 AND owner_id = $2 AND contact_id = $3",
      viewer.network, viewer.member, contact, tie.closeness, tie.matters, tie.rhythm, tie.sharing,
      tie.sorted_at);
}

void update_circle_rhythm(store::WriteTransaction& tx, const Viewer& viewer, ContactId contact,
                          std::optional<Rhythm> rhythm) {
  tx.execute("UPDATE tie SET circle_rhythm = $4 WHERE network_id = $1 AND owner_id = $2 AND contact_id = $3",
             viewer.network, viewer.member, contact, rhythm);
}

std::optional<Summary> find_summary(store::ReadTransaction& tx, NetworkId network, ContactId contact) {
  return tx.first([](const Row& row) { return summary_from(row, 0); },
                  "SELECT held, first_held_at, last_held_at, last_awaiting_at, decayed_at, sum_30, sum_120,"
                  " sum_480, peak FROM tie WHERE network_id = $1 AND contact_id = $2",
                  network, contact);
}

void update_summary(store::WriteTransaction& tx, NetworkId network, ContactId contact,
                    const Summary& summary) {
  tx.execute(
      "UPDATE tie SET held = $3, first_held_at = $4, last_held_at = $5, last_awaiting_at = $6, decayed_at = "
      "$7,"
      " sum_30 = $8, sum_120 = $9, sum_480 = $10, peak = $11, strength_version = $12"
      " WHERE network_id = $1 AND contact_id = $2",
      network, contact, summary.held, summary.first_held_at, summary.last_held_at, summary.last_awaiting_at,
      summary.decayed_at, summary.sum_30, summary.sum_120, summary.sum_480, summary.peak, kStrengthVersion);
}

std::vector<TieKey> find_all(store::ReadTransaction& tx) {
  return tx.all(key_from, "SELECT network_id, owner_id, contact_id FROM tie");
}

std::vector<TieKey> find_outdated(store::ReadTransaction& tx, std::int64_t most) {
  return tx.all(key_from,
                "SELECT network_id, owner_id, contact_id FROM tie WHERE strength_version <> $1 LIMIT $2",
                kStrengthVersion, most);
}

std::vector<Touch> find_touches(store::ReadTransaction& tx, NetworkId network, ContactId contact) {
  return tx.all(
      touch_from,
      "SELECT e.happened_at, e.channel, e.depth, e.begun_by, e.awaits_answer, e.answered_at"
      " FROM encounter_contact ec"
      " JOIN encounter e ON e.network_id = ec.network_id AND e.id = ec.encounter_id"
      " WHERE ec.network_id = $1 AND ec.contact_id = $2 AND e.state = 'held' AND e.deleted_at IS NULL"
      " ORDER BY CASE WHEN e.answered_at > e.happened_at THEN e.answered_at ELSE e.happened_at END, e.id",
      network, contact);
}

}  // namespace confrere::ties

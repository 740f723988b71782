#include "features/introductions/introductions_store.h"

#include <algorithm>

namespace confrere::introductions {
namespace {

using store::Row;

constexpr int kQuietAfterMessage = 60;  ///< days in which a message of mine is left to be answered
constexpr int kNeedsRemembered = 180;   ///< days
constexpr std::int64_t kMostLines = 60;
constexpr std::int64_t kMostAcquainted = 10'000;

Instant days_before(Instant now, int days) {
  return now - std::chrono::hours(24 * days);
}

constexpr std::string_view kColumns =
    "SELECT c.id, c.linked_member_id, c.ask, c.offer, c.cares_about, c.cases_loved, c.cases_unwanted,"
    " c.specialties, t.closeness, t.matters, t.held, t.first_held_at, t.last_held_at, t.decayed_at, t.sum_30,"
    " t.sum_120, t.sum_480, t.peak";
constexpr int kColumnCount = 18;
/// Nobody who was archived, put aside in triage, or is waited for.
constexpr std::string_view kMayBeIntroduced =
    " AND c.deleted_at IS NULL AND c.archived_at IS NULL AND (t.matters IS NULL OR t.matters)"
    " AND (t.last_awaiting_at IS NULL OR t.last_awaiting_at < $3)";
constexpr std::string_view kFromContact =
    " FROM contact c JOIN tie t ON t.network_id = c.network_id AND t.contact_id = c.id"
    " WHERE c.network_id = $1 AND c.owner_id = $2";

std::string select(std::string_view from, std::string_view and_more) {
  return std::string(kColumns).append(from).append(kMayBeIntroduced).append(and_more);
}

std::vector<std::string> list_from(std::string_view json) {
  if (json == "[]") return {};
  return from_json_text<std::vector<std::string>>(std::string(json)).value();
}

Person person_from(const Row& row) {
  Person person{.contact = row.get<ContactId>(0),
                .member = row.get<std::optional<MemberId>>(1),
                .offer = row.get<std::string>(3),
                .cares_about = row.get<std::string>(4),
                .cases_loved = row.get<std::string>(5),
                .cases_unwanted = row.get<std::string>(6),
                .specialties = list_from(row.text(7)),
                .closeness = row.get<std::optional<ties::Closeness>>(8),
                .matters = row.get<std::optional<bool>>(9).value_or(false),
                .summary = {.held = row.get<std::int64_t>(10),
                            .first_held_at = row.get<std::optional<Instant>>(11),
                            .last_held_at = row.get<std::optional<Instant>>(12),
                            .decayed_at = row.get<Instant>(13),
                            .sum_30 = row.get<double>(14),
                            .sum_120 = row.get<double>(15),
                            .sum_480 = row.get<double>(16),
                            .peak = row.get<double>(17)}};
  if (!row.text(2).empty()) person.asks.push_back({.text = row.get<std::string>(2)});
  return person;
}

Pair pair_from(const Row& row) {
  return {row.get<ContactId>(0), row.get<ContactId>(1)};
}

}  // namespace

std::vector<Person> find_with_lines(store::ReadTransaction& tx, const Viewer& viewer) {
  static const std::string kAsking = select(kFromContact, " AND c.ask <> '' ORDER BY c.id DESC LIMIT $4");
  static const std::string kOffering = select(kFromContact, " AND c.offer <> '' ORDER BY c.id DESC LIMIT $4");
  const Instant quiet = days_before(viewer.now, kQuietAfterMessage);
  auto found = tx.all(person_from, kAsking, viewer.network, viewer.member, quiet, kMostLines);
  for (Person& person : tx.all(person_from, kOffering, viewer.network, viewer.member, quiet, kMostLines))
    found.push_back(std::move(person));
  return found;
}

std::vector<Person> find_met_last(store::ReadTransaction& tx, const Viewer& viewer, std::int64_t most) {
  static const std::string kSql = select(
      " FROM tie t JOIN contact c ON c.network_id = t.network_id AND c.id = t.contact_id"
      " WHERE t.network_id = $1 AND t.owner_id = $2 AND (t.held > 0 OR t.closeness IS NOT NULL)",
      " ORDER BY t.last_held_at DESC, t.contact_id LIMIT $4");
  return tx.all(person_from, kSql, viewer.network, viewer.member, days_before(viewer.now, kQuietAfterMessage),
                most);
}

std::optional<Person> find_person(store::ReadTransaction& tx, const Viewer& viewer, ContactId contact) {
  static const std::string kSql =
      std::string(kColumns).append(kFromContact).append(" AND c.id = $3 AND c.deleted_at IS NULL");
  return tx.first(person_from, kSql, viewer.network, viewer.member, contact);
}

std::vector<HeardNeed> find_heard_needs(store::ReadTransaction& tx, const Viewer& viewer) {
  static const std::string kSql = std::string(kColumns).append(
      ", e.needs, e.id, e.happened_at FROM encounter e"
      " JOIN encounter_contact ec ON ec.network_id = e.network_id AND ec.encounter_id = e.id"
      " AND ec.place = 0"
      " JOIN contact c ON c.network_id = e.network_id AND c.id = ec.contact_id"
      " JOIN tie t ON t.network_id = e.network_id AND t.contact_id = c.id"
      " WHERE e.network_id = $1 AND e.owner_id = $2 AND e.needs <> '[]' AND e.happened_at >= $3"
      " AND e.state = 'held' AND e.deleted_at IS NULL AND c.deleted_at IS NULL"
      " AND c.archived_at IS NULL ORDER BY e.happened_at DESC, e.id DESC LIMIT $4");
  std::vector<HeardNeed> needs;
  for (const Row& row :
       tx.query(kSql, viewer.network, viewer.member, days_before(viewer.now, kNeedsRemembered), kMostLines)) {
    for (std::string& need : list_from(row.text(kColumnCount))) {
      needs.push_back({.person = person_from(row),
                       .ask = {.text = std::move(need),
                               .heard_in = row.get<EncounterId>(kColumnCount + 1),
                               .heard_at = row.get<Instant>(kColumnCount + 2)}});
    }
  }
  return needs;
}

void add_roles(store::ReadTransaction& tx, const Viewer& viewer, Person& person) {
  for (const Row& row : tx.query("SELECT organisation_id, sector FROM role"
                                 " WHERE network_id = $1 AND contact_id = $2 AND owner_id = $3"
                                 " AND ended IS NULL ORDER BY place",
                                 viewer.network, person.contact, viewer.member)) {
    if (const auto organisation = row.get<std::optional<OrganisationId>>(0))
      person.organisations.push_back(*organisation);
    const auto sector = row.get<std::optional<formats::Sector>>(1);
    if (sector && std::find(person.sectors.begin(), person.sectors.end(), *sector) == person.sectors.end())
      person.sectors.push_back(*sector);
  }
}

std::vector<Pair> find_acquainted(store::ReadTransaction& tx, const Viewer& viewer) {
  return tx.all(pair_from,
                "SELECT contact_a, contact_b FROM acquaintance WHERE network_id = $1 AND owner_id = $2"
                " AND kind = 'know' ORDER BY contact_a DESC, contact_b LIMIT $3",
                viewer.network, viewer.member, kMostAcquainted);
}

bool have_met_together(store::ReadTransaction& tx, const Viewer& viewer, const Pair& pair) {
  return tx
      .first([](const Row&) { return true; },
             "SELECT 1 FROM encounter_contact a JOIN encounter_contact b ON b.network_id = a.network_id"
             " AND b.encounter_id = a.encounter_id AND b.contact_id = $4"
             " JOIN encounter e ON e.network_id = a.network_id AND e.id = a.encounter_id"
             " WHERE a.network_id = $1 AND a.contact_id = $3 AND e.owner_id = $2 AND e.state = 'held'"
             " AND e.deleted_at IS NULL LIMIT 1",
             viewer.network, viewer.member, pair.a, pair.b)
      .value_or(false);
}

bool are_colleagues(store::ReadTransaction& tx, const Viewer& viewer, const Pair& pair) {
  return tx
      .first([](const Row&) { return true; },
             "SELECT 1 FROM role a JOIN role b ON b.network_id = a.network_id AND b.contact_id = $4"
             " AND b.organisation_id = a.organisation_id WHERE a.network_id = $1 AND a.contact_id = $3"
             " AND a.owner_id = $2 AND a.ended IS NULL AND b.ended IS NULL LIMIT 1",
             viewer.network, viewer.member, pair.a, pair.b)
      .value_or(false);
}

std::vector<KeptPair> find_pairs(store::ReadTransaction& tx, const Viewer& viewer) {
  return tx.all(
      [](const Row& row) {
        return KeptPair{row.get<ContactId>(0), row.get<ContactId>(1), row.get<PairState>(2),
                        row.get<Instant>(3)};
      },
      "SELECT contact_a, contact_b, state, at FROM introduction_pair WHERE network_id = $1 AND owner_id = $2",
      viewer.network, viewer.member);
}

std::optional<PairState> find_pair(store::ReadTransaction& tx, const Viewer& viewer, const Pair& pair) {
  return tx.first([](const Row& row) { return row.get<PairState>(0); },
                  "SELECT state FROM introduction_pair WHERE network_id = $1 AND owner_id = $2"
                  " AND contact_a = $3 AND contact_b = $4",
                  viewer.network, viewer.member, pair.a, pair.b);
}

void upsert_pair(store::WriteTransaction& tx, const Viewer& viewer, const Pair& pair, PairState state) {
  tx.execute(
      "INSERT INTO introduction_pair (network_id, owner_id, contact_a, contact_b, state, at)"
      " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (network_id, owner_id, contact_a, contact_b)"
      " DO UPDATE SET state = excluded.state, at = excluded.at",
      viewer.network, viewer.member, pair.a, pair.b, state, viewer.now);
}

void remove_pair(store::WriteTransaction& tx, const Viewer& viewer, const Pair& pair) {
  tx.execute(
      "DELETE FROM introduction_pair WHERE network_id = $1 AND owner_id = $2 AND contact_a = $3"
      " AND contact_b = $4",
      viewer.network, viewer.member, pair.a, pair.b);
}

bool has_visible_tie(store::ReadTransaction& tx, const Viewer& viewer, MemberId owner, MemberId other) {
  return tx
      .first([](const Row&) { return true; },
             "SELECT 1 FROM contact c JOIN tie t ON t.network_id = c.network_id AND t.contact_id = c.id"
             " WHERE c.network_id = $1 AND c.owner_id = $2 AND c.linked_member_id = $3"
             " AND c.deleted_at IS NULL AND t.sharing = 'visible'"
             " AND (t.held > 0 OR t.closeness IS NOT NULL) LIMIT 1",
             viewer.network, owner, other)
      .value_or(false);
}

std::string find_own_name(store::ReadTransaction& tx, const Viewer& viewer) {
  return tx
      .first([](const Row& row) { return row.get<std::string>(0); },
             "SELECT name FROM member WHERE network_id = $1 AND id = $2", viewer.network, viewer.member)
      .value_or(std::string());
}

}  // namespace confrere::introductions

#include "features/relationships/relationships_store.h"

namespace confrere::relationships {
namespace {

using store::Row;

constexpr std::string_view kTieColumns =
    "SELECT t.network_id, t.contact_id, t.owner_id, t.closeness, t.sharing, t.held, t.first_held_at,"
    " t.last_held_at, t.sum_30, t.sum_120, t.sum_480";
constexpr int kTieColumnCount = 11;

StoredTie tie_from(const Row& row) {
  return {.network = row.get<NetworkId>(0),
          .contact = row.get<ContactId>(1),
          .owner = row.get<MemberId>(2),
          .closeness = row.get<std::optional<ties::Closeness>>(3),
          .sharing = row.get<ties::Sharing>(4),
          .summary = {.held = row.get<std::int64_t>(5),
                      .first_held_at = row.get<std::optional<Instant>>(6),
                      .last_held_at = row.get<std::optional<Instant>>(7),
                      .sum_30 = row.get<double>(8),
                      .sum_120 = row.get<double>(9),
                      .sum_480 = row.get<double>(10)}};
}

}  // namespace

std::optional<TiePlace> each_tie(store::ReadTransaction& tx, const TiePlace& after, std::int64_t most,
                                 const std::function<void(const StoredTie&)>& tell) {
  static const std::string kSql = std::string(kTieColumns)
                                      .append(
                                          " FROM tie t WHERE (t.network_id, t.contact_id) > ($1, $2)"
                                          " ORDER BY t.network_id, t.contact_id LIMIT $3");
  std::int64_t told = 0;
  TiePlace last;
  for (const Row& row : tx.query(kSql, after.network, after.contact, most)) {
    const StoredTie tie = tie_from(row);
    if (tie.summary.held > 0 || tie.closeness) tell(tie);
    last = {tie.network, tie.contact};
    ++told;
  }
  return told == most ? std::optional(last) : std::nullopt;
}

std::vector<Link> find_links(store::ReadTransaction& tx) {
  return tx.all(
      [](const Row& row) {
        return Link{row.get<NetworkId>(0), row.get<ContactId>(1), row.get<MemberId>(2)};
      },
      "SELECT network_id, id, linked_member_id FROM contact"
      " WHERE linked_member_id IS NOT NULL ORDER BY network_id, id");
}

std::vector<ContactId> find_deleted(store::ReadTransaction& tx) {
  return tx.all([](const Row& row) { return row.get<ContactId>(0); },
                "SELECT id FROM contact WHERE deleted_at IS NOT NULL");
}

std::optional<ContactNow> find_now(store::ReadTransaction& tx, NetworkId network, ContactId contact) {
  static const std::string kSql =
      std::string(kTieColumns)
          .append(
              ", c.linked_member_id FROM tie t"
              " JOIN contact c ON c.network_id = t.network_id AND c.id = t.contact_id"
              " WHERE t.network_id = $1 AND t.contact_id = $2 AND c.deleted_at IS NULL");
  return tx.first(
      [](const Row& row) {
        return ContactNow{.member = row.get<std::optional<MemberId>>(kTieColumnCount), .tie = tie_from(row)};
      },
      kSql, network, contact);
}

std::vector<StoredTie> find_ties_to(store::ReadTransaction& tx, NetworkId network, MemberId owner,
                                    MemberId member) {
  static const std::string kSql =
      std::string(kTieColumns)
          .append(
              " FROM contact c JOIN tie t ON t.network_id = c.network_id AND t.contact_id = c.id"
              " WHERE c.network_id = $1 AND c.owner_id = $2 AND c.linked_member_id = $3"
              " AND c.deleted_at IS NULL");
  return tx.all(tie_from, kSql, network, owner, member);
}

}  // namespace confrere::relationships

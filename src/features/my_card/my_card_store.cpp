#include "features/my_card/my_card_store.h"

namespace confrere::my_card {

using store::Row;

std::optional<StoredCard> find(store::ReadTransaction& tx, const Viewer& viewer) {
  return tx.first(
      [](const Row& row) {
        return StoredCard{.content = row.get<std::string>(0), .version = row.get<std::int64_t>(1)};
      },
      "SELECT content, version FROM my_card WHERE network_id = $1 AND member_id = $2", viewer.network,
      viewer.member);
}

void upsert(store::WriteTransaction& tx, const Viewer& viewer, std::string_view content,
            std::int64_t version) {
  tx.execute(
      "INSERT INTO my_card (network_id, member_id, content, version, updated_at) VALUES ($1, $2, $3, $4, $5)"
      " ON CONFLICT (network_id, member_id) DO UPDATE SET content = excluded.content, version = "
      "excluded.version,"
      " updated_at = excluded.updated_at",
      viewer.network, viewer.member, content, version, tx.now());
}

std::optional<Person> find_person(store::ReadTransaction& tx, const Viewer& viewer) {
  return tx.first(
      [](const Row& row) {
        return Person{row.get<std::string>(0), row.get<std::string>(1)};
      },
      "SELECT m.name, coalesce(a.email, '') FROM member m LEFT JOIN account a ON a.id = m.account_id"
      " WHERE m.network_id = $1 AND m.id = $2",
      viewer.network, viewer.member);
}

}  // namespace confrere::my_card

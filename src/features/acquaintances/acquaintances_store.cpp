#include "features/acquaintances/acquaintances_store.h"

namespace confrere::acquaintances {

using store::Row;

AcquaintanceId upsert(store::WriteTransaction& tx, const Viewer& viewer, const NewAcquaintance& fresh,
                      AcquaintanceSource source) {
  return *tx.first(
      [](const Row& row) { return row.get<AcquaintanceId>(0); },
      "INSERT INTO acquaintance (network_id, id, owner_id, contact_a, contact_b, kind, where_from, source,"
      " created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
      " ON CONFLICT (network_id, owner_id, contact_a, contact_b) DO UPDATE SET kind = excluded.kind,"
      " where_from = excluded.where_from, source = excluded.source RETURNING id",
      viewer.network, AcquaintanceId::make(), viewer.member, fresh.contact_a, fresh.contact_b, fresh.kind,
      fresh.where_from, source, tx.now());
}

std::optional<std::pair<ContactId, ContactId>> find_pair(store::ReadTransaction& tx, const Viewer& viewer,
                                                         AcquaintanceId id) {
  return tx.first(
      [](const Row& row) { return std::pair(row.get<ContactId>(0), row.get<ContactId>(1)); },
      "SELECT contact_a, contact_b FROM acquaintance WHERE network_id = $1 AND owner_id = $2 AND id = $3",
      viewer.network, viewer.member, id);
}

void remove(store::WriteTransaction& tx, const Viewer& viewer, AcquaintanceId id) {
  tx.execute("DELETE FROM acquaintance WHERE network_id = $1 AND owner_id = $2 AND id = $3", viewer.network,
             viewer.member, id);
}

std::vector<Acquaintance> find_of(store::ReadTransaction& tx, const Viewer& viewer,
                                  const contacts::ContactRef& contact) {
  return tx.all(
      [&](const Row& row) {
        return Acquaintance{.id = row.get<AcquaintanceId>(0),
                            .contact_a = contact,
                            .contact_b = {row.get<ContactId>(1), row.get<std::string>(2)},
                            .kind = row.get<AcquaintanceKind>(3),
                            .where_from = row.get<std::optional<std::string>>(4)};
      },
      "SELECT a.id, c.id, c.name, a.kind, a.where_from FROM ("
      " SELECT id, contact_b AS other, kind, where_from FROM acquaintance"
      "  WHERE network_id = $1 AND owner_id = $2 AND contact_a = $3"
      " UNION ALL SELECT id, contact_a AS other, kind, where_from FROM acquaintance"
      "  WHERE network_id = $1 AND owner_id = $2 AND contact_b = $3) a"
      " JOIN contact c ON c.network_id = $1 AND c.owner_id = $2 AND c.id = a.other AND c.deleted_at IS NULL"
      " ORDER BY c.sort_key, c.id",
      viewer.network, viewer.member, contact.id);
}

}  // namespace confrere::acquaintances

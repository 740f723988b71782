#include "store/lease.h"

namespace confrere::store {

bool take_lease(WriteTransaction& tx, std::string_view name, ServerId server) {
  return tx.execute(
             "INSERT INTO lease (name, holder, ends_at) VALUES ($1, $2, $3) ON CONFLICT (name) DO UPDATE"
             " SET holder = excluded.holder, ends_at = excluded.ends_at"
             " WHERE lease.holder = excluded.holder OR lease.ends_at <= $4 OR lease.ends_at > $5",
             name, server, tx.now() + kLeaseLasts, tx.now(), tx.now() + 2 * kLeaseLasts) > 0;
}

void give_lease_back(WriteTransaction& tx, std::string_view name, ServerId server) {
  tx.execute("DELETE FROM lease WHERE name = $1 AND holder = $2", name, server);
}

}  // namespace confrere::store

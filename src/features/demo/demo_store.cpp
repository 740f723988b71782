#include "features/demo/demo_store.h"

namespace confrere::demo {

bool holds_anything(store::ReadTransaction& tx) {
  return tx
      .first([](const store::Row& row) { return row.get<bool>(0); },
             "SELECT EXISTS (SELECT 1 FROM account) OR EXISTS (SELECT 1 FROM contact)")
      .value_or(true);
}

void save_member(store::WriteTransaction& tx, NetworkId network, MemberId member, std::string_view name,
                 Instant joined) {
  tx.execute(
      "INSERT INTO member (network_id, id, account_id, role, name, joined_at) VALUES ($1, $2, NULL, $3, $4, "
      "$5)",
      network, member, MemberRole::member, name, joined);
}

void predate_network(store::WriteTransaction& tx, NetworkId network, MemberId owner, Instant since) {
  tx.execute("UPDATE network SET created_at = $2 WHERE id = $1", network, since);
  tx.execute("UPDATE member SET joined_at = $3 WHERE network_id = $1 AND id = $2", network, owner, since);
}

void link_contact(const Viewer& viewer, store::WriteTransaction& tx, ContactId contact, MemberId member) {
  tx.execute("UPDATE contact SET linked_member_id = $4 WHERE network_id = $1 AND owner_id = $2 AND id = $3",
             viewer.network, viewer.member, contact, member);
}

void save_sign_in(store::WriteTransaction& tx, std::string_view json) {
  tx.execute(
      "INSERT INTO server_fact (name, value) VALUES ('demo', $1) ON CONFLICT (name) DO UPDATE SET value = "
      "excluded.value",
      json);
}

}  // namespace confrere::demo

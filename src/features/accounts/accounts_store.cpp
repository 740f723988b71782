#include "features/accounts/accounts_store.h"

namespace confrere::accounts {
namespace {

using store::Row;

Membership membership_of(const Row& row) {
  return {.account = row.get<AccountId>(0),
          .network = row.get<NetworkId>(1),
          .member = row.get<MemberId>(2),
          .role = row.get<MemberRole>(3),
          .network_name = {},
          .time_zone = row.get<std::string>(4)};
}

Bearer bearer_of(const Row& row) {
  return {.membership = membership_of(row), .last_used_at = row.get<std::optional<Instant>>(5)};
}

Token token_of(const Row& row) {
  return {.id = row.get<TokenId>(0),
          .name = row.get<std::string>(1),
          .created_at = row.get<Instant>(2),
          .last_used_at = row.get<std::optional<Instant>>(3)};
}

}  // namespace

Viewer as_viewer(const Membership& membership, Instant now) {
  return {.account = membership.account,
          .network = membership.network,
          .member = membership.member,
          .role = membership.role,
          .now = now,
          .time_zone = TimeZone::find(membership.time_zone).value_or(TimeZone::utc())};
}

bool any_account(store::ReadTransaction& tx) {
  return tx.first([](const Row&) { return true; }, "SELECT 1 FROM account LIMIT 1").has_value();
}

bool has_account(store::ReadTransaction& tx, std::string_view email_key) {
  return tx.first([](const Row&) { return true; }, "SELECT 1 FROM account WHERE email_key = $1", email_key)
      .has_value();
}

std::optional<std::string> server_fact(store::ReadTransaction& tx, std::string_view name) {
  return tx.first([](const Row& row) { return row.get<std::string>(0); },
                  "SELECT value FROM server_fact WHERE name = $1", name);
}

std::optional<Credentials> find_credentials(store::ReadTransaction& tx, std::string_view email_key) {
  return tx.first(
      [](const Row& row) {
        return Credentials{.account = row.get<AccountId>(0), .password_hash = row.get<std::string>(1)};
      },
      "SELECT id, password_hash FROM account WHERE email_key = $1", email_key);
}

std::optional<std::string> find_password_hash(store::ReadTransaction& tx, AccountId account) {
  return tx.first([](const Row& row) { return row.get<std::string>(0); },
                  "SELECT password_hash FROM account WHERE id = $1", account);
}

std::vector<Membership> memberships(store::ReadTransaction& tx, AccountId account) {
  return tx.all(
      [](const Row& row) {
        Membership membership = membership_of(row);
        membership.network_name = row.get<std::string>(5);
        return membership;
      },
      "SELECT m.account_id, m.network_id, m.id, m.role, a.time_zone, n.name FROM member m "
      "JOIN account a ON a.id = m.account_id JOIN network n ON n.id = m.network_id "
      "WHERE m.account_id = $1 ORDER BY m.joined_at, m.id",
      account);
}

std::optional<AccountView> find_account(store::ReadTransaction& tx, AccountId account) {
  return tx.first(
      [](const Row& row) {
        return AccountView{.id = row.get<AccountId>(0),
                           .email = row.get<std::string>(1),
                           .name = row.get<std::string>(2),
                           .language = row.get<std::string>(3),
                           .time_zone = row.get<std::string>(4)};
      },
      "SELECT id, email, name, language, time_zone FROM account WHERE id = $1", account);
}

void insert_account(store::WriteTransaction& tx, const CheckedAccount& account, std::string_view email_key) {
  tx.execute(
      "INSERT INTO account (id, email, email_key, password_hash, name, language, time_zone, created_at) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
      account.id, account.email, email_key, account.password_hash, account.name, account.language,
      account.time_zone, tx.now());
  tx.execute("INSERT INTO network (id, name, created_at) VALUES ($1, $2, $3)", account.network,
             account.network_name, tx.now());
  tx.execute(
      "INSERT INTO member (network_id, id, account_id, role, name, joined_at) VALUES ($1, $2, $3, $4, $5, "
      "$6)",
      account.network, account.member, account.id, MemberRole::owner, account.name, tx.now());
}

void update_account(store::WriteTransaction& tx, const AccountView& account) {
  tx.execute("UPDATE account SET name = $2, language = $3, time_zone = $4 WHERE id = $1", account.id,
             account.name, account.language, account.time_zone);
  tx.execute("UPDATE member SET name = $2 WHERE account_id = $1", account.id, account.name);
}

void update_password(store::WriteTransaction& tx, AccountId account, std::string_view hash) {
  tx.execute("UPDATE account SET password_hash = $2 WHERE id = $1", account, hash);
}

std::optional<Bearer> find_session(store::ReadTransaction& tx, const SecretHash& hash) {
  return tx.first(
      bearer_of,
      "SELECT s.account_id, s.network_id, s.member_id, m.role, a.time_zone, s.last_used_at FROM session s "
      "JOIN member m ON m.network_id = s.network_id AND m.id = s.member_id "
      "JOIN account a ON a.id = s.account_id WHERE s.secret_hash = $1 AND s.expires_at > $2",
      hash, tx.now());
}

void insert_session(store::WriteTransaction& tx, const Viewer& viewer, const SecretHash& hash,
                    std::string_view device, Instant expires_at) {
  tx.execute(
      "INSERT INTO session (id, secret_hash, account_id, network_id, member_id, device, created_at, "
      "last_used_at, "
      "expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8)",
      SessionId::make(), hash, viewer.account, viewer.network, viewer.member, device, tx.now(), expires_at);
}

void touch_session(store::WriteTransaction& tx, const SecretHash& hash, Instant expires_at,
                   Instant noted_before) {
  tx.execute(
      "UPDATE session SET last_used_at = $2, expires_at = $3 WHERE secret_hash = $1 AND last_used_at <= $4",
      hash, tx.now(), expires_at, noted_before);
}

bool move_session(store::WriteTransaction& tx, AccountId account, const SecretHash& hash,
                  const Membership& to) {
  return tx.execute(
             "UPDATE session SET network_id = $3, member_id = $4 WHERE secret_hash = $1 AND account_id = $2",
             hash, account, to.network, to.member) > 0;
}

void delete_session(store::WriteTransaction& tx, AccountId account, const SecretHash& hash) {
  tx.execute("DELETE FROM session WHERE secret_hash = $1 AND account_id = $2", hash, account);
}

void delete_sessions(store::WriteTransaction& tx, AccountId account, const SecretHash& kept) {
  tx.execute("DELETE FROM session WHERE account_id = $1 AND secret_hash <> $2", account, kept);
}

std::vector<Session> sessions_of(store::ReadTransaction& tx, AccountId account, const SecretHash& current) {
  return tx.all(
      [](const Row& row) {
        return Session{.id = row.get<SessionId>(0),
                       .created_at = row.get<Instant>(1),
                       .last_used_at = row.get<Instant>(2),
                       .device = row.get<std::string>(3),
                       .current = row.get<bool>(4)};
      },
      "SELECT id, created_at, last_used_at, device, secret_hash = $2 FROM session "
      "WHERE account_id = $1 AND expires_at > $3 ORDER BY last_used_at DESC, id DESC",
      account, current, tx.now());
}

std::int64_t delete_expired_sessions(store::WriteTransaction& tx, int limit) {
  return tx.execute(
      "DELETE FROM session WHERE id IN (SELECT id FROM session WHERE expires_at <= $1 LIMIT $2)", tx.now(),
      limit);
}

std::optional<Bearer> find_token(store::ReadTransaction& tx, const SecretHash& hash) {
  return tx.first(bearer_of,
                  "SELECT t.account_id, t.network_id, t.member_id, m.role, a.time_zone, t.last_used_at "
                  "FROM api_token t JOIN member m ON m.network_id = t.network_id AND m.id = t.member_id "
                  "JOIN account a ON a.id = t.account_id WHERE t.secret_hash = $1",
                  hash);
}

void insert_token(store::WriteTransaction& tx, const Viewer& viewer, const Token& token,
                  const SecretHash& hash) {
  tx.execute(
      "INSERT INTO api_token (id, secret_hash, account_id, network_id, member_id, name, created_at) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7)",
      token.id, hash, viewer.account, viewer.network, viewer.member, token.name, token.created_at);
}

void touch_token(store::WriteTransaction& tx, const SecretHash& hash, Instant noted_before) {
  tx.execute(
      "UPDATE api_token SET last_used_at = $2 WHERE secret_hash = $1 AND (last_used_at IS NULL OR "
      "last_used_at <= $3)",
      hash, tx.now(), noted_before);
}

bool delete_token_row(store::WriteTransaction& tx, AccountId account, TokenId id) {
  return tx.execute("DELETE FROM api_token WHERE id = $1 AND account_id = $2", id, account) > 0;
}

std::vector<Token> tokens_of(store::ReadTransaction& tx, AccountId account) {
  return tx.all(token_of,
                "SELECT id, name, created_at, last_used_at FROM api_token WHERE account_id = $1 "
                "ORDER BY created_at DESC, id DESC",
                account);
}

std::int64_t count_tokens(store::ReadTransaction& tx, AccountId account) {
  return tx
      .first([](const Row& row) { return row.integer(0); },
             "SELECT count(*) FROM api_token WHERE account_id = $1", account)
      .value_or(0);
}

}  // namespace confrere::accounts

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/viewer.h"
#include "features/accounts/accounts.h"
#include "features/accounts/secret.h"
#include "store/store.h"

namespace confrere::accounts {

/// A member as the sign-in tables know it, without the moment of the request.
struct Membership {
  AccountId account;
  NetworkId network;
  MemberId member;
  MemberRole role = MemberRole::member;
  std::string network_name;
  std::string time_zone;
};

Viewer as_viewer(const Membership& membership, Instant now);

struct Credentials {
  AccountId account;
  std::string password_hash;
};

/// A session or token that was found by its secret.
struct Bearer {
  Membership membership;
  std::optional<Instant> last_used_at;
};

bool any_account(store::ReadTransaction& tx);
bool has_account(store::ReadTransaction& tx, std::string_view email_key);
std::optional<std::string> server_fact(store::ReadTransaction& tx, std::string_view name);
std::optional<Credentials> find_credentials(store::ReadTransaction& tx, std::string_view email_key);
std::optional<std::string> find_password_hash(store::ReadTransaction& tx, AccountId account);
/// By the time of joining.
std::vector<Membership> memberships(store::ReadTransaction& tx, AccountId account);
std::optional<AccountView> find_account(store::ReadTransaction& tx, AccountId account);

void insert_account(store::WriteTransaction& tx, const CheckedAccount& account, std::string_view email_key);
void update_account(store::WriteTransaction& tx, const AccountView& account);
void update_password(store::WriteTransaction& tx, AccountId account, std::string_view hash);

std::optional<Bearer> find_session(store::ReadTransaction& tx, const SecretHash& hash);
void insert_session(store::WriteTransaction& tx, const Viewer& viewer, const SecretHash& hash,
                    std::string_view device, Instant expires_at);
void touch_session(store::WriteTransaction& tx, const SecretHash& hash, Instant expires_at,
                   Instant noted_before);
bool move_session(store::WriteTransaction& tx, AccountId account, const SecretHash& hash,
                  const Membership& to);
void delete_session(store::WriteTransaction& tx, AccountId account, const SecretHash& hash);
/// All but the one of `kept`; all when it is none of the account's.
void delete_sessions(store::WriteTransaction& tx, AccountId account, const SecretHash& kept);
std::vector<Session> sessions_of(store::ReadTransaction& tx, AccountId account, const SecretHash& current);
std::int64_t delete_expired_sessions(store::WriteTransaction& tx, int limit);

std::optional<Bearer> find_token(store::ReadTransaction& tx, const SecretHash& hash);
void insert_token(store::WriteTransaction& tx, const Viewer& viewer, const Token& token,
                  const SecretHash& hash);
void touch_token(store::WriteTransaction& tx, const SecretHash& hash, Instant noted_before);
bool delete_token_row(store::WriteTransaction& tx, AccountId account, TokenId id);
std::vector<Token> tokens_of(store::ReadTransaction& tx, AccountId account);
std::int64_t count_tokens(store::ReadTransaction& tx, AccountId account);

}  // namespace confrere::accounts

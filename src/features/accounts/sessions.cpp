#include <fmt/format.h>

#include "base/text.h"
#include "features/accounts/accounts.h"
#include "features/accounts/accounts_store.h"
#include "features/accounts/email.h"
#include "features/accounts/password.h"

namespace confrere::accounts {
namespace {

constexpr std::size_t kLongestTokenName = 100;
constexpr std::int64_t kMostTokens = 100;
constexpr std::size_t kLongestSignIn = 254;

void record(store::WriteTransaction& tx, const Viewer& viewer) {
  tx.record({.network = viewer.network,
             .owner = viewer.member,
             .kind = store::ChangeKind::updated,
             .entity = store::Entity::account,
             .id = viewer.account.bytes(),
             .actor = viewer.member});
}

Error no_network() {
  return {.code = ErrorCode::forbidden, .message = "This account is not a member of any network."};
}

const Membership* find_network(const std::vector<Membership>& all, NetworkId wanted) {
  for (const Membership& membership : all) {
    if (membership.network == wanted) return &membership;
  }
  return nullptr;
}

}  // namespace

Result<Viewer> check_sign_in(store::Store& store, SignInLimit& limit, const SignIn& sign_in,
                             const std::string& address) {
  const Error refused{.code = ErrorCode::unauthenticated,
                      .message = "This e-mail and password do not go together. Please try again.",
                      .problem = "sign_in_failed"};
  const std::string key = email_key(sign_in.email);
  if (key.size() > kLongestSignIn) return refused;
  if (auto admitted = limit.admit(key, address, store.now()); !admitted) return admitted.error();
  const auto credentials = store.read([&](auto& tx) { return find_credentials(tx, key); });
  if (!password_fits(sign_in.password, credentials ? credentials->password_hash : std::string()))
    return refused;
  limit.succeeded(key, address);
  return store.read([&](auto& tx) -> Result<Viewer> {
    const auto networks = memberships(tx, credentials->account);
    if (networks.empty()) return no_network();
    if (!sign_in.network_id) return as_viewer(networks.front(), tx.now());
    const Membership* wanted = find_network(networks, *sign_in.network_id);
    if (wanted == nullptr) return invalid("$.network_id", "You are not a member of this network.");
    return as_viewer(*wanted, tx.now());
  });
}

Result<Viewer> viewer_on_machine(store::ReadTransaction& tx, std::string_view email,
                                 std::string_view network) {
  const auto credentials = find_credentials(tx, email_key(email));
  if (!credentials) {
    return not_found(fmt::format("Nobody has an account with the e-mail {}.", email));
  }
  const auto networks = memberships(tx, credentials->account);
  if (networks.empty()) return no_network();
  if (network.empty() && networks.size() == 1) return as_viewer(networks.front(), tx.now());
  std::vector<std::string> names;
  for (const Membership& membership : networks) {
    if (ascii_iequals(membership.network.text(), network)) return as_viewer(membership, tx.now());
    names.push_back(fmt::format("\"{}\" ({})", membership.network_name, membership.network.text()));
  }
  std::vector<const Membership*> named;
  for (const Membership& membership : networks) {
    if (!network.empty() && fold(membership.network_name) == fold(network)) named.push_back(&membership);
  }
  if (named.size() == 1) return as_viewer(*named.front(), tx.now());
  return invalid("network", fmt::format("{} is a member of {}. Please choose with --network.", email,
                                        join(names, ", ")));
}

std::string open_session(store::WriteTransaction& tx, const Viewer& viewer, std::string_view device) {
  std::string secret = new_secret();
  insert_session(tx, viewer, hash_secret(secret), device_of(device), tx.now() + kSessionLife);
  return secret;
}

Result<Viewer> switch_network(store::WriteTransaction& tx, const Viewer& viewer, std::string_view secret,
                              NetworkId network) {
  const auto networks = memberships(tx, viewer.account);
  const Membership* wanted = find_network(networks, network);
  if (wanted == nullptr) return not_found("You are not a member of this network.");
  if (!move_session(tx, viewer.account, hash_secret(secret), *wanted)) {
    return conflict("A token stays with its network. Please make one in the other network.");
  }
  return as_viewer(*wanted, tx.now());
}

void close_session(store::WriteTransaction& tx, const Viewer& viewer, std::string_view secret) {
  delete_session(tx, viewer.account, hash_secret(secret));
}

void close_all_sessions(store::WriteTransaction& tx, const Viewer& viewer) {
  delete_sessions(tx, viewer.account, SecretHash{});
}

std::vector<Session> list_sessions(store::ReadTransaction& tx, const Viewer& viewer,
                                   std::string_view secret) {
  return sessions_of(tx, viewer.account, secret.empty() ? SecretHash{} : hash_secret(secret));
}

Result<std::string> check_new_password(store::Store& store, SignInLimit& limit, const Viewer& viewer,
                                       const std::string& current, const std::string& wanted,
                                       const std::string& address) {
  struct Known {
    AccountView account;
    std::string hash;
  };
  const auto known = store.read([&](auto& tx) -> Result<Known> {
    auto account = find_account(tx, viewer.account);
    auto hash = find_password_hash(tx, viewer.account);
    if (!account || !hash) return not_found("This account is gone.");
    return Known{.account = *std::move(account), .hash = *std::move(hash)};
  });
  if (!known) return known.error();
  if (auto good = check_password(wanted, known->account.email, known->account.name, "$.new"); !good)
    return good.error();
  // A stolen session must not be a way to guess the password without limit.
  const std::string key = email_key(known->account.email);
  if (auto admitted = limit.admit(key, address, store.now()); !admitted) return admitted.error();
  if (!password_fits(current, known->hash)) return invalid("$.current", "This is not your current password.");
  limit.succeeded(key, address);
  return hash_password(wanted);
}

Result<std::string> check_set_password(store::Store& store, const Viewer& viewer, const std::string& wanted) {
  const auto account = store.read([&](auto& tx) { return find_account(tx, viewer.account); });
  if (!account) return not_found("This account is gone.");
  if (auto good = check_password(wanted, account->email, account->name, "$.password"); !good)
    return good.error();
  return hash_password(wanted);
}

void save_password(store::WriteTransaction& tx, const Viewer& viewer, const std::string& hash,
                   std::string_view kept_secret) {
  update_password(tx, viewer.account, hash);
  delete_sessions(tx, viewer.account, kept_secret.empty() ? SecretHash{} : hash_secret(kept_secret));
  record(tx, viewer);
}

Result<IssuedToken> create_token(store::WriteTransaction& tx, const Viewer& viewer, const std::string& name) {
  IssuedToken token;
  token.id = TokenId::make();
  token.name = squeeze(name);
  token.created_at = tx.now();
  if (token.name.empty()) return invalid("$.name", "Please name the token after what will use it.");
  if (code_points(token.name) > kLongestTokenName)
    return invalid("$.name", "Please use at most 100 characters.");
  if (count_tokens(tx, viewer.account) >= kMostTokens) {
    return conflict("You have 100 tokens. Please delete those that nothing uses any more.");
  }
  token.secret = std::string(kTokenPrefix) + new_secret();
  insert_token(tx, viewer, token, hash_secret(token.secret));
  record(tx, viewer);
  return token;
}

std::vector<Token> list_tokens(store::ReadTransaction& tx, const Viewer& viewer) {
  return tokens_of(tx, viewer.account);
}

Result<void> delete_token(store::WriteTransaction& tx, const Viewer& viewer, TokenId id) {
  if (!delete_token_row(tx, viewer.account, id)) return not_found("There is no such token.");
  record(tx, viewer);
  return {};
}

std::int64_t purge_sessions(store::WriteTransaction& tx, int limit) {
  return delete_expired_sessions(tx, limit);
}

}  // namespace confrere::accounts

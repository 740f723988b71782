#pragma once

/// Who may sign in: accounts, their sessions and API tokens. An account is the server's own and may be a
/// member of several networks; a session and a token act in one of them.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/describe.hpp>

#include "access/viewer.h"
#include "base/result.h"
#include "features/accounts/attempt_limit.h"
#include "store/store.h"

namespace confrere::accounts {

/// How long a session lives after its last use.
constexpr std::chrono::hours kSessionLife{std::chrono::days(30)};
/// Uses of a session or token within this time of the last noted one are not noted: reads stay reads.
constexpr std::chrono::hours kUseNoted{1};

struct NewAccount {
  std::string name;
  std::string email;
  std::string password;
  std::optional<std::string> network{};  ///< "<name>'s network" when left out
  std::optional<std::string> language{};
  std::optional<std::string> time_zone{};
};
BOOST_DESCRIBE_STRUCT(NewAccount, (), (name, email, password, network, language, time_zone))

struct SignIn {
  std::string email;
  std::string password;
  std::optional<NetworkId> network_id{};
};
BOOST_DESCRIBE_STRUCT(SignIn, (), (email, password, network_id))

struct NetworkRef {
  NetworkId id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(NetworkRef, (), (id, name))

struct AccountView {
  AccountId id;
  std::string email;
  std::string name;
  std::string language;
  std::string time_zone;
};
BOOST_DESCRIBE_STRUCT(AccountView, (), (id, email, name, language, time_zone))

struct MemberView {
  MemberId id;
  MemberRole role = MemberRole::member;
};
BOOST_DESCRIBE_STRUCT(MemberView, (), (id, role))

/// The signed-in member, as the app's every page needs it.
struct Me {
  AccountView account;
  MemberView member;
  NetworkRef network;
  std::vector<NetworkRef> networks;
  Date today;
};
BOOST_DESCRIBE_STRUCT(Me, (), (account, member, network, networks, today))

struct MeUpdate {
  std::optional<std::string> name{};
  std::optional<std::string> language{};
  std::optional<std::string> time_zone{};
};
BOOST_DESCRIBE_STRUCT(MeUpdate, (), (name, language, time_zone))

struct Session {
  SessionId id;
  Instant created_at;
  Instant last_used_at;
  std::string device;
  bool current = false;
};
BOOST_DESCRIBE_STRUCT(Session, (), (id, created_at, last_used_at, device, current))

struct Token {
  TokenId id;
  std::string name;
  Instant created_at;
  std::optional<Instant> last_used_at{};
};
BOOST_DESCRIBE_STRUCT(Token, (), (id, name, created_at, last_used_at))

/// A token at its making, the only time its secret is seen.
struct IssuedToken : Token {
  std::string secret;
};
BOOST_DESCRIBE_STRUCT(IssuedToken, (Token), (secret))

struct DemoSignIn {
  std::string email;
  std::string password;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(DemoSignIn, (), (email, password, name))

/// Who may make an account: anybody while nobody has one and on a demo, or whoever asks.
enum class SignUp : std::uint8_t { automatic, open, closed };
BOOST_DESCRIBE_ENUM(SignUp, automatic, open, closed)

/// An account that passed all checks but the one for its e-mail being new; made outside of the writer, since
/// hashing takes 50 ms.
struct CheckedAccount {
  AccountId id = AccountId::make();
  NetworkId network = NetworkId::make();
  MemberId member = MemberId::make();
  std::string name;
  std::string email;
  std::string password_hash;
  std::string network_name;
  std::string language;
  std::string time_zone;
};
Result<CheckedAccount> check_account(const NewAccount& account);

/// Saves the account with its own network, whose owner it is. `conflict` when the e-mail has an account
/// already.
Result<Viewer> create_account(store::WriteTransaction& tx, const CheckedAccount& account);

/// Whether a stranger may make an account now. `forbidden`, saying whom to ask, when not.
Result<void> may_sign_up(store::ReadTransaction& tx, SignUp policy);
[[nodiscard]] bool nobody_has_an_account(store::ReadTransaction& tx);
/// The demo's sign-in, where the server holds one (server_fact `demo`).
std::optional<DemoSignIn> demo_sign_in(store::ReadTransaction& tx);

/// The viewer that e-mail and password name, in the network asked for or the one the account joined first.
/// One Error for an unknown e-mail and a wrong password, after the same time. Takes 50 ms; not within a
/// transaction.
Result<Viewer> check_sign_in(store::Store& store, SignInLimit& limit, const SignIn& sign_in,
                             const std::string& address);

/// The account with that e-mail (as far as case goes in any writing), in the network named by its id or name;
/// with several and none named, an Error that lists them. For commands on the machine.
Result<Viewer> viewer_on_machine(store::ReadTransaction& tx, std::string_view email,
                                 std::string_view network);

/// Opens a session and returns its secret. `device` is a User-Agent header; only its words for people are
/// kept.
std::string open_session(store::WriteTransaction& tx, const Viewer& viewer, std::string_view device);
/// Lets the session act in another of the account's networks; `not_found` when it is none of them.
Result<Viewer> switch_network(store::WriteTransaction& tx, const Viewer& viewer, std::string_view secret,
                              NetworkId network);
void close_session(store::WriteTransaction& tx, const Viewer& viewer, std::string_view secret);
void close_all_sessions(store::WriteTransaction& tx, const Viewer& viewer);
/// Newest use first; `secret` says which one is the current.
std::vector<Session> list_sessions(store::ReadTransaction& tx, const Viewer& viewer, std::string_view secret);

Me load_me(store::ReadTransaction& tx, const Viewer& viewer);
/// The member's name in their networks follows the account's.
Result<void> update_me(store::WriteTransaction& tx, const Viewer& viewer, const MeUpdate& update);

/// Checks the current password (`$.current`) and the new one (`$.new`) and returns the new one's hash, for
/// save_password. Takes 100 ms; not within a transaction.
Result<std::string> check_new_password(store::Store& store, SignInLimit& limit, const Viewer& viewer,
                                       const std::string& current, const std::string& wanted,
                                       const std::string& address);
/// For the machine's administrator, who need not know the current one.
Result<std::string> check_set_password(store::Store& store, const Viewer& viewer, const std::string& wanted);
/// Ends the account's sessions, but for the one of `kept_secret`.
void save_password(store::WriteTransaction& tx, const Viewer& viewer, const std::string& hash,
                   std::string_view kept_secret);

Result<IssuedToken> create_token(store::WriteTransaction& tx, const Viewer& viewer, const std::string& name);
std::vector<Token> list_tokens(store::ReadTransaction& tx, const Viewer& viewer);
Result<void> delete_token(store::WriteTransaction& tx, const Viewer& viewer, TokenId id);

/// Removes at most `limit` sessions whose time is over; returns how many.
std::int64_t purge_sessions(store::WriteTransaction& tx, int limit);

/// What people call the program and the machine of a User-Agent header: "Firefox on Windows".
std::string device_of(std::string_view user_agent);

}  // namespace confrere::accounts

#include "features/accounts/accounts.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "features/accounts/accounts_store.h"
#include "features/accounts/email.h"
#include "features/accounts/password.h"

namespace confrere::accounts {
namespace {

constexpr std::size_t kLongestName = 200;

void record(store::WriteTransaction& tx, const Viewer& viewer, store::ChangeKind kind) {
  tx.record({.network = viewer.network,
             .owner = viewer.member,
             .kind = kind,
             .entity = store::Entity::account,
             .id = viewer.account.bytes(),
             .actor = viewer.member});
}

Result<std::string> check_name(std::string_view name, const std::string& field, std::string_view whose) {
  std::string clean = squeeze(name);
  if (clean.empty()) return invalid(field, fmt::format("Please give {}.", whose));
  if (code_points(clean) > kLongestName) return invalid(field, "Please use at most 200 characters.");
  return clean;
}

/// A language tag such as "en" or "pt-BR" (RFC 5646, without its rarer parts).
Result<std::string> check_language(std::string_view tag) {
  const auto parts = split(tag, '-');
  const auto letters = [](std::string_view part, auto&& fits) {
    return !part.empty() && part.size() <= 8 && std::ranges::all_of(part, fits);
  };
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const auto letter_or_digit = [&](char c) { return letter(c) || (c >= '0' && c <= '9'); };
  const bool good = letters(parts[0], letter) && (parts[0].size() == 2 || parts[0].size() == 3) &&
                    parts.size() <= 4 &&
                    std::all_of(parts.begin() + 1, parts.end(),
                                [&](std::string_view part) { return letters(part, letter_or_digit); });
  if (!good) return invalid("$.language", "Please give a language such as en or pt-BR.");
  return std::string(tag);
}

Result<std::string> check_time_zone(const std::string& name) {
  if (!TimeZone::find(name)) {
    return invalid(
        "$.time_zone",
        fmt::format("\"{}\" is not a time zone. Please give one such as Europe/London.", shorten(name, 60)));
  }
  return name;
}

}  // namespace

Result<CheckedAccount> check_account(const NewAccount& account) {
  CheckedAccount checked;
  auto name = check_name(account.name, "$.name", "your name");
  if (!name) return name.error();
  checked.name = *std::move(name);
  auto email = check_email(account.email, "$.email");
  if (!email) return email.error();
  checked.email = *std::move(email);
  if (auto good = check_password(account.password, checked.email, checked.name, "$.password"); !good)
    return good.error();
  auto network = check_name(account.network.value_or(fmt::format("{}'s network", checked.name)), "$.network",
                            "the network's name");
  if (!network) return network.error();
  checked.network_name = *std::move(network);
  auto language = check_language(account.language.value_or("en"));
  if (!language) return language.error();
  checked.language = *std::move(language);
  auto time_zone = check_time_zone(account.time_zone.value_or(TimeZone::of_machine().name()));
  if (!time_zone) return time_zone.error();
  checked.time_zone = *std::move(time_zone);
  checked.password_hash = hash_password(account.password);
  return checked;
}

Result<Viewer> create_account(store::WriteTransaction& tx, const CheckedAccount& account) {
  const std::string key = email_key(account.email);
  if (has_account(tx, key)) {
    Error taken = conflict("There is an account with this e-mail already. Please sign in.");
    taken.field = "$.email";
    return taken;
  }
  insert_account(tx, account, key);
  const Viewer viewer{.account = account.id,
                      .network = account.network,
                      .member = account.member,
                      .role = MemberRole::owner,
                      .now = tx.now(),
                      .time_zone = TimeZone::find(account.time_zone).value_or(TimeZone::utc())};
  record(tx, viewer, store::ChangeKind::created);
  return viewer;
}

bool nobody_has_an_account(store::ReadTransaction& tx) {
  return !any_account(tx);
}

std::optional<DemoSignIn> demo_sign_in(store::ReadTransaction& tx) {
  const auto fact = server_fact(tx, "demo");
  if (!fact) return std::nullopt;
  auto demo = from_json_text<DemoSignIn>(*fact);
  return demo ? std::optional(*std::move(demo)) : std::nullopt;
}

Result<void> may_sign_up(store::ReadTransaction& tx, SignUp policy) {
  const bool open = policy == SignUp::open || (policy == SignUp::automatic &&
                                               (!any_account(tx) || server_fact(tx, "demo").has_value()));
  if (open) return {};
  return Error{.code = ErrorCode::forbidden,
               .message = "New accounts are not open on this server. Please ask its administrator for one.",
               .problem = "sign_up_closed"};
}

Me load_me(store::ReadTransaction& tx, const Viewer& viewer) {
  auto account = find_account(tx, viewer.account);
  if (!account) throw BrokenInvariant({.message = "a viewer without an account"});
  Me me{.account = *std::move(account),
        .member = {.id = viewer.member, .role = viewer.role},
        .network = {},
        .networks = {},
        .today = viewer.today()};
  for (Membership& membership : memberships(tx, viewer.account)) {
    NetworkRef network{.id = membership.network, .name = std::move(membership.network_name)};
    if (membership.network == viewer.network) me.network = network;
    me.networks.push_back(std::move(network));
  }
  return me;
}

Result<void> update_me(store::WriteTransaction& tx, const Viewer& viewer, const MeUpdate& update) {
  auto account = find_account(tx, viewer.account);
  if (!account) return not_found("This account is gone.");
  if (update.name) {
    auto name = check_name(*update.name, "$.name", "your name");
    if (!name) return name.error();
    account->name = *std::move(name);
  }
  if (update.language) {
    auto language = check_language(*update.language);
    if (!language) return language.error();
    account->language = *std::move(language);
  }
  if (update.time_zone) {
    auto time_zone = check_time_zone(*update.time_zone);
    if (!time_zone) return time_zone.error();
    account->time_zone = *std::move(time_zone);
  }
  update_account(tx, *account);
  record(tx, viewer, store::ChangeKind::updated);
  return {};
}

}  // namespace confrere::accounts

#include "features/accounts/accounts.h"

#include <gtest/gtest.h>

#include "features/accounts/authenticator.h"
#include "features/accounts/password.h"
#include "features/accounts/secret.h"
#include "store/testing/test_database.h"

namespace confrere::accounts {
namespace {

using namespace std::chrono_literals;

const Instant kMorning = *Instant::parse("2026-11-20T08:00:00Z");

class AccountsTest : public testing::Test {
 protected:
  void SetUp() override {
    store_ = *store::Store::open({.path = database_.address(), .clock = &clock_});
    authenticator_ = std::make_unique<AccountAuthenticator>(*store_);
  }

  Result<Viewer> sign_up(NewAccount account) {
    const auto checked = check_account(account);
    if (!checked) return checked.error();
    return store_->write([&](auto& tx) { return create_account(tx, *checked); });
  }
  Viewer ada() {
    return *sign_up({.name = "Ada Test",
                     .email = "Ada@Example.org",
                     .password = "three quiet words",
                     .time_zone = "Asia/Tokyo"});
  }
  Result<Viewer> sign_in(const std::string& email, const std::string& password,
                         const std::string& address = "10.0.0.1") {
    return check_sign_in(*store_, limit_, {.email = email, .password = password}, address);
  }
  std::string session_of(const Viewer& viewer) {
    return *store_->write(
        [&](auto& tx) -> Result<std::string> { return open_session(tx, viewer, "Mozilla Firefox/1"); });
  }
  IssuedToken token_of(const Viewer& viewer) {
    return *store_->write([&](auto& tx) { return create_token(tx, viewer, "phone book"); });
  }
  Result<std::optional<Viewer>> ask(std::string header, std::string value,
                                    http::Origin origin = http::Origin::network) {
    http::Request request;
    request.headers[std::move(header)] = std::move(value);
    request.origin = origin;
    return store_->read([&](auto& tx) { return authenticator_->viewer_of(request, tx); });
  }
  Result<std::optional<Viewer>> ask_with_cookie(const std::string& secret) {
    return ask("cookie", "theme=dark; confrere_session=" + secret);
  }
  template <class Step>
  void write(Step step) {
    const auto written = store_->write([&](auto& tx) -> Result<void> {
      step(tx);
      return {};
    });
    ASSERT_TRUE(written) << written.error().message;
  }

  store::TestDatabase database_;
  FixedClock clock_{kMorning};
  SignInLimit limit_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<AccountAuthenticator> authenticator_;
};

TEST_F(AccountsTest, ANewAccountOwnsANetworkNamedAfterItsPerson) {
  const Viewer viewer = ada();
  const Me me = store_->read([&](auto& tx) { return load_me(tx, viewer); });
  EXPECT_EQ(me.account.email, "Ada@Example.org");
  EXPECT_EQ(me.network.name, "Ada Test's network");
  EXPECT_EQ(me.networks.size(), 1U);
  EXPECT_EQ(me.member.role, MemberRole::owner);
  EXPECT_EQ(me.today.text(), "2026-11-20");
}

TEST_F(AccountsTest, TheDayIsTheOneWhereTheMemberIs) {
  const Viewer viewer = ada();
  clock_.set(*Instant::parse("2026-11-20T20:00:00Z"));
  const auto seen = ask("x-confrere-as", "ada@example.org", http::Origin::machine);
  ASSERT_TRUE(seen && *seen);
  EXPECT_EQ((*seen)->today().text(), "2026-11-21");
  EXPECT_EQ((*seen)->member, viewer.member);
}

TEST_F(AccountsTest, AnEmailHasOneAccountHoweverItIsWritten) {
  ada();
  const auto again = sign_up({.name = "Eve", .email = " ADA@example.org ", .password = "another password"});
  EXPECT_EQ(again.error().code, ErrorCode::conflict);
  EXPECT_EQ(again.error().field, "$.email");
}

TEST_F(AccountsTest, WhatIsWrongWithANewAccountIsNamed) {
  struct Case {
    NewAccount account;
    std::string field;
  };
  const NewAccount good{.name = "Ada", .email = "ada@example.org", .password = "three quiet words"};
  const auto with = [&](auto change) {
    NewAccount account = good;
    change(account);
    return account;
  };
  const std::vector<Case> cases{
      {with([](auto& a) { a.name = "  "; }), "$.name"},
      {with([](auto& a) { a.name = std::string(201, 'a'); }), "$.name"},
      {with([](auto& a) { a.email = ""; }), "$.email"},
      {with([](auto& a) { a.email = "ada"; }), "$.email"},
      {with([](auto& a) { a.email = "ada@example"; }), "$.email"},
      {with([](auto& a) { a.email = "a da@example.org"; }), "$.email"},
      {with([](auto& a) { a.email = "ada@exa\nmple.org"; }), "$.email"},
      {with([](auto& a) { a.email = "ada@@example.org"; }), "$.email"},
      {with([](auto& a) { a.email = "ada@-example.org"; }), "$.email"},
      {with([](auto& a) { a.password = "short pwd"; }), "$.password"},
      {with([](auto& a) { a.password = "ADA@example.org"; }), "$.password"},
      {with([](auto& a) {
         a.name = "Ada  Lovelace";
         a.password = "ada lovelace";
       }),
       "$.password"},
      {with([](auto& a) { a.password = std::string(2000, 'x'); }), "$.password"},
      {with([](auto& a) { a.network = " "; }), "$.network"},
      {with([](auto& a) { a.language = "english please"; }), "$.language"},
      {with([](auto& a) { a.time_zone = "Mars/Olympus"; }), "$.time_zone"},
  };
  for (const Case& each : cases) {
    const auto refused = check_account(each.account);
    ASSERT_FALSE(refused) << each.field;
    EXPECT_EQ(refused.error().code, ErrorCode::invalid);
    EXPECT_EQ(refused.error().field, each.field);
  }
  EXPECT_TRUE(check_account(good));
}

TEST_F(AccountsTest, OnlyTheRightPasswordSignsInAndTheRefusalDoesNotTellWhy) {
  ada();
  EXPECT_TRUE(sign_in("ada@EXAMPLE.org", "three quiet words"));
  const auto wrong = sign_in("ada@example.org", "three loud words");
  const auto unknown = sign_in("bob@example.org", "three quiet words");
  EXPECT_EQ(wrong.error().code, ErrorCode::unauthenticated);
  EXPECT_EQ(wrong.error().message, unknown.error().message);
  EXPECT_EQ(wrong.error().problem, unknown.error().problem);
}

TEST_F(AccountsTest, AnUnknownEmailTakesAsLongAsAWrongPassword) {
  ada();
  const auto time_of = [&](const std::string& email) {
    const auto start = std::chrono::steady_clock::now();
    EXPECT_FALSE(sign_in(email, "a wrong password"));
    return std::chrono::steady_clock::now() - start;
  };
  time_of("warm@example.org");
  EXPECT_GT(time_of("nobody@example.org") * 4, time_of("ada@example.org"));
}

TEST_F(AccountsTest, AThirdPartyThatGuessesDoesNotLockTheOwnerOut) {
  ada();
  for (int i = 0; i < 5; ++i)
    EXPECT_EQ(sign_in("ada@example.org", "guess", "6.6.6.6").error().code, ErrorCode::unauthenticated);
  const auto slowed = sign_in("ada@example.org", "three quiet words", "6.6.6.6");
  EXPECT_EQ(slowed.error().code, ErrorCode::rate_limited);
  EXPECT_EQ(slowed.error().retry_after, 1);
  EXPECT_TRUE(sign_in("ada@example.org", "three quiet words", "10.0.0.1"));
}

TEST_F(AccountsTest, AfterTheWaitTheRightPasswordIsTaken) {
  ada();
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(sign_in("ada@example.org", "guess"));
  clock_.advance(2s);
  EXPECT_TRUE(sign_in("ada@example.org", "three quiet words"));
  EXPECT_TRUE(sign_in("ada@example.org", "three quiet words"));
}

TEST_F(AccountsTest, TheWaitOfALimitGrowsAndIsForgotten) {
  AttemptLimit limit({.free = 2, .longest_wait = 10s, .forget_after = 60s});
  EXPECT_TRUE(limit.admit("a", clock_.now()));
  EXPECT_TRUE(limit.admit("a", clock_.now()));
  std::vector<std::int64_t> waits;
  for (int i = 0; i < 6; ++i) {
    const auto refused = limit.admit("a", clock_.now());
    ASSERT_FALSE(refused);
    waits.push_back(*refused.error().retry_after);
    clock_.advance(std::chrono::seconds(waits.back()));
    EXPECT_TRUE(limit.admit("a", clock_.now()));
  }
  EXPECT_EQ(waits, (std::vector<std::int64_t>{1, 2, 4, 8, 10, 10}));
  EXPECT_TRUE(limit.admit("b", clock_.now()));
  clock_.advance(61s);
  EXPECT_TRUE(limit.admit("a", clock_.now()));
  EXPECT_TRUE(limit.admit("a", clock_.now()));
}

TEST(AttemptLimits, AClockThatGoesBackMakesNobodyWaitForIt) {
  AttemptLimit limit({.free = 2, .longest_wait = 10s, .forget_after = 60s});
  Instant now = Instant::parse("2026-11-21T12:00:00Z").value();
  for (int i = 0; i < 2; ++i) EXPECT_TRUE(limit.admit("key", now));
  now = now - std::chrono::days(1);
  const auto refused = limit.admit("key", now);
  ASSERT_FALSE(refused) << "it is no way around the limit";
  EXPECT_LE(*refused.error().retry_after, 10);
  EXPECT_TRUE(limit.admit("key", now + std::chrono::seconds(*refused.error().retry_after)));
}

TEST_F(AccountsTest, ASessionIsGoodUntilItsSignOut) {
  const Viewer viewer = ada();
  const std::string secret = session_of(viewer);
  const auto seen = ask_with_cookie(secret);
  ASSERT_TRUE(seen && *seen);
  EXPECT_EQ((*seen)->member, viewer.member);
  EXPECT_EQ((*seen)->time_zone.name(), "Asia/Tokyo");
  write([&](auto& tx) { close_session(tx, viewer, secret); });
  EXPECT_EQ(ask_with_cookie(secret).error().code, ErrorCode::unauthenticated);
}

TEST_F(AccountsTest, ASessionLivesThirtyDaysFromItsLastUse) {
  const std::string secret = session_of(ada());
  clock_.advance(std::chrono::days(29));
  ASSERT_TRUE(ask_with_cookie(secret));
  write([](auto&) {});  // the noted use is saved before this
  clock_.advance(std::chrono::days(29));
  ASSERT_TRUE(ask_with_cookie(secret));
  write([](auto&) {});
  clock_.advance(std::chrono::days(30));
  EXPECT_FALSE(ask_with_cookie(secret));
}

TEST_F(AccountsTest, AUseIsNotedOnceAnHour) {
  const std::string secret = session_of(ada());
  const auto jobs = [&] { return store_->figures().jobs; };
  write([](auto&) {});
  const auto before = jobs();
  clock_.advance(30min);
  for (int i = 0; i < 10; ++i) EXPECT_TRUE(ask_with_cookie(secret));
  clock_.advance(31min);
  EXPECT_TRUE(ask_with_cookie(secret));
  write([](auto&) {});
  EXPECT_TRUE(ask_with_cookie(secret));
  write([](auto&) {});
  EXPECT_EQ(jobs() - before, 3);
}

TEST_F(AccountsTest, OnlyTheHashOfASecretIsKept) {
  const Viewer viewer = ada();
  const std::string secret = session_of(viewer);
  const IssuedToken token = token_of(viewer);
  EXPECT_TRUE(token.secret.starts_with("cfr_"));
  const auto plain = store_->read([&](auto& tx) {
    return tx.all([](const store::Row& row) { return row.get<std::string>(0); },
                  "SELECT CAST(secret_hash AS text) || device FROM session UNION ALL "
                  "SELECT CAST(secret_hash AS text) || name FROM api_token UNION ALL SELECT password_hash "
                  "FROM account");
  });
  EXPECT_EQ(plain.size(), 3U);
  for (const std::string& text : plain) {
    EXPECT_EQ(text.find(secret), std::string::npos);
    EXPECT_EQ(text.find(token.secret), std::string::npos);
    EXPECT_EQ(text.find("three quiet words"), std::string::npos);
  }
}

TEST_F(AccountsTest, SignOutEverywhereEndsEverySessionButNoToken) {
  const Viewer viewer = ada();
  const std::string first = session_of(viewer), second = session_of(viewer);
  const IssuedToken token = token_of(viewer);
  write([&](auto& tx) { close_all_sessions(tx, viewer); });
  EXPECT_FALSE(ask_with_cookie(first));
  EXPECT_FALSE(ask_with_cookie(second));
  EXPECT_TRUE(ask("authorization", "Bearer " + token.secret));
}

TEST_F(AccountsTest, SessionsAreListedWithTheOneInUseMarked) {
  const Viewer viewer = ada();
  session_of(viewer);
  clock_.advance(1min);
  const std::string here = session_of(viewer);
  const auto sessions = store_->read([&](auto& tx) { return list_sessions(tx, viewer, here); });
  ASSERT_EQ(sessions.size(), 2U);
  EXPECT_TRUE(sessions[0].current);
  EXPECT_FALSE(sessions[1].current);
  EXPECT_EQ(sessions[0].device, "Firefox");
}

TEST_F(AccountsTest, ChangingThePasswordEndsTheOtherSessions) {
  const Viewer viewer = ada();
  const std::string here = session_of(viewer), elsewhere = session_of(viewer);
  const auto hash =
      check_new_password(*store_, limit_, viewer, "three quiet words", "four very quiet words", "10.0.0.1");
  ASSERT_TRUE(hash);
  write([&](auto& tx) { save_password(tx, viewer, *hash, here); });
  EXPECT_TRUE(ask_with_cookie(here));
  EXPECT_FALSE(ask_with_cookie(elsewhere));
  EXPECT_TRUE(sign_in("ada@example.org", "four very quiet words"));
  EXPECT_FALSE(sign_in("ada@example.org", "three quiet words"));
}

TEST_F(AccountsTest, TheCurrentPasswordMustBeKnownAndCannotBeGuessedWithoutEnd) {
  const Viewer viewer = ada();
  const auto guess = [&](const std::string& current) {
    return check_new_password(*store_, limit_, viewer, current, "four very quiet words", "10.0.0.1");
  };
  for (int i = 0; i < 5; ++i) EXPECT_EQ(guess("wrong").error().field, "$.current");
  EXPECT_EQ(guess("wrong").error().code, ErrorCode::rate_limited);
}

TEST_F(AccountsTest, ATokenIsItsOwnersAlone) {
  const Viewer owner = ada();
  const Viewer stranger =
      *sign_up({.name = "Bob", .email = "bob@example.org", .password = "bob's long password"});
  const IssuedToken token = token_of(owner);
  EXPECT_TRUE(store_->read([&](auto& tx) { return list_tokens(tx, stranger); }).empty());
  const auto deleted = store_->write([&](auto& tx) { return delete_token(tx, stranger, token.id); });
  EXPECT_EQ(deleted.error().code, ErrorCode::not_found);
  EXPECT_TRUE(ask("authorization", "bearer " + token.secret));
  EXPECT_TRUE(store_->write([&](auto& tx) { return delete_token(tx, owner, token.id); }));
  EXPECT_EQ(ask("authorization", "Bearer " + token.secret).error().code, ErrorCode::unauthenticated);
}

TEST_F(AccountsTest, NobodyIsNobodyAndAWrongSecretIsRefused) {
  ada();
  const auto nobody = ask("accept", "application/json");
  ASSERT_TRUE(nobody);
  EXPECT_FALSE(nobody->has_value());
  EXPECT_FALSE(ask_with_cookie("AAAA"));
  EXPECT_FALSE(ask("authorization", "Bearer cfr_AAAA"));
}

TEST_F(AccountsTest, AProxysOwnAuthorizationIsNotATokenOfOurs) {
  const auto nobody = ask("authorization", "Basic YWRhOmxvdmVsYWNl");
  ASSERT_TRUE(nobody);
  EXPECT_FALSE(nobody->has_value());
}

TEST_F(AccountsTest, OnlyTheMachineMayActAsSomebody) {
  ada();
  const auto from_outside = ask("x-confrere-as", "ada@example.org");
  ASSERT_TRUE(from_outside);
  EXPECT_FALSE(from_outside->has_value());
  EXPECT_TRUE(ask("x-confrere-as", "ada@example.org", http::Origin::machine)->has_value());
  EXPECT_FALSE(ask("x-confrere-as", "eve@example.org", http::Origin::machine));
}

class TwoNetworks : public AccountsTest {
 protected:
  void SetUp() override {
    AccountsTest::SetUp();
    viewer_ = ada();
    clock_.advance(1min);
    write([&](auto& tx) {
      tx.execute("INSERT INTO network (id, name, created_at) VALUES ($1, 'Hospital', $2)", hospital_,
                 tx.now());
      tx.execute(
          "INSERT INTO member (network_id, id, account_id, role, name, joined_at) VALUES ($1, $2, $3, "
          "'member', 'Ada', $4)",
          hospital_, MemberId::make(), viewer_.account, tx.now());
    });
  }
  Result<Viewer> on_machine(std::string_view network) {
    return store_->read([&](auto& tx) { return viewer_on_machine(tx, "ada@example.org", network); });
  }
  Viewer viewer_;
  NetworkId hospital_ = NetworkId::make();
};

TEST_F(TwoNetworks, OnTheMachineTheNetworkMustBeNamedAndTheRefusalListsThem) {
  const auto refused = on_machine("");
  EXPECT_EQ(refused.error().code, ErrorCode::invalid);
  EXPECT_NE(refused.error().message.find("Hospital"), std::string::npos);
  EXPECT_NE(refused.error().message.find("Ada Test's network"), std::string::npos);
  EXPECT_EQ(on_machine("hospital")->network, hospital_);
  EXPECT_EQ(on_machine(hospital_.text())->network, hospital_);
  EXPECT_FALSE(on_machine("Clinic"));
}

TEST_F(TwoNetworks, ASessionMovesBetweenTheAccountsNetworksOnly) {
  const std::string secret = session_of(viewer_);
  const auto moved = store_->write([&](auto& tx) { return switch_network(tx, viewer_, secret, hospital_); });
  ASSERT_TRUE(moved);
  EXPECT_EQ(moved->role, MemberRole::member);
  EXPECT_EQ((*ask_with_cookie(secret))->network, hospital_);
  const auto strange =
      store_->write([&](auto& tx) { return switch_network(tx, viewer_, secret, NetworkId::make()); });
  EXPECT_EQ(strange.error().code, ErrorCode::not_found);
}

TEST_F(TwoNetworks, SignInTakesTheFirstNetworkUnlessOneIsNamed) {
  EXPECT_EQ(sign_in("ada@example.org", "three quiet words")->network, viewer_.network);
  const auto named = check_sign_in(
      *store_, limit_, {.email = "ada@example.org", .password = "three quiet words", .network_id = hospital_},
      "10.0.0.1");
  EXPECT_EQ(named->network, hospital_);
}

TEST_F(AccountsTest, UpdatingMeChangesOnlyWhatIsGivenAndNamesWhatIsWrong) {
  const Viewer viewer = ada();
  ASSERT_TRUE(store_->write([&](auto& tx) { return update_me(tx, viewer, {.name = " Ada  King "}); }));
  const Me me = store_->read([&](auto& tx) { return load_me(tx, viewer); });
  EXPECT_EQ(me.account.name, "Ada King");
  EXPECT_EQ(me.account.time_zone, "Asia/Tokyo");
  const auto wrong =
      store_->write([&](auto& tx) { return update_me(tx, viewer, {.name = "X", .time_zone = "Nowhere"}); });
  EXPECT_EQ(wrong.error().field, "$.time_zone");
  EXPECT_EQ(store_->read([&](auto& tx) { return load_me(tx, viewer); }).account.name, "Ada King");
}

TEST_F(AccountsTest, StrangersMaySignUpWhileNobodyHasOneOnADemoOrWhereItIsOpen) {
  const auto may = [&](SignUp policy) {
    return store_->read([&](auto& tx) { return may_sign_up(tx, policy).has_value(); });
  };
  EXPECT_TRUE(may(SignUp::automatic));
  EXPECT_FALSE(may(SignUp::closed));
  ada();
  EXPECT_FALSE(may(SignUp::automatic));
  EXPECT_TRUE(may(SignUp::open));
  write([](auto& tx) {
    tx.execute("INSERT INTO server_fact (name, value) VALUES ('demo', $1)",
               R"({"email":"d@example.org","password":"p","name":"D"})");
  });
  EXPECT_TRUE(may(SignUp::automatic));
  EXPECT_EQ(store_->read([&](auto& tx) { return demo_sign_in(tx); })->email, "d@example.org");
}

TEST_F(AccountsTest, SessionsWhoseTimeIsOverArePurgedAndNoOthers) {
  const Viewer viewer = ada();
  session_of(viewer);
  clock_.advance(kSessionLife);
  const std::string fresh = session_of(viewer);
  EXPECT_EQ(*store_->write([](auto& tx) -> Result<std::int64_t> { return purge_sessions(tx, 100); }), 1);
  EXPECT_TRUE(ask_with_cookie(fresh));
}

TEST(DeviceOf, NamesWhatPeopleKnow) {
  EXPECT_EQ(device_of("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0"),
            "Firefox on Windows");
  EXPECT_EQ(
      device_of(
          "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
          "Version/17.5 Mobile/15E148 Safari/604.1"),
      "Safari on iPhone");
  EXPECT_EQ(device_of("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0 "
                      "Mobile Safari/537.36"),
            "Chrome on Android");
  EXPECT_EQ(device_of("curl/7.88.1"), "curl");
  EXPECT_EQ(device_of(""), "Unknown device");
}

}  // namespace
}  // namespace confrere::accounts

#include "features/demo/demo.h"

#include <gtest/gtest.h>

#include "features/contacts/contacts.h"
#include "features/demo/region.h"
#include "features/etiquette/patient_identifier.h"
#include "store/testing/test_database.h"

namespace confrere::demo {
namespace {

const Instant kNow = Instant::parse("2026-11-21T07:00:00Z").value();

/// A small demo, made once.
class DemoTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    database_ = std::make_unique<store::TestDatabase>();
    store_ = *store::Store::open({.path = database_->address(), .clock = &clock_});
    sign_in_ = make_demo(*store_, {.people = kFewestPeople, .seed = 1});
  }
  static void TearDownTestSuite() {
    store_.reset();
    database_.reset();
  }
  void SetUp() override {
    ASSERT_TRUE(sign_in_) << sign_in_.error().field << ' ' << sign_in_.error().message;
  }

  static std::int64_t count(const std::string& what) {
    return store_->read([&](store::ReadTransaction& tx) {
      return tx.first([](const store::Row& row) { return row.integer(0); }, what).value_or(-1);
    });
  }

  static inline std::unique_ptr<store::TestDatabase> database_;
  static inline FixedClock clock_{kNow};
  static inline std::unique_ptr<store::Store> store_;
  static inline Result<DemoSignIn> sign_in_;
};

TEST_F(DemoTest, LetsOneOfItsMembersIn) {
  EXPECT_EQ(count("SELECT count(*) FROM member"), kFewestPeople);
  EXPECT_EQ(count("SELECT count(*) FROM account"), 1);
  EXPECT_EQ(count("SELECT count(*) FROM network"), 1);
  accounts::SignInLimit limit;
  const auto viewer = accounts::check_sign_in(
      *store_, limit, {.email = sign_in_->email, .password = sign_in_->password, .network_id = {}},
      "127.0.0.1");
  ASSERT_TRUE(viewer) << viewer.error().message;
  EXPECT_EQ(store_->read([](auto& tx) { return accounts::demo_sign_in(tx); })->email, sign_in_->email);
}

TEST_F(DemoTest, NeverMixesWithAnything) {
  const auto again = make_demo(*store_, {});
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::conflict);
  EXPECT_EQ(count("SELECT count(*) FROM member"), kFewestPeople);
}

TEST_F(DemoTest, RefusesANumberThatIsNoNetwork) {
  for (const int people : {0, kFewestPeople - 1, kMostPeople + 1}) {
    const auto refused = make_demo(*store_, {.people = people});
    ASSERT_FALSE(refused) << people;
    EXPECT_EQ(refused.error().code, ErrorCode::invalid);
  }
}

TEST_F(DemoTest, NoTwoMembersShareAContact) {
  EXPECT_GT(count("SELECT count(*) FROM contact"), 200);
  EXPECT_EQ(
      count(
          "SELECT count(*) FROM (SELECT id FROM contact GROUP BY id HAVING count(DISTINCT owner_id) > 1) c"),
      0);
  EXPECT_EQ(count("SELECT count(*) FROM contact WHERE linked_member_id = owner_id"), 0);
}

TEST_F(DemoTest, OldFollowUpsAreDoneAndAFewAreOpen) {
  const auto open = count("SELECT count(*) FROM follow_up WHERE state = 'open'");
  const auto done = count("SELECT count(*) FROM follow_up WHERE state = 'done'");
  EXPECT_GT(open, 0);
  EXPECT_GT(done, open * 5);
  const Instant long_ago = kNow - std::chrono::days(10);
  EXPECT_EQ(count("SELECT count(*) FROM follow_up WHERE state = 'open' AND created_at < " +
                  std::to_string(long_ago.microseconds)),
            0);
}

}  // namespace
}  // namespace confrere::demo

#include "store/lease.h"

#include <gtest/gtest.h>

#include "store/testing/test_database.h"

namespace confrere::store {
namespace {

class LeaseTest : public testing::Test {
 protected:
  std::unique_ptr<Store> opened() { return *Store::open({.path = database_.address(), .clock = &clock_}); }
  /// In a store that was opened anew, where tests are run with restarts.
  template <class Work>
  auto write(Work&& work) {
    if (TestDatabase::restarts()) {
      store_.reset();
      store_ = opened();
    }
    return store_->write(std::forward<Work>(work));
  }
  bool take(ServerId server, std::string_view name = "import") {
    return *write([&](WriteTransaction& tx) -> Result<bool> { return take_lease(tx, name, server); });
  }
  void give_back(ServerId server) {
    EXPECT_TRUE(write([&](WriteTransaction& tx) -> Result<void> {
      give_lease_back(tx, "import", server);
      return {};
    }));
  }

  TestDatabase database_;
  FixedClock clock_{*Instant::parse("2026-11-21T12:00:00Z")};
  std::unique_ptr<Store> store_ = opened();
  ServerId here_ = ServerId::make();
  ServerId there_ = ServerId::make();
};

TEST_F(LeaseTest, HasOneHolderAtATime) {
  EXPECT_TRUE(take(here_));
  EXPECT_FALSE(take(there_));
  EXPECT_TRUE(take(here_)) << "again";
  EXPECT_TRUE(take(there_, "another"));
}

TEST_F(LeaseTest, EndsWhenItIsNotTakenAgainInTime) {
  EXPECT_TRUE(take(here_));
  clock_.advance(std::chrono::seconds(20));
  EXPECT_TRUE(take(here_));
  clock_.advance(std::chrono::seconds(29));
  EXPECT_FALSE(take(there_));
  clock_.advance(std::chrono::seconds(1));
  EXPECT_TRUE(take(there_));
  EXPECT_FALSE(take(here_)) << "it is another's now";
}

TEST_F(LeaseTest, DoesNotLastUntilAClockThatWentBackHasComeToItsEnd) {
  EXPECT_TRUE(take(here_));
  clock_.set(clock_.now() - std::chrono::seconds(29));
  EXPECT_FALSE(take(there_)) << "clocks differ a little";
  clock_.set(clock_.now() - std::chrono::days(1));
  EXPECT_TRUE(take(there_)) << "its holder may be gone";
}

TEST_F(LeaseTest, IsFreeAtOnceWhenItIsGivenBackByItsHolder) {
  EXPECT_TRUE(take(here_));
  give_back(there_);
  EXPECT_FALSE(take(there_)) << "only its holder can give it back";
  give_back(here_);
  EXPECT_TRUE(take(there_));
}

}  // namespace
}  // namespace confrere::store

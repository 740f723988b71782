#include "app/jobs.h"

#include <gtest/gtest.h>

#include "store/testing/test_database.h"

namespace confrere::app {
namespace {

class JobsTest : public testing::Test {
 protected:
  JobsTest() : store_(*store::Store::open({.path = database_.address(), .clock = &clock_})) {}

  void record(store::ChangeKind kind, int times = 1) {
    const auto written = store_->write([&](store::WriteTransaction& tx) -> Result<void> {
      for (int i = 0; i < times; ++i) {
        tx.record({.network = network_,
                   .owner = owner_,
                   .kind = kind,
                   .id = MemberId::make().bytes(),
                   .actor = owner_});
      }
      return {};
    });
    ASSERT_TRUE(written);
  }
  void keep_answer(std::string_view key) {
    const auto written = store_->write([&](store::WriteTransaction& tx) -> Result<void> {
      tx.execute(
          "INSERT INTO idempotency_key (member_id, key, request_hash, status, headers, body, created_at) "
          "VALUES ($1, $2, $3, 201, '[]', '', $4)",
          owner_, key, owner_.bytes(), tx.now());
      return {};
    });
    ASSERT_TRUE(written);
  }
  void keep_house() {
    for (const Job& job : housekeeping()) run_to_end(*store_, job);
  }
  std::vector<std::string> texts(const std::string& sql) {
    return store_->read([&](store::ReadTransaction& tx) {
      return tx.all([](const store::Row& row) { return row.get<std::string>(0); }, sql);
    });
  }

  store::TestDatabase database_;
  FixedClock clock_{*Instant::parse("2026-11-20T08:00:00Z")};
  std::unique_ptr<store::Store> store_;
  NetworkId network_ = NetworkId::make();
  MemberId owner_ = MemberId::make();
};

TEST_F(JobsTest, TombstonesGoAfterNinetyDaysAndOtherChangesStay) {
  record(store::ChangeKind::created);
  record(store::ChangeKind::deleted);
  clock_.advance(std::chrono::days(89));
  record(store::ChangeKind::deleted);
  keep_house();
  EXPECT_EQ(texts("SELECT kind FROM change").size(), 3U);
  clock_.advance(std::chrono::days(1));
  keep_house();
  EXPECT_EQ(texts("SELECT kind FROM change ORDER BY seq"), (std::vector<std::string>{"created", "deleted"}));
}

TEST_F(JobsTest, AnswersKeptForRetriesGoAfterTwoDays) {
  keep_answer("old");
  clock_.advance(std::chrono::hours(47));
  keep_answer("new");
  keep_house();
  EXPECT_EQ(texts("SELECT key FROM idempotency_key").size(), 2U);
  clock_.advance(std::chrono::hours(1));
  keep_house();
  EXPECT_EQ(texts("SELECT key FROM idempotency_key"), std::vector<std::string>{"new"});
}

TEST_F(JobsTest, AJobGoesOnUntilNothingIsLeft) {
  record(store::ChangeKind::deleted, 1200);
  clock_.advance(std::chrono::days(91));
  for (const Job& job : housekeeping()) {
    const std::int64_t removed = run_to_end(*store_, job);
    EXPECT_EQ(removed, job.name == "tombstones" ? 1200 : 0);
  }
  EXPECT_TRUE(texts("SELECT kind FROM change").empty());
}

TEST_F(JobsTest, OfSeveralServersOneKeepsHouse) {
  const auto here = store::ServerId::make();
  const auto there = store::ServerId::make();
  int done = 0;
  const Job job{.name = "count",
                .some = [&](store::WriteTransaction&, int) -> std::int64_t { return ++done; }};
  run_to_end(*store_, job, {}, here);
  run_to_end(*store_, job, {}, there);
  EXPECT_EQ(done, 1);
  clock_.advance(std::chrono::minutes(10));
  run_to_end(*store_, job, {}, there);
  EXPECT_EQ(done, 2) << "the other one is gone";
}

TEST_F(JobsTest, AJobThatIsAskedToStopEndsAfterTheBatchThatRuns) {
  std::stop_source stop;
  int batches = 0;
  const Job job{.name = "long", .some = [&](store::WriteTransaction&, int most) -> std::int64_t {
                  if (++batches == 2) stop.request_stop();
                  return batches < 10 ? most : 0;
                }};
  EXPECT_EQ(run_to_end(*store_, job, stop.get_token()), 1000);
  EXPECT_EQ(batches, 2);
  EXPECT_EQ(run_to_end(*store_, job, stop.get_token()), 0);
  EXPECT_EQ(batches, 2);
}

}  // namespace
}  // namespace confrere::app

/// What PostgreSQL alone has: several servers on one database, and a line to it that can be cut. Runs where
/// CONFRERE_TEST_DATABASE names a server (tools/with_postgres).

#include <condition_variable>
#include <csignal>
#include <future>
#include <set>

#include <gtest/gtest.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "store/postgres_database.h"
#include "store/store.h"
#include "store/testing/cut_line.h"
#include "store/testing/test_database.h"

namespace confrere::store {
namespace {

using namespace std::chrono_literals;

/// Collects what a store tells of.
class Ear {
 public:
  explicit Ear(Store& store)
      : subscription_(store.subscribe([this](const std::vector<CommittedChange>& changes) {
          const std::lock_guard lock(mutex_);
          for (const CommittedChange& change : changes) heard_.push_back(change.seq);
          changed_.notify_all();
        })) {}

  /// What was heard once it is so much, or after a time in which it should have been.
  std::vector<std::int64_t> heard(std::size_t enough) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, 20s, [&] { return heard_.size() >= enough; });
    return heard_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::int64_t> heard_;
  std::shared_ptr<void> subscription_;
};

class PostgresTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!TestDatabase::is_postgres()) GTEST_SKIP() << "set CONFRERE_TEST_DATABASE to run this";
    database_ = std::make_unique<TestDatabase>();
  }
  static std::unique_ptr<Store> open(const std::string& address) {
    auto opened = Store::open({.path = address});
    EXPECT_TRUE(opened) << opened.error().cause;
    return *std::move(opened);
  }
  [[nodiscard]] std::unique_ptr<Store> open() const { return open(database_->address()); }

  /// A fact of two halves and a change, which belong together.
  static Result<void> put(Store& store, const std::string& name) {
    return store.write([&](WriteTransaction& tx) -> Result<void> {
      for (const char* half : {"left ", "right "}) {
        tx.execute("INSERT INTO server_fact (name, value) VALUES ($1, '')", half + name);
      }
      tx.record({.network = {}, .owner = {}, .entity = Entity::contact});
      return {};
    });
  }
  static std::set<std::string> facts(Store& store) {
    return store.read([](ReadTransaction& tx) {
      const auto names =
          tx.all([](const Row& row) { return row.get<std::string>(0); }, "SELECT name FROM server_fact");
      return std::set<std::string>(names.begin(), names.end());
    });
  }

  std::unique_ptr<TestDatabase> database_;
};

TEST_F(PostgresTest, TwoServersHearOfEachOthersChangesInOneOrder) {
  const auto here = open();
  const auto there = open();
  Ear ear_here(*here);
  Ear ear_there(*there);
  std::thread other([&] {
    for (int i = 0; i < 20; ++i) EXPECT_TRUE(put(*there, fmt::format("there {}", i)));
  });
  for (int i = 0; i < 20; ++i) EXPECT_TRUE(put(*here, fmt::format("here {}", i)));
  other.join();
  const auto heard = ear_here.heard(40);
  EXPECT_EQ(heard.size(), 40);
  EXPECT_TRUE(std::is_sorted(heard.begin(), heard.end()));
  EXPECT_EQ(ear_there.heard(40), heard);
}

TEST_F(PostgresTest, AServerThatComesLaterIsNotToldWhatWasBefore) {
  const auto first_store = open();
  ASSERT_TRUE(put(*first_store, "before"));
  const auto second_store = open();
  Ear ear(*second_store);
  ASSERT_TRUE(put(*first_store, "after"));
  EXPECT_EQ(ear.heard(1).size(), 1);
}

TEST_F(PostgresTest, WhatAServerChecksStaysTrueUntilItHasWritten) {
  const auto here = open();
  const auto there = open();
  ASSERT_TRUE(here->write([](WriteTransaction& tx) -> Result<void> {
    tx.execute("INSERT INTO server_fact (name, value) VALUES ('count', '0')");
    return {};
  }));
  const auto count_up = [](Store& store) {
    for (int i = 0; i < 50; ++i) {
      EXPECT_TRUE(store.write([](WriteTransaction& tx) -> Result<void> {
        const auto count = tx.first([](const Row& row) { return std::stoi(std::string(row.text(0))); },
                                    "SELECT value FROM server_fact WHERE name = 'count'");
        tx.execute("UPDATE server_fact SET value = $1 WHERE name = 'count'", std::to_string(*count + 1));
        return {};
      }));
    }
  };
  std::thread other([&] { count_up(*there); });
  count_up(*here);
  other.join();
  const auto count = here->read([](ReadTransaction& tx) {
    return tx.first([](const Row& row) { return row.get<std::string>(0); },
                    "SELECT value FROM server_fact WHERE name = 'count'");
  });
  EXPECT_EQ(count, "100");
}

TEST_F(PostgresTest, AServerWhoseConnectionsAreEndedMakesNewOnes) {
  const auto store = open(database_->address() + "&application_name=" + "ended");
  Ear ear(*store);
  ASSERT_TRUE(put(*store, "before"));
  ASSERT_EQ(ear.heard(1).size(), 1);
  PostgresConnection(database_->address())
      .run_script("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'ended'");
  EXPECT_EQ(facts(*store).size(), 2);
  ASSERT_TRUE(put(*store, "after"));
  EXPECT_EQ(facts(*store).size(), 4);
  EXPECT_EQ(ear.heard(2).size(), 2);
}

/// `kill -9` of one of its processes makes PostgreSQL end all others and recover from its log, as after a
/// crash of the whole.
TEST_F(PostgresTest, AServerThatIsKilledInMidTransactionLosesNothingAcknowledgedAndTheStoreRecovers) {
  const auto store = open();
  Ear ear(*store);
  std::set<std::string> acknowledged;
  for (int time = 0; time < 2; ++time) {
    std::vector<std::thread> writers;
    std::mutex mutex;
    for (int writer = 0; writer < 3; ++writer) {
      writers.emplace_back([&, writer] {
        for (int i = 0; i < 20; ++i) {
          const std::string name = fmt::format("{}.{}.{}", time, writer, i);
          if (!put(*store, name)) continue;
          const std::lock_guard lock(mutex);
          acknowledged.insert(name);
        }
      });
    }
    const auto killed = store->write([&](WriteTransaction& tx) -> Result<void> {
      tx.execute("INSERT INTO server_fact (name, value) VALUES ('left killed', '')");
      ::kill(static_cast<pid_t>(
                 *tx.first([](const Row& row) { return row.integer(0); }, "SELECT pg_backend_pid()")),
             SIGKILL);
      tx.execute("INSERT INTO server_fact (name, value) VALUES ('right killed', '')");
      return {};
    });
    EXPECT_EQ(killed.error().code, ErrorCode::unavailable);
    for (std::thread& writer : writers) writer.join();
    const auto give_up = std::chrono::steady_clock::now() + 20s;
    const std::string well = fmt::format("{}.well", time);
    while (!put(*store, well)) {
      ASSERT_LT(std::chrono::steady_clock::now(), give_up) << "the store did not recover";
      std::this_thread::sleep_for(50ms);
    }
    acknowledged.insert(well);
    EXPECT_FALSE(store->figures().failing_since);
    EXPECT_TRUE(store->figures().works_since) << "and it says so";
  }
  const auto there = facts(*store);
  for (const std::string& name : acknowledged) {
    EXPECT_TRUE(there.contains("left " + name) && there.contains("right " + name)) << name;
  }
  EXPECT_EQ(there.size() - (there.contains("last trial of writing") ? 1 : 0), 2 * acknowledged.size())
      << "what was refused is absent whole";
  EXPECT_EQ(ear.heard(acknowledged.size()).size(), acknowledged.size()) << "and others hear of what was kept";
}

TEST_F(PostgresTest, AFailedStatementThatAJobOverlooksIsNotCommitted) {
  const auto store = open();
  const auto written = store->write([](WriteTransaction& tx) -> Result<void> {
    tx.execute("INSERT INTO server_fact (name, value) VALUES ('half', '')");
    try {
      tx.execute("INSERT INTO nowhere VALUES (1)");
    } catch (const Failure&) {
      return {};
    }
    return {};
  });
  EXPECT_FALSE(written);
  EXPECT_TRUE(facts(*store).empty());
}

TEST_F(PostgresTest, ALostServerIsToldAsSuch) {
  const auto opened = Store::open({.path = "postgres://nobody@/none?host=/nowhere"});
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::unavailable);
}

TEST(PostgresAddress, ThatCannotBeReadIsToldWithoutItsPassword) {
  for (const char* password : {"s3cr%et", "s3cr@et", "s3cr/et", "12/s3cret", "s3c[ret@", "s3cr@et/12",
                               "/s3cret", "s3cr/e?t", "s3cr/e?t=", "s3 cret@[", "12/s3cr@et"}) {
    const auto opened = Store::open({.path = fmt::format("postgres://me:{}@127.0.0.1:1/none", password)});
    ASSERT_FALSE(opened) << password;
    const std::string told = opened.error().message + opened.error().cause;
    EXPECT_EQ(opened.error().code, ErrorCode::invalid) << told;
    EXPECT_NE(told.find("%40 for @"), std::string::npos) << told;
    for (const char* piece : {"s3", "cret", "et@"}) EXPECT_EQ(told.find(piece), std::string::npos) << told;
  }
  EXPECT_EQ(Store::open({.path = "postgres://?password=s3cr@et"}).error().code, ErrorCode::invalid);
}

TEST(PostgresAddress, ThatCanBeReadIsTried) {
  for (const char* address :
       {"postgres://me:s3cr%40et%2F@127.0.0.1:1/none", "postgres://me@/none?host=/nowhere",
        "postgresql:///none?host=/nowhere&user=me@here", "postgres://me:a?b@[::1]:1/none",
        "postgres://127.0.0.1:1,127.0.0.1:1/none"}) {
    EXPECT_EQ(Store::open({.path = address}).error().code, ErrorCode::unavailable) << address;
  }
}

TEST_F(PostgresTest, AChangeThatOnlyANewerServerKnowsIsPassedOver) {
  const auto store = open();
  Ear ear(*store);
  ASSERT_TRUE(store->write([](WriteTransaction& tx) -> Result<void> {
    for (const char* words : {"'renamed', 'contact'", "'created', 'hologram'"}) {
      tx.execute(fmt::format("INSERT INTO change (txn, network_id, owner_id, kind, entity, id, actor_id, at)"
                             " VALUES (NULL, $1, $2, {}, $3, $4, $5)",
                             words),
                 NetworkId(), MemberId(), MemberId(), MemberId(), tx.now());
    }
    return {};
  }));
  ASSERT_TRUE(put(*store, "after"));
  EXPECT_EQ(ear.heard(1).size(), 1);
}

TEST_F(PostgresTest, ANotificationThatCameWithAnAnswerIsNotWaitedForAgain) {
  PostgresConnection connection(database_->address());
  connection.run_script("LISTEN news");
  PostgresConnection(database_->address()).run_script("NOTIFY news");
  connection.run_script("SELECT 1");
  const int other = ::eventfd(0, EFD_CLOEXEC);
  auto waited = std::async(std::launch::async, [&] { connection.wait_for_notice(other, -1); });
  EXPECT_EQ(waited.wait_for(20s), std::future_status::ready);
  ::eventfd_write(other, 1);
  waited.wait();
  ::close(other);
}

TEST_F(PostgresTest, TablesThatGrewAreAnalysedAtOnceAndNotWhenAutovacuumComesBy) {
  const TestDatabase fresh(TestDatabase::Begin::without_tables);
  const auto store = open(fresh.address());
  PostgresConnection(fresh.address()).run_script("ALTER TABLE change SET (autovacuum_enabled = false)");
  const auto planned_rows = [&] {
    return store->read([](ReadTransaction& tx) {
      return *tx.first([](const Row& row) { return row.get<double>(0); },
                       "SELECT CAST(reltuples AS double precision) FROM pg_class"
                       " WHERE oid = CAST('change' AS regclass)");
    });
  };
  EXPECT_LE(planned_rows(), 0);
  ASSERT_TRUE(store->write([](WriteTransaction& tx) -> Result<void> {
    for (int i = 0; i < 3000; ++i) tx.record({.network = {}, .owner = {}, .entity = Entity::contact});
    return {};
  }));
  const auto give_up = std::chrono::steady_clock::now() + 20s;
  while (planned_rows() < 3000 && std::chrono::steady_clock::now() < give_up) {
    std::this_thread::sleep_for(50ms);
  }
  EXPECT_GE(planned_rows(), 3000);
}

TEST_F(PostgresTest, NobodyHoldsADatabaseAloneThatIsOpen) {
  PostgresConnection mover(database_->address());
  {
    const auto store = open();
    EXPECT_FALSE(try_hold_alone(mover));
  }
  EXPECT_TRUE(try_hold_alone(mover));
}

class CutLineTest : public PostgresTest, public testing::WithParamInterface<Cut> {
 protected:
  void SetUp() override {
    PostgresTest::SetUp();
    if (!database_) return;
    line_ = std::make_unique<CutLine>(database_->address());
  }
  std::unique_ptr<CutLine> line_;
};

TEST_P(CutLineTest, CutAtAnyMessageLosesNothingAcknowledgedAndHalvesNothing) {
  constexpr int kMessages = 40;  // more than two groups of jobs need
  const auto store = open(line_->address());
  const auto direct = open();
  std::set<std::string> acknowledged;
  std::set<std::string> refused;
  int cuts = 0;
  for (int message = 0; message < kMessages; ++message) {
    line_->cut_after(message, GetParam());
    for (int job = 0; job < 3; ++job) {
      const std::string name = fmt::format("{}.{}", message, job);
      (put(*store, name) ? acknowledged : refused).insert(name);
    }
    cuts += line_->was_cut() ? 1 : 0;
    line_->cut_after(-1, GetParam());
    const std::string name = fmt::format("{}.well", message);
    ASSERT_TRUE(put(*store, name)) << "the store did not recover from a cut at message " << message;
    acknowledged.insert(name);
  }
  EXPECT_GT(cuts, kMessages / 2);
  const auto there = facts(*direct);
  for (const std::string& name : acknowledged) {
    EXPECT_TRUE(there.contains("left " + name) && there.contains("right " + name)) << name;
  }
  for (const std::string& name : refused) {
    EXPECT_FALSE(there.contains("left " + name) || there.contains("right " + name)) << name;
  }
  EXPECT_EQ(there.size(), 2 * acknowledged.size());
}

INSTANTIATE_TEST_SUITE_P(OfEitherKind, CutLineTest,
                         testing::Values(Cut::before_the_server, Cut::before_the_answer),
                         [](const auto& instance) {
                           return instance.param == Cut::before_the_server ? "BeforeTheServer"
                                                                           : "BeforeTheAnswer";
                         });

}  // namespace
}  // namespace confrere::store

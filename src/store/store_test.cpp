#include "store/store.h"

#include <atomic>
#include <chrono>
#include <filesystem>
#include <limits>
#include <thread>

#include <gtest/gtest.h>

#include "store/testing/test_database.h"

namespace confrere::store {
namespace {

class StoreTest : public testing::Test {
 protected:
  void SetUp() override { open(); }
  void open() {
    store_.reset();
    auto opened = Store::open({.path = database_.address()});
    ASSERT_TRUE(opened) << opened.error().message << opened.error().cause;
    store_ = std::move(*opened);
  }
  /// In a store that was opened anew, where tests are run with restarts.
  template <class Work>
  auto write(Work&& work) {
    if (TestDatabase::restarts()) open();
    if (!store_) throw BrokenInvariant({.message = "The store does not open again."});
    return store_->write(std::forward<Work>(work));
  }
  Result<void> put(std::string_view name, std::string_view value) {
    return write([&](WriteTransaction& tx) -> Result<void> {
      tx.execute("INSERT INTO server_fact (name, value) VALUES ($1, $2)", name, value);
      return {};
    });
  }
  std::optional<std::string> fact(std::string_view name) {
    return store_->read([&](ReadTransaction& tx) {
      return tx.first([](const Row& row) { return row.get<std::string>(0); },
                      "SELECT value FROM server_fact WHERE name = $1", name);
    });
  }
  TestDatabase database_;
  std::unique_ptr<Store> store_;
};

TEST_F(StoreTest, KeepsWhatItAcknowledged) {
  ASSERT_TRUE(put("colour", "green"));
  open();
  EXPECT_EQ(fact("colour"), "green");
}

TEST_F(StoreTest, AJobThatReturnsAnErrorLeavesNothingBehind) {
  const auto written = write([&](WriteTransaction& tx) -> Result<int> {
    tx.execute("INSERT INTO server_fact (name, value) VALUES ('a', 'b')");
    tx.record({.network = NetworkId::make(), .owner = MemberId::make()});
    return conflict("no");
  });
  EXPECT_EQ(written.error().code, ErrorCode::conflict);
  EXPECT_EQ(fact("a"), std::nullopt);
}

TEST_F(StoreTest, ABadJobFailsAlone) {
  std::promise<std::optional<Error>> good, bad;
  store_->submit(
      {.run = [](WriteTransaction& tx) { return tx.execute("INSERT INTO nowhere VALUES (1)") > 0; },
       .done = [&](std::optional<Error> error) { bad.set_value(std::move(error)); }});
  store_->submit({.run =
                      [](WriteTransaction& tx) {
                        tx.execute("INSERT INTO server_fact (name, value) VALUES ('kept', 'yes')");
                        return true;
                      },
                  .done = [&](std::optional<Error> error) { good.set_value(std::move(error)); }});
  EXPECT_EQ(bad.get_future().get()->code, ErrorCode::internal);
  EXPECT_EQ(good.get_future().get(), std::nullopt);
  EXPECT_EQ(fact("kept"), "yes");
}

TEST_F(StoreTest, AJobThatLosesTheTransactionIsToldAndTheStoreGoesOn) {
  const auto written = write([](WriteTransaction& tx) -> Result<void> {
    tx.execute("INSERT INTO server_fact (name, value) VALUES ('half', 'done')");
    tx.execute("ROLLBACK");  // as SQLite does by itself when the disk is full
    return {};
  });
  EXPECT_EQ(written.error().code, ErrorCode::unavailable);
  ASSERT_TRUE(put("colour", "green"));
  EXPECT_EQ(fact("half"), std::nullopt);
}

TEST_F(StoreTest, ABrokenUniquenessIsAConflict) {
  ASSERT_TRUE(put("colour", "green"));
  EXPECT_EQ(put("colour", "red").error().code, ErrorCode::conflict);
  EXPECT_EQ(fact("colour"), "green");
}

TEST_F(StoreTest, EveryKindOfValueComesBackAsItWas) {
  const auto least = std::numeric_limits<std::int64_t>::min();
  const auto most = std::numeric_limits<std::int64_t>::max();
  const Blob bytes{0, 255, 0, 1};
  const NetworkId id = NetworkId::make();
  store_->read([&](ReadTransaction& tx) {
    for (const Row& row :
         tx.query("SELECT CAST($1 AS bigint), CAST($2 AS bigint), CAST($3 AS double precision),"
                  " CAST($4 AS text), CAST($5 AS text), CAST($6 AS bigint)",
                  least, most, 0.1, "naïve 🙂", "", std::nullopt)) {
      EXPECT_EQ(row.integer(0), least);
      EXPECT_EQ(row.integer(1), most);
      EXPECT_EQ(row.real(2), 0.1);
      EXPECT_EQ(row.text(3), "naïve 🙂");
      EXPECT_EQ(row.text(4), "");
      EXPECT_FALSE(row.is_null(4));
      EXPECT_TRUE(row.is_null(5));
    }
  });
  ASSERT_TRUE(write([&](WriteTransaction& tx) -> Result<void> {
    tx.execute(
        "INSERT INTO idempotency_key (member_id, key, request_hash, status, headers, body, created_at)"
        " VALUES ($1, $2, $3, $4, '', '', $5)",
        id, "key", bytes, 200, Instant{most});
    return {};
  }));
  store_->read([&](ReadTransaction& tx) {
    for (const Row& row : tx.query("SELECT member_id, request_hash, created_at FROM idempotency_key")) {
      EXPECT_EQ(row.get<NetworkId>(0), id);
      EXPECT_EQ(row.get<Blob>(1), bytes);
      EXPECT_EQ(row.get<Instant>(2).microseconds, most);
    }
  });
}

TEST_F(StoreTest, ATextWithANulIsRefusedAndNotCut) {
  const auto written = put("a", std::string_view("before\0after", 12));
  EXPECT_EQ(written.error().code, ErrorCode::invalid);
  EXPECT_EQ(fact("a"), std::nullopt);
}

TEST_F(StoreTest, TextsAreSortedByCodePoint) {
  for (const char* name : {"b", "é", "B", "a", "🙂"}) ASSERT_TRUE(put(name, "x"));
  const auto names = store_->read([](ReadTransaction& tx) {
    return tx.all([](const Row& row) { return row.get<std::string>(0); },
                  "SELECT name FROM server_fact WHERE name >= $1 ORDER BY name", "B");
  });
  EXPECT_EQ(names, (std::vector<std::string>{"B", "a", "b", "é", "🙂"}));
}

TEST_F(StoreTest, TheSameQueryMayRunWithinItself) {
  for (const char* name : {"a", "b"}) ASSERT_TRUE(put(name, "x"));
  int pairs = 0;
  store_->read([&](ReadTransaction& tx) {
    for (int again = 0; again < 2; ++again) {
      for (const Row& outer : tx.query("SELECT name FROM server_fact ORDER BY name")) {
        const std::string name(outer.text(0));
        for (const Row& inner : tx.query("SELECT name FROM server_fact ORDER BY name")) {
          EXPECT_FALSE(inner.text(0).empty());
          ++pairs;
        }
        EXPECT_EQ(outer.text(0), name);
      }
    }
  });
  EXPECT_EQ(pairs, 8);
}

TEST_F(StoreTest, AReadSeesOneStateOfTheDatabase) {
  store_->read([&](ReadTransaction& tx) {
    const auto count = [&] {
      return tx.first([](const Row& row) { return row.integer(0); }, "SELECT count(*) FROM server_fact");
    };
    const auto before = count();
    ASSERT_TRUE(store_->write([](WriteTransaction& write) -> Result<void> {
      write.execute("INSERT INTO server_fact (name, value) VALUES ('colour', 'green')");
      return {};
    }));
    EXPECT_EQ(count(), before);
  });
}

TEST_F(StoreTest, ListenersHearOfCommittedChangesInOrder) {
  std::vector<CommittedChange> heard;
  std::atomic<std::size_t> told = 0;
  const auto subscription = store_->subscribe([&](const std::vector<CommittedChange>& changes) {
    heard.insert(heard.end(), changes.begin(), changes.end());
    told += changes.size();
  });
  const MemberId owner = MemberId::make();
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(store_->write([&](WriteTransaction& tx) -> Result<void> {
      tx.record({.network = {}, .owner = owner, .entity = Entity::contact});
      tx.record({.network = {}, .owner = owner, .entity = Entity::tie});
      return {};
    }));
  }
  // On PostgreSQL whatever runs beside this, on another schema too, may hold the feed back for a while.
  const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (told < 6 && std::chrono::steady_clock::now() < give_up) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  store_.reset();  // nobody adds to what was heard from here on
  ASSERT_EQ(heard.size(), 6);
  EXPECT_EQ(heard[0].txn, heard[1].txn);
  EXPECT_NE(heard[1].txn, heard[2].txn);
  for (std::size_t i = 1; i < heard.size(); ++i) EXPECT_GT(heard[i].seq, heard[i - 1].seq);
}

TEST_F(StoreTest, ADatabaseOfANewerVersionIsRefusedAndLeftAlone) {
  ASSERT_TRUE(write([](WriteTransaction& tx) -> Result<void> {
    tx.execute("INSERT INTO migration (name, checksum) VALUES ('9999_future.sql', 'x')");
    return {};
  }));
  store_.reset();
  const auto opened = Store::open({.path = database_.address()});
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().problem, "newer_database");
}

class SqliteBackup : public StoreTest {
 protected:
  void SetUp() override {
    if (TestDatabase::is_postgres()) GTEST_SKIP() << "PostgreSQL makes its own backups";
    StoreTest::SetUp();
  }
};

TEST_F(SqliteBackup, ABackupUnderWorkIsWholeAndOpens) {
  ASSERT_TRUE(put("colour", "green"));
  ASSERT_TRUE(store_->backup_to(database_.folder().file("copy.sqlite")));
  EXPECT_FALSE(store_->backup_to(database_.folder().file("copy.sqlite"))) << "it must not overwrite";
  EXPECT_EQ(std::filesystem::status(database_.folder().file("copy.sqlite")).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  auto copy = Store::open({.path = database_.folder().file("copy.sqlite")});
  ASSERT_TRUE(copy);
  const auto colour = (*copy)->read([](ReadTransaction& tx) {
    return tx.first([](const Row& row) { return row.get<std::string>(0); },
                    "SELECT value FROM server_fact WHERE name = 'colour'");
  });
  EXPECT_EQ(colour, "green");
}

TEST_F(SqliteBackup, ABackupThatCannotBeMadeSaysSoAndLeavesNothing) {
  EXPECT_EQ(store_->backup_to(database_.folder().file("nowhere/copy.sqlite")).error().code,
            ErrorCode::unavailable);
  EXPECT_FALSE(std::filesystem::exists(database_.folder().file("nowhere")));
}

}  // namespace
}  // namespace confrere::store

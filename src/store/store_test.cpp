#include "store/store.h"

#include <filesystem>

#include <gtest/gtest.h>

#include "store/migrations.h"
#include "store/testing/temporary_folder.h"

namespace confrere::store {
namespace {

class StoreTest : public testing::Test {
 protected:
  void SetUp() override { open(); }
  void open() {
    store_.reset();
    auto opened = Store::open({.path = folder_.file("test.sqlite")});
    ASSERT_TRUE(opened) << opened.error().message << opened.error().cause;
    store_ = std::move(*opened);
  }
  Result<void> put(std::string_view name, std::string_view value) {
    return store_->write([&](WriteTransaction& tx) -> Result<void> {
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
  TemporaryFolder folder_;
  std::unique_ptr<Store> store_;
};

TEST_F(StoreTest, KeepsWhatItAcknowledged) {
  ASSERT_TRUE(put("colour", "green"));
  open();
  EXPECT_EQ(fact("colour"), "green");
}

TEST_F(StoreTest, AJobThatReturnsAnErrorLeavesNothingBehind) {
  const auto written = store_->write([&](WriteTransaction& tx) -> Result<int> {
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
  const auto written = store_->write([](WriteTransaction& tx) -> Result<void> {
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

TEST_F(StoreTest, ListenersHearOfCommittedChangesInOrder) {
  std::vector<CommittedChange> heard;
  const auto subscription = store_->subscribe([&](const std::vector<CommittedChange>& changes) {
    heard.insert(heard.end(), changes.begin(), changes.end());
  });
  const MemberId owner = MemberId::make();
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(store_->write([&](WriteTransaction& tx) -> Result<void> {
      tx.record({.network = {}, .owner = owner, .entity = Entity::contact});
      tx.record({.network = {}, .owner = owner, .entity = Entity::tie});
      return {};
    }));
  }
  store_.reset();  // the writer has told everything when it is gone
  ASSERT_EQ(heard.size(), 6);
  EXPECT_EQ(heard[0].txn, heard[1].txn);
  EXPECT_NE(heard[1].txn, heard[2].txn);
  for (std::size_t i = 1; i < heard.size(); ++i) EXPECT_GT(heard[i].seq, heard[i - 1].seq);
}

TEST_F(StoreTest, ADatabaseOfANewerVersionIsRefusedAndLeftAlone) {
  store_.reset();
  const std::string path = folder_.file("test.sqlite");
  {
    Connection connection(path, OpenMode::read_write_create);
    connection.execute("INSERT INTO migration (name, checksum) VALUES ('9999_future.sql', 'x')");
  }
  const auto size = std::filesystem::file_size(path);
  const auto opened = Store::open({.path = path});
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().problem, "newer_database");
  EXPECT_EQ(std::filesystem::file_size(path), size);
}

TEST_F(StoreTest, ABackupUnderWorkIsWholeAndOpens) {
  ASSERT_TRUE(put("colour", "green"));
  ASSERT_TRUE(store_->backup_to(folder_.file("copy.sqlite")));
  EXPECT_FALSE(store_->backup_to(folder_.file("copy.sqlite"))) << "it must not overwrite";
  EXPECT_EQ(std::filesystem::status(folder_.file("copy.sqlite")).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  auto copy = Store::open({.path = folder_.file("copy.sqlite")});
  ASSERT_TRUE(copy);
  const auto colour = (*copy)->read([](ReadTransaction& tx) {
    return tx.first([](const Row& row) { return row.get<std::string>(0); },
                    "SELECT value FROM server_fact WHERE name = 'colour'");
  });
  EXPECT_EQ(colour, "green");
}

TEST_F(StoreTest, ABackupThatCannotBeMadeSaysSoAndLeavesNothing) {
  EXPECT_EQ(store_->backup_to(folder_.file("nowhere/copy.sqlite")).error().code, ErrorCode::unavailable);
  EXPECT_FALSE(std::filesystem::exists(folder_.file("nowhere")));
}

TEST(Migrations, ABlockForAnotherDatabaseIsLeftOut) {
  EXPECT_EQ(sqlite_text("a\n-- only: postgres\nb\n-- end\n-- only: sqlite\nc\n-- end\nd"),
            "a\n-- only: sqlite\nc\n-- end\nd\n");
}

}  // namespace
}  // namespace confrere::store

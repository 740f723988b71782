#include "app/data_folder.h"

#include <filesystem>

#include <gtest/gtest.h>

#include "app/restore.h"
#include "store/store.h"
#include "store/testing/temporary_folder.h"

namespace confrere::app {
namespace {

TEST(DataFolder, IsMadeForItsOwnerAlone) {
  const TemporaryFolder outer;
  const auto folder = DataFolder::create(outer.file("a/b"));
  ASSERT_TRUE(folder);
  EXPECT_EQ(std::filesystem::status(folder->path()).permissions(), std::filesystem::perms::owner_all);
}

TEST(DataFolder, HasOneWorkerAtATime) {
  const TemporaryFolder outer;
  const auto folder = *DataFolder::create(outer.path());
  {
    const auto first = folder.try_lock();
    ASSERT_TRUE(first && *first);
    const auto second = folder.try_lock();
    ASSERT_TRUE(second);
    EXPECT_FALSE(second->has_value());
  }
  EXPECT_TRUE(folder.try_lock()->has_value());
}

TEST(DataFolder, WithoutADatabaseIsNotOneThatExists) {
  const TemporaryFolder outer;
  EXPECT_EQ(DataFolder::existing(outer.path()).error().code, ErrorCode::not_found);
}

constexpr const char* kAddress = "postgres://confrere@db.example.org/confrere";

TEST(DataFolder, RemembersADatabaseOnlyOnceItIsTold) {
  const TemporaryFolder outer;
  auto mistaken = *DataFolder::create(outer.path());
  ASSERT_TRUE(mistaken.use_database("postgres://confrere@db.example.org/confere"));
  auto folder = *DataFolder::create(outer.path());
  ASSERT_TRUE(folder.use_database(kAddress));
  ASSERT_TRUE(folder.remember_database());
  EXPECT_EQ(DataFolder::existing(outer.path())->database(), kAddress);
  EXPECT_EQ(std::filesystem::status(outer.file("database")).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST(DataFolder, DoesNotTakeASecondDatabaseThatWasChosenAtTheSameTime) {
  const TemporaryFolder outer;
  auto slower = *DataFolder::create(outer.path());
  ASSERT_TRUE(slower.use_database("postgres://confrere@db.example.org/other"));
  auto folder = *DataFolder::create(outer.path());
  ASSERT_TRUE(folder.use_database(kAddress));
  ASSERT_TRUE(folder.remember_database());
  EXPECT_TRUE(folder.check_database());
  EXPECT_EQ(slower.check_database().error().code, ErrorCode::conflict);
}

TEST(DataFolder, KeepsWhatItRemembersWhereItCannotBeWritten) {
  const TemporaryFolder outer;
  std::filesystem::create_directory(outer.file("database.unfinished"));
  auto folder = *DataFolder::create(outer.path());
  ASSERT_TRUE(folder.use_database(kAddress));
  EXPECT_FALSE(folder.remember_database());
  EXPECT_FALSE(std::filesystem::exists(outer.file("database")));
}

class RestoreTest : public testing::Test {
 protected:
  void put(std::string_view name) {
    auto store = *store::Store::open({.path = folder_.database()});
    ASSERT_TRUE(store->write([&](store::WriteTransaction& tx) -> Result<void> {
      tx.execute("INSERT INTO server_fact (name, value) VALUES ($1, '')", name);
      return {};
    }));
  }
  std::vector<std::string> names() {
    auto store = *store::Store::open({.path = folder_.database()});
    return store->read([](store::ReadTransaction& tx) {
      return tx.all([](const store::Row& row) { return row.get<std::string>(0); },
                    "SELECT name FROM server_fact ORDER BY name");
    });
  }
  std::string backup() {
    auto store = *store::Store::open({.path = folder_.database()});
    EXPECT_TRUE(store->backup_to(outer_.file("backup")));
    return outer_.file("backup");
  }

  TemporaryFolder outer_;
  DataFolder folder_ = *DataFolder::create(outer_.file("data"));
};

TEST_F(RestoreTest, BringsBackWhatWasThereAtTheBackup) {
  put("before");
  const std::string file = backup();
  put("after");
  ASSERT_TRUE(restore(folder_, file));
  EXPECT_EQ(names(), std::vector<std::string>{"before"});
  EXPECT_TRUE(std::filesystem::exists(file));
}

TEST_F(RestoreTest, LeavesWhatIsThereWhenTheBackupIsCutOff) {
  put("kept");
  const std::string file = backup();
  std::filesystem::resize_file(file, std::filesystem::file_size(file) / 2);
  EXPECT_FALSE(restore(folder_, file));
  EXPECT_EQ(names(), std::vector<std::string>{"kept"});
}

TEST_F(RestoreTest, WorksOnAFolderWhoseDatabaseIsBroken) {
  put("before");
  const std::string file = backup();
  std::filesystem::resize_file(folder_.database(), 100);
  ASSERT_TRUE(restore(folder_, file));
  EXPECT_EQ(names(), std::vector<std::string>{"before"});
}

}  // namespace
}  // namespace confrere::app

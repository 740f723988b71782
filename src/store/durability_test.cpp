/// The promise of the store: what it acknowledged is there after the power went, and what it did not
/// acknowledge is there whole or not at all. `kill -9` proves nothing of this, since the system still writes
/// what it was given; so these tests run on a disk that forgets what was not synced, and cut the power after
/// every single operation.

#include <future>
#include <set>

#include <gtest/gtest.h>
#include <sqlite3.h>

#include "base/embedded.h"
#include "store/migrations.h"
#include "store/sqlite_connection.h"
#include "store/store.h"
#include "store/testing/unsynced_disk.h"

namespace confrere::store {
namespace {

constexpr const char* kPath = "confrere.sqlite";

/// What the jobs were told; each job has a number.
struct Told {
  std::set<int> acknowledged;
  std::set<int> refused;  ///< told an error
};

/// Longer than a page for some, so that a job's rows lie in many.
std::string value_of(int number) {
  return std::string(static_cast<std::size_t>(number % 7) * 900 + 1, static_cast<char>('a' + number % 26));
}

/// Job `number` writes two facts and a change: they belong together.
WriteJob job(int number, Told& told, std::promise<void>& finished) {
  return {.run =
              [number](WriteTransaction& tx) {
                for (const char* half : {"left", "right"}) {
                  tx.execute("INSERT INTO server_fact (name, value) VALUES ($1, $2)",
                             fmt::format("{} {}", half, number), value_of(number));
                }
                tx.record({.entity = Entity::contact});
                return true;
              },
          .done =
              [number, &told, &finished](const std::optional<Error>& error) {
                (error ? told.refused : told.acknowledged).insert(number);
                finished.set_value();
              }};
}

/// Submits the jobs at once and waits for all: they may share a commit.
void write_together(Store& store, int first, int count, Told& told) {
  std::vector<std::promise<void>> finished(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) store.submit(job(first + i, told, finished[static_cast<std::size_t>(i)]));
  for (auto& each : finished) each.get_future().wait();
}

/// Writes alone and in groups, checkpoints the log between them and starts it anew, closes and opens again.
Told work(const UnsyncedDisk& disk) {
  Told told;
  for (int opening = 0; opening < 2; ++opening) {
    const auto store = Store::open({.path = kPath, .vfs = disk.vfs()});
    if (!store) return told;
    const int base = opening * 100;
    write_together(**store, base, 1, told);
    write_together(**store, base + 1, 5, told);
    try {
      SqliteConnection(kPath, OpenMode::read_write_create, disk.vfs())
          .run_script("PRAGMA wal_checkpoint(RESTART)");
    } catch (const Failure&) {
      // The power went during the checkpoint.
    }
    write_together(**store, base + 10, 1, told);
    write_together(**store, base + 11, 4, told);
  }
  return told;
}

/// Opens what a restart found, and says in words what is wrong with it; empty when all is well.
std::string verdict(const UnsyncedDisk& disk, const Told& told) {
  const auto opened = Store::open({.path = kPath, .vfs = disk.vfs()});
  if (!opened) return "cannot be opened: " + opened.error().message + opened.error().cause;
  return (*opened)->read([&](ReadTransaction& tx) -> std::string {
    const auto text = [](const Row& row) { return row.get<std::string>(0); };
    const auto sound = tx.first(text, "PRAGMA integrity_check");
    if (sound != "ok") return "not sound: " + *sound;
    std::map<std::string, std::string> facts;
    for (const Row& row : tx.query("SELECT name, value FROM server_fact"))
      facts.emplace(row.text(0), row.text(1));
    std::int64_t whole = 0;
    for (int number = 0; number < 200; ++number) {
      const std::string left = fmt::format("left {}", number);
      const std::string right = fmt::format("right {}", number);
      const bool there = facts.contains(left);
      if (there != facts.contains(right)) return fmt::format("job {} is there in part", number);
      if (!there && told.acknowledged.contains(number))
        return fmt::format("job {} was acknowledged and is lost", number);
      if (there && (facts[left] != value_of(number) || facts[right] != value_of(number))) {
        return fmt::format("job {} is there with another text", number);
      }
      whole += there ? 1 : 0;
    }
    const auto changes =
        tx.first([](const Row& row) { return row.integer(0); }, "SELECT count(*) FROM change");
    if (changes != whole) return fmt::format("{} jobs are there and {} changes of them", whole, *changes);
    return "";
  });
}

/// A migrated, empty database, made once.
const UnsyncedDisk::Files& empty_database() {
  static const UnsyncedDisk::Files files = [] {
    UnsyncedDisk disk;
    EXPECT_TRUE(Store::open({.path = kPath, .vfs = disk.vfs()}));
    disk.restart(Loss::nothing);
    return disk.durable();
  }();
  return files;
}

struct Weather {
  const char* name;
  Loss loss;
  std::uint64_t seed;
  std::int64_t stride;  ///< of the cuts in the long migration: it is cut everywhere in the first weather
};
void PrintTo(const Weather& weather, std::ostream* out) {
  *out << weather.name;
}

class Durability : public testing::TestWithParam<Weather> {};

TEST_P(Durability, APowerCutAfterAnyOperationLosesNothingAcknowledgedAndHalvesNothing) {
  for (std::int64_t cut = 0;; ++cut) {
    UnsyncedDisk disk(empty_database());
    disk.cut_power_after(cut);
    const Told told = work(disk);
    const bool was_cut = disk.power_is_cut();
    disk.restart(GetParam().loss, GetParam().seed + static_cast<std::uint64_t>(cut));
    ASSERT_EQ(verdict(disk, told), "") << "cut after " << cut << " operations";
    if (!was_cut) {
      EXPECT_EQ(told.acknowledged.size(), 22);
      EXPECT_GT(cut, 150) << "too little work for the test to mean something";
      break;
    }
  }
}

TEST_P(Durability, APowerCutInAMigrationLeavesADatabaseThatOpensAndIsMigratedThen) {
  for (std::int64_t cut = 0;; cut += GetParam().stride) {
    UnsyncedDisk disk;
    disk.cut_power_after(cut);
    const bool opened = Store::open({.path = kPath, .vfs = disk.vfs()}).has_value();
    const bool was_cut = disk.power_is_cut();
    disk.restart(GetParam().loss, GetParam().seed + static_cast<std::uint64_t>(cut));
    ASSERT_EQ(verdict(disk, {}), "") << "cut after " << cut << " operations";
    if (!was_cut) {
      EXPECT_TRUE(opened);
      break;
    }
  }
}

TEST_P(Durability, APowerCutInTheSecondOfTwoMigrationsKeepsTheFirst) {
  const std::vector<EmbeddedFile> files{
      {"0001_a.sql",
       "CREATE TABLE migration (name TEXT PRIMARY KEY, checksum TEXT NOT NULL);"
       "CREATE TABLE a (x INTEGER); INSERT INTO a VALUES (1)"},
      {"0002_b.sql", "UPDATE a SET x = 2; CREATE TABLE b (y INTEGER)"}};
  const std::span<const EmbeddedFile> all(files);
  for (std::int64_t cut = 0;; ++cut) {
    UnsyncedDisk disk;
    const auto open = [&] {
      auto connection = std::make_unique<SqliteConnection>(kPath, OpenMode::read_write_create, disk.vfs());
      connection->run_script("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
      return connection;
    };
    ASSERT_TRUE(migrate(*open(), all.first(1)));
    disk.cut_power_after(cut);
    bool done = false;
    try {
      done = migrate(*open(), all).has_value();
    } catch (const Failure&) {
      // The power went while the connection was opened.
    }
    const bool was_cut = disk.power_is_cut();
    disk.restart(GetParam().loss, GetParam().seed + static_cast<std::uint64_t>(cut));
    const auto after = open();
    const auto number = [](const Row& row) { return row.integer(0); };
    const auto x = first(*after, number, "SELECT x FROM a");
    const auto applied = first(*after, number, "SELECT count(*) FROM migration");
    ASSERT_EQ(x, applied) << "the second migration is there in part, cut after " << cut << " operations";
    ASSERT_TRUE(!done || x == 2) << "a finished migration is lost, cut after " << cut << " operations";
    ASSERT_TRUE(migrate(*after, all)) << "cut after " << cut << " operations";
    if (!was_cut) break;
  }
}

INSTANTIATE_TEST_SUITE_P(InEveryWeather, Durability,
                         testing::Values(Weather{"EveryUnsyncedWriteIsLost", Loss::all_unsynced, 0, 1},
                                         Weather{"SomeSectorsAreLost", Loss::some_unsynced, 1000, 3},
                                         Weather{"OtherSectorsAreLost", Loss::some_unsynced, 2000, 4},
                                         Weather{"NothingIsLostButTheProcess", Loss::nothing, 0, 5}),
                         [](const auto& instance) { return instance.param.name; });

/// How many of the cuts of `work` lose or halve something on a disk that does not sync what it says it did.
TEST(DurabilityProof, ADiskThatDoesNotSyncIsFoundOut) {
  int losses = 0;
  for (std::int64_t cut = 0; cut < 150; cut += 5) {
    UnsyncedDisk disk(empty_database());
    disk.ignore_syncs();
    disk.cut_power_after(cut);
    const Told told = work(disk);
    disk.restart(Loss::all_unsynced);
    if (!verdict(disk, told).empty()) ++losses;
  }
  EXPECT_GT(losses, 0) << "these tests could not see a loss";
}

/// The same jobs written by a connection that SQLite was told not to sync at every commit.
bool loses_acknowledged_writes(const std::string& pragma) {
  UnsyncedDisk disk(empty_database());
  Told told;
  {
    SqliteConnection connection(kPath, OpenMode::read_write_create, disk.vfs());
    connection.run_script(pragma);
    for (int number = 0; number < 5; ++number) {
      for (const char* half : {"left", "right"}) {
        connection.execute("INSERT INTO server_fact (name, value) VALUES ($1, $2)",
                           fmt::format("{} {}", half, number), value_of(number));
      }
      told.acknowledged.insert(number);
    }
    disk.cut_power_after(0);
  }
  disk.restart(Loss::all_unsynced);
  return verdict(disk, told).find("was acknowledged and is lost") != std::string::npos;
}

TEST(DurabilityProof, WithoutSyncsAcknowledgedWritesAreLost) {
  EXPECT_TRUE(loses_acknowledged_writes("PRAGMA synchronous = OFF"));
  EXPECT_TRUE(loses_acknowledged_writes("PRAGMA synchronous = NORMAL"));
}

struct Fault {
  const char* name;
  int code;
  std::int64_t failures;
};
void PrintTo(const Fault& fault, std::ostream* out) {
  *out << fault.name;
}

class FailingDiskAnywhere : public testing::TestWithParam<Fault> {};

TEST_P(FailingDiskAnywhere, AFailureOfAnyOperationIsToldAndTheStoreGoesOnWorking) {
  for (std::int64_t number = 0;; ++number) {
    UnsyncedDisk disk(empty_database());
    Told told;
    bool failed_at_all = false;
    {
      auto opened = Store::open({.path = kPath, .vfs = disk.vfs()});
      ASSERT_TRUE(opened);
      Store& store = **opened;
      write_together(store, 0, 2, told);
      const auto before = disk.operations();
      disk.fail_after(number, GetParam().code, GetParam().failures);
      write_together(store, 10, 6, told);
      write_together(store, 20, 3, told);
      failed_at_all = disk.operations() - before > number;
      // The disk is well again.
      disk.fail_after(0, SQLITE_OK, 0);
      write_together(store, 30, 3, told);
      for (const int job : {0, 1, 30, 31, 32}) {
        ASSERT_TRUE(told.acknowledged.contains(job)) << "job " << job << ", failure at operation " << number;
      }
      ASSERT_EQ(told.acknowledged.size() + told.refused.size(), 14);
      store.read([&](ReadTransaction& tx) {
        for (const int job : told.refused) {
          EXPECT_FALSE(tx.first([](const Row& row) { return row.integer(0); },
                                "SELECT 1 FROM server_fact WHERE name = $1", fmt::format("left {}", job)))
              << "job " << job << " was refused and is there, failure at operation " << number;
        }
      });
    }
    disk.restart(Loss::all_unsynced);
    ASSERT_EQ(verdict(disk, told), "") << "failure at operation " << number;
    if (!failed_at_all) break;
  }
}

INSTANTIATE_TEST_SUITE_P(OnAnyOperation, FailingDiskAnywhere,
                         testing::Values(Fault{"TheDiskIsFull", SQLITE_FULL, 1},
                                         Fault{"TheDiskIsFullForAWhile", SQLITE_FULL, 4},
                                         Fault{"AWriteFails", SQLITE_IOERR_WRITE, 1},
                                         Fault{"NothingWorksForAWhile", SQLITE_IOERR_WRITE, 8},
                                         Fault{"ASyncFails", SQLITE_IOERR_FSYNC, 1}),
                         [](const auto& instance) { return instance.param.name; });

/// A transaction that is larger than the page cache is written to the log before it is committed.
TEST(FailingDisk, AFailureInTheMidstOfALargeJobTakesNothingElseWithIt) {
  for (std::int64_t number = 1;; number += 211) {
    UnsyncedDisk disk(empty_database());
    Told told;
    bool failed_at_all = false;
    {
      auto opened = Store::open({.path = kPath, .vfs = disk.vfs()});
      ASSERT_TRUE(opened);
      const auto before = disk.operations();
      disk.fail_after(number, SQLITE_FULL);
      const auto large = (*opened)->write([](WriteTransaction& tx) -> Result<void> {
        for (int i = 0; i < 60; ++i) {
          tx.execute("INSERT INTO server_fact (name, value) VALUES ($1, $2)", i, std::string(100'000, 'x'));
        }
        return {};
      });
      failed_at_all = disk.operations() - before > number;
      write_together(**opened, 0, 3, told);
      ASSERT_GE(told.acknowledged.size(), large ? 0U : 3U);
      const auto there = (*opened)->read([](ReadTransaction& tx) {
        return tx.first([](const Row& row) { return row.integer(0); },
                        "SELECT count(*) FROM server_fact WHERE length(value) = 100000");
      });
      ASSERT_EQ(there, large ? 60 : 0) << "failure at operation " << number;
    }
    disk.restart(Loss::all_unsynced);
    ASSERT_EQ(verdict(disk, told), "") << "failure at operation " << number;
    if (!failed_at_all) break;
  }
}

}  // namespace
}  // namespace confrere::store

#pragma once

#include <functional>
#include <future>
#include <memory>
#include <string>
#include <utility>

#include <sqlite3.h>

#include "base/log.h"
#include "features/testing/member_fixture.h"
#include "store/testing/unsynced_disk.h"

namespace confrere {

/// A member's work on a disk that fails, forgets or holds back any of its operations: what was acknowledged
/// is there, the rest is absent whole, and the same work done again succeeds.
class FaultyDisk : public MemberFixture {
 protected:
  void SetUp() override {
    if (store::TestDatabase::is_postgres()) GTEST_SKIP() << "PostgreSQL looks after its disk itself";
    log::set_lowest(static_cast<log::Level>(3));
    MemberFixture::SetUp();
  }
  void TearDown() override {
    store_.reset();  // before its disk
    log::set_lowest(log::Level::info);
  }
  store::Options store_options() override {
    return {.path = "confrere.sqlite", .clock = &clock_, .vfs = disk_->vfs()};
  }

  struct Trial {
    /// Whether it was acknowledged. It takes up what was left half done by a call before.
    std::function<bool()> work;
    /// What a member can see of it: nothing or all, whatever happens.
    std::function<std::string()> seen;
    /// Whether it is of several transactions, and a fault leaves those before it, unseen, for the next call
    /// to go on from.
    bool has_steps = false;
    int stride = 1;  ///< of the operations that are tried
  };

  /// The `code` is told by `failures` operations one after the other, beginning with any.
  void every_operation_fails(Trial trial, int code, std::int64_t failures) {
    each_operation(std::move(trial), [&](std::int64_t number, const auto& work) {
      disk_->fail_after(number, code, failures);
      const auto operations = disk_->operations();
      const bool done = work();
      const bool happened = disk_->operations() - operations > number;
      disk_->fail_after(0, SQLITE_OK, 0);
      return Disturbed{done ? Outcome::acknowledged : Outcome::refused, happened};
    });
  }
  /// The power goes after any operation.
  void power_is_cut_after_every_operation(Trial trial, store::Loss loss) {
    each_operation(std::move(trial), [&](std::int64_t number, const auto& work) {
      disk_->cut_power_after(number);
      const bool done = work();
      const bool was_cut = disk_->power_is_cut();
      store_.reset();
      disk_->restart(loss, static_cast<std::uint64_t>(number));
      restart();
      return Disturbed{done ? Outcome::acknowledged : was_cut ? Outcome::unknown : Outcome::refused, was_cut};
    });
  }
  /// Any operation takes long; others read meanwhile, and see all of it or nothing.
  void every_operation_is_late(Trial trial) {
    const auto seen = trial.seen;
    each_operation(std::move(trial), [&](std::int64_t number, const auto& work) {
      disk_->hold_after(number);
      auto working = std::async(std::launch::async, work);
      const auto is_done = [&] {
        return working.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
      };
      while (!disk_->holds_within(std::chrono::milliseconds(1)) && !is_done()) {
      }
      const bool happened = !is_done();
      if (happened) {
        EXPECT_TRUE(is_known(look(seen))) << "operation " << number << " was late";
      }
      disk_->let_go();
      return Disturbed{working.get() ? Outcome::acknowledged : Outcome::refused, happened};
    });
  }

 private:
  enum class Outcome : std::uint8_t { acknowledged, refused, unknown };
  struct Disturbed {
    Outcome outcome;
    bool happened;  ///< whether the work had so many operations
  };

  /// Does the work once for each of its operations, as `disturb(number, work)` does it.
  template <class Disturb>
  void each_operation(Trial trial, Disturb disturb) {
    store_.reset();
    disk_->restart(store::Loss::nothing);
    beginning_ = disk_->durable();
    begin_again();
    before_ = look(trial.seen);
    ASSERT_TRUE(trial.work());
    after_ = look(trial.seen);
    has_steps_ = trial.has_steps;
    ASSERT_NE(before_.seen, after_.seen);
    std::int64_t number = 0;
    for (bool goes_on = true; goes_on; number += trial.stride) {
      begin_again();
      const auto [outcome, happened] = disturb(number, trial.work);
      goes_on = happened;
      const Sight found = look(trial.seen);
      if (outcome == Outcome::acknowledged) {
        ASSERT_EQ(found, after_) << "acknowledged, operation " << number;
      } else if (outcome == Outcome::refused && !has_steps_) {
        ASSERT_EQ(found, before_) << "refused, operation " << number;
      } else {
        ASSERT_TRUE(is_known(found)) << testing::PrintToString(found) << "\noperation " << number;
      }
      if (found != after_) {
        ASSERT_TRUE(trial.work()) << "again after operation " << number;
      }
      restart_machine();
      ASSERT_EQ(look(trial.seen), after_) << "restarted after operation " << number;
    }
    EXPECT_GT(number, 10) << "too little work for the test to mean something";
  }

  void begin_again() {
    store_.reset();
    disk_ = std::make_unique<store::UnsyncedDisk>(beginning_);
    restart();
  }
  void restart_machine() {
    store_.reset();
    disk_->restart(store::Loss::all_unsynced);
    restart();
  }
  struct Sight {
    std::string seen;
    std::string rows;  ///< how many each table has
    friend bool operator==(const Sight&, const Sight&) = default;
    friend void PrintTo(const Sight& sight, std::ostream* out) { *out << sight.seen << sight.rows; }
  };
  [[nodiscard]] bool is_known(const Sight& found) const {
    if (has_steps_) return found.seen == before_.seen || found.seen == after_.seen;
    return found == before_ || found == after_;
  }

  Sight look(const std::function<std::string()>& seen) {
    Sight sight{.seen = seen(), .rows = ""};
    store_->read([&](store::ReadTransaction& tx) {
      const auto text = [](const store::Row& row) { return row.get<std::string>(0); };
      for (const std::string& table :
           tx.all(text,
                  "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search_%'"
                  " AND name NOT IN ('server_fact', 'lease') ORDER BY name")) {
        const auto rows =
            tx.first([](const store::Row& row) { return row.integer(0); }, "SELECT count(*) FROM " + table);
        if (*rows > 0) sight.rows += fmt::format("\n{} {}", table, *rows);
      }
      const auto sound = tx.first(text, "PRAGMA quick_check");
      if (sound != "ok") sight.rows += "\nnot sound: " + *sound;
    });
    return sight;
  }

  std::unique_ptr<store::UnsyncedDisk> disk_ = std::make_unique<store::UnsyncedDisk>();
  store::UnsyncedDisk::Files beginning_;
  Sight before_;
  Sight after_;
  bool has_steps_ = false;
};

}  // namespace confrere

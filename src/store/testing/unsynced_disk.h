#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace confrere::store {

/// What becomes of the writes that were not synced when the power goes.
enum class Loss : std::uint8_t {
  all_unsynced,   ///< none of them reached the disk
  some_unsynced,  ///< sectors of 512 bytes reached it or did not, by chance: torn pages, writes out of order
  nothing,        ///< all of them did, as after `kill -9`
};

/// A disk in memory, with a VFS of its own for SQLite, that remembers what was synced. The power can be cut
/// after any operation; what was not synced then is lost, as on a real machine and unlike under `kill -9`. A
/// file's existence is durable from its first sync, as the system's VFS syncs the folder then. Thread safe.
///
/// An *operation* is a write, truncation, sync or deletion: what can change what a restart finds.
class UnsyncedDisk {
 public:
  using Files = std::map<std::string, std::vector<std::uint8_t>>;

  explicit UnsyncedDisk(Files durable = {});
  ~UnsyncedDisk();
  UnsyncedDisk(const UnsyncedDisk&) = delete;
  UnsyncedDisk& operator=(const UnsyncedDisk&) = delete;

  /// The name of the VFS, to open a Store or a Connection with.
  [[nodiscard]] const std::string& vfs() const;

  [[nodiscard]] std::int64_t operations() const;
  [[nodiscard]] std::int64_t syncs() const;
  /// Whether an operation failed since the power was cut.
  [[nodiscard]] bool power_is_cut() const;

  /// So many operations still work; every one after them fails, until the restart.
  void cut_power_after(std::int64_t operations);
  /// So many operations still work; the next `failures` ones fail with an SQLite code such as SQLITE_FULL.
  void fail_after(std::int64_t operations, int sqlite_code, std::int64_t failures = 1);
  /// So many operations still work; the next one takes until let_go(), and reading goes on meanwhile.
  void hold_after(std::int64_t operations);
  /// Whether an operation is held, or comes to be within that time.
  [[nodiscard]] bool holds_within(std::chrono::milliseconds time) const;
  void let_go();
  /// A disk that says it synced and did not.
  void ignore_syncs();

  /// The machine comes back: what is lost is lost, all locks are gone. REQUIRES: no connection is open.
  void restart(Loss loss, std::uint64_t seed = 0);

  /// What is durable now.
  [[nodiscard]] Files durable() const;

  struct State;

 private:
  std::unique_ptr<State> state_;
};

}  // namespace confrere::store

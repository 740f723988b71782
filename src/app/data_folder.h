#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "base/result.h"

namespace confrere::app {

/// A file, or a folder's list of files. False, with errno, where it cannot be.
bool sync_to_disk(const std::string& path);

/// That this process alone works on a data folder; given back at the end of its life, also when the process
/// dies.
class FolderLock {
 public:
  explicit FolderLock(int file) : file_(file) {}
  FolderLock(FolderLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
  FolderLock& operator=(FolderLock&&) = delete;
  ~FolderLock();

 private:
  int file_;
};

/// Where a server keeps everything: the database or where it is, what is being received, and the socket for
/// commands.
class DataFolder {
 public:
  /// Makes the folder, for its owner alone, where there is none.
  static Result<DataFolder> create(const std::string& path);
  /// `not_found` where there is none or it holds no database.
  static Result<DataFolder> existing(const std::string& path);

  [[nodiscard]] const std::string& path() const { return path_; }
  /// What is saved is in this file, or at this address of a PostgreSQL.
  [[nodiscard]] const std::string& database() const { return database_; }
  /// What is saved is at that address; the folder does not remember it yet. `conflict` where the folder has
  /// another database already.
  Result<void> use_database(const std::string& address);
  /// `conflict` where the folder got another database since. REQUIRES: the lock is held.
  [[nodiscard]] Result<void> check_database() const;
  /// The next who opens the folder finds the same database. To be called once that could be opened; an
  /// address that is wrong would be in the way of the right one. REQUIRES: the lock is held.
  [[nodiscard]] Result<void> remember_database() const;
  [[nodiscard]] std::string socket() const { return path_ + "/confrere.sock"; }
  /// What is being received; emptied at every start.
  [[nodiscard]] std::string spool() const { return path_ + "/spool"; }
  /// Files of imports that are not yet applied.
  [[nodiscard]] std::string imports() const { return path_ + "/imports"; }

  /// Nothing while another process has it: a server, or a command without one.
  [[nodiscard]] Result<std::optional<FolderLock>> try_lock() const;

 private:
  explicit DataFolder(std::string path);
  [[nodiscard]] Result<void> check_free_for(const std::string& address) const;

  std::string path_;
  std::string database_;
};

}  // namespace confrere::app

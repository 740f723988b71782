#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "store/change.h"
#include "store/connection.h"

namespace confrere::store {

/// Tells of committed changes, in order, on a thread of its own, until the end of its life. What was
/// committed before that is told.
class Follower {
 public:
  Follower() = default;
  Follower(const Follower&) = delete;
  Follower& operator=(const Follower&) = delete;
  virtual ~Follower() = default;
};

/// What a Store does in its own way on each database. Its functions throw Failure. Thread safe.
class Database {
 public:
  Database() = default;
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  virtual ~Database() = default;

  /// What it commits is durable. There is one of a store at a time.
  virtual std::unique_ptr<Connection> connect_writer() = 0;
  virtual std::unique_ptr<Connection> connect_reader() = 0;

  /// Begins a transaction that sees one state of the database.
  virtual void begin_read(Connection& reader) = 0;
  /// Begins a transaction beside which nobody writes, so that what it checks stays true until it commits.
  virtual void begin_write(Connection& writer) = 0;
  /// Commits it. May put another connection in the place of a lost one. A Failure means that nothing of the
  /// transaction is there; where that cannot be known, its text says so.
  virtual void commit_write(std::unique_ptr<Connection>& writer, bool has_changes) = 0;

  /// Tells of what this and other stores on the same database commit; nothing where there can be no other.
  using Listener = std::function<void(const std::vector<CommittedChange>&)>;
  virtual std::unique_ptr<Follower> follow(Listener listener) = 0;

  /// What is broken in the database, in words; empty when it is sound. O(size).
  virtual std::vector<std::string> faults(Connection& reader) = 0;

  /// Copies the database as it is now into a new file, checks the copy and syncs it. O(size).
  virtual Result<void> backup_to(const std::string& path) = 0;
};

/// Whether `address` is that of a PostgreSQL database, and not a file.
bool is_postgres_address(std::string_view address);

/// `vfs` is for tests.
std::unique_ptr<Database> sqlite_database(std::string path, std::string vfs);
std::unique_ptr<Database> postgres_database(std::string address);

}  // namespace confrere::store

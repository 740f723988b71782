#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "store/change.h"
#include "store/connection.h"
#include "store/database.h"

namespace confrere::store {

/// A consistent view of the database, for one thread and a short time.
class ReadTransaction {
 public:
  ReadTransaction(Connection& connection, Instant now) : connection_(&connection), now_(now) {}

  template <class... P>
  Rows query(std::string_view sql, const P&... parameters) {
    return connection_->query(sql, parameters...);
  }
  template <class Decode, class... P>
  auto all(Decode decode, std::string_view sql, const P&... parameters) {
    return store::all(*connection_, decode, sql, parameters...);
  }
  template <class Decode, class... P>
  auto first(Decode decode, std::string_view sql, const P&... parameters) {
    return store::first(*connection_, decode, sql, parameters...);
  }
  /// The time at which the transaction began, by the store's clock.
  [[nodiscard]] Instant now() const { return now_; }
  [[nodiscard]] Connection& connection() { return *connection_; }

 private:
  Connection* connection_;
  Instant now_;
};

/// A savepoint of the group that is being committed: it is kept whole or not at all.
class WriteTransaction : public ReadTransaction {
 public:
  using ReadTransaction::ReadTransaction;

  template <class... P>
  std::int64_t execute(std::string_view sql, const P&... parameters) {
    return connection().execute(sql, parameters...);
  }
  /// Like execute, for parameters whose number is known only at run time.
  void execute_with(std::string_view sql, std::span<const Parameter> parameters) {
    auto rows = connection().query_with(sql, parameters);
    while (rows.next()) {
    }
  }
  /// Adds a row to the change feed. Every write does, once for each thing it changed.
  void record(const Change& change) { changes_.push_back(change); }
  [[nodiscard]] const std::vector<Change>& changes() const { return changes_; }

 private:
  std::vector<Change> changes_;
};

/// One piece of work for the writer.
struct WriteJob {
  /// Checks and writes; true keeps the savepoint, false rolls it back. May throw Failure or BrokenInvariant.
  /// Runs on the writer's thread.
  std::function<bool(WriteTransaction&)> run;
  /// Called once, on the writer's thread, when the job is durable (or was rolled back as it asked: no error),
  /// or could not be saved (an error; nothing of it is there). Must be quick and must not throw.
  std::function<void(std::optional<Error>)> done;
};

struct Options {
  std::string path;              ///< of a file, or the address of a PostgreSQL: "postgres://…"
  const Clock* clock = nullptr;  ///< outlives the store; the system's when null
  std::string vfs{};             ///< for tests
  std::size_t max_group = 256;   ///< jobs a commit takes at most
};

/// What the writer has done since it was opened.
struct WriterFigures {
  std::int64_t commits = 0;   ///< groups that were tried
  std::int64_t failures = 0;  ///< of them, those of which nothing could be saved
  std::int64_t jobs = 0;
  std::size_t waiting = 0;  ///< jobs in the queue now
  std::optional<Instant>
      failing_since{};  ///< the first failure since a group succeeded, also of the database's being read
  std::optional<Instant> works_since{};  ///< the first success after the last failure; nothing without one
};

/// The database of a server: many readers at once, one writer that commits waiting jobs in groups, so that
/// one sync serves them all. Nothing is acknowledged before it is on the disk. Thread safe.
class Store {
 public:
  /// Opens or creates, and migrates. Refuses a database of a newer version, leaving it as it is.
  static Result<std::unique_ptr<Store>> open(Options options);
  ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  /// Runs `work(ReadTransaction&)` on a snapshot and returns what it returns. Blocks; throws Failure.
  template <class Work>
  auto read(Work&& work) {
    const Reader reader(*this);
    ReadTransaction transaction(reader.connection(), now());
    return work(transaction);
  }

  /// Queues a job. Returns at once; `job.done` is told.
  void submit(WriteJob job);

  /// Runs `work(WriteTransaction&) -> Result<T>` in the writer and waits until it is durable. An Error it
  /// returns rolls its savepoint back. For commands, jobs and tests; a request uses submit.
  template <class Work>
  auto write(Work&& work) -> std::invoke_result_t<Work, WriteTransaction&> {
    using Outcome = std::invoke_result_t<Work, WriteTransaction&>;
    std::optional<Outcome> outcome;
    std::promise<std::optional<Error>> promise;
    auto finished = promise.get_future();
    submit(
        {.run = [&](WriteTransaction& transaction) { return outcome.emplace(work(transaction)).has_value(); },
         .done = [&](std::optional<Error> error) { promise.set_value(std::move(error)); }});
    if (auto error = finished.get()) return *std::move(error);
    return *std::move(outcome);
  }

  /// Tells `listener` of every committed change, in order, on one thread, after its jobs were acknowledged;
  /// on PostgreSQL also of what other servers commit. It must be quick. The returned handle ends the
  /// subscription when it goes; not from within the listener.
  using Listener = Database::Listener;
  [[nodiscard]] std::shared_ptr<void> subscribe(Listener listener);

  [[nodiscard]] Instant now() const { return clock_->now(); }
  [[nodiscard]] const Clock& clock() const { return *clock_; }
  [[nodiscard]] WriterFigures figures() const;

  /// What is broken in the database, in words; empty when it is sound. Work goes on meanwhile. O(size);
  /// throws Failure.
  std::vector<std::string> faults();

  /// Copies the database as it is now into a new file while work goes on, checks the copy and syncs it.
  /// O(size).
  Result<void> backup_to(const std::string& path);

 private:
  explicit Store(Options options);

  /// A pooled read connection with an open transaction, given back at the end of its life.
  class Reader {
   public:
    explicit Reader(Store& store);
    ~Reader();
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;
    [[nodiscard]] Connection& connection() const { return *connection_; }

   private:
    Store* store_;
    std::unique_ptr<Connection> connection_;
  };

  std::unique_ptr<Connection> take_idle_reader();
  void write_loop();
  std::vector<WriteJob> wait_for_jobs();
  void note_outcome(std::size_t jobs, bool has_failed);
  /// Where the database cannot even be read, the writer finds out by itself whether and when it can write.
  void suspect_trouble();
  void commit_group(std::vector<WriteJob> jobs);
  /// Begins a group's transaction, on a new connection where the last one was lost.
  void begin_group();
  /// Appends the changes of a job that is kept to `changes`; says why it could not be saved where it threw.
  /// Throws Failure when the savepoint cannot be ended as it should: nothing of the group may be committed
  /// then.
  std::optional<Error> run_in_savepoint(WriteJob& job, std::vector<CommittedChange>& changes);
  void append_to_feed(const std::vector<Change>& changes, std::vector<CommittedChange>& committed);
  void tell_listeners(const std::vector<CommittedChange>& changes);

  Options options_;
  SystemClock system_clock_;
  const Clock* clock_;
  std::unique_ptr<Database> database_;
  std::unique_ptr<Connection> writer_;  ///< nothing for as long as none can be had

  std::mutex readers_mutex_;
  std::vector<std::unique_ptr<Connection>> idle_readers_;

  mutable std::mutex queue_mutex_;
  std::condition_variable queue_changed_;
  std::vector<WriteJob> queue_;
  std::size_t awaited_jobs_ = 1;  ///< in the queue, for the writer to begin
  bool stopping_ = false;
  /// Of the last group, for the writer's thread alone: how many jobs, and how long it took.
  std::size_t last_jobs_ = 1;
  std::chrono::steady_clock::duration last_time_{};
  WriterFigures figures_;

  std::mutex listeners_mutex_;
  std::vector<std::weak_ptr<Listener>> listeners_;
  std::unique_ptr<Follower> follower_;
  std::thread thread_;
};

}  // namespace confrere::store

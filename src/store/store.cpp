#include "store/store.h"

#include <algorithm>
#include <span>

#include <fmt/format.h>

#include "base/embedded.h"
#include "base/log.h"
#include "store/migrations.h"

namespace confrere::store {
namespace {

constexpr std::size_t kIdleReaders = 8;
constexpr std::chrono::microseconds kLeastGathering{500};
constexpr std::chrono::microseconds kMostGathering{2000};
/// How often the writer tries by itself whether it can write again.
constexpr std::chrono::seconds kTriesAgainAfter{1};

Error refusal(const std::exception& exception) {
  if (const auto* failure = dynamic_cast<const Failure*>(&exception)) return failure->error();
  return {.code = ErrorCode::internal,
          .message = "Something went wrong on the server. Nothing was changed.",
          .cause = exception.what()};
}

std::unique_ptr<Database> database_of(const Options& options) {
  if (is_postgres_address(options.path)) return postgres_database(options.path);
  return sqlite_database(options.path, options.vfs);
}

/// Writes something small, and nothing that anybody reads.
WriteJob trial() {
  return {.run =
              [](WriteTransaction& tx) {
                tx.execute(
                    "INSERT INTO server_fact (name, value) VALUES ('last trial of writing', $1)"
                    " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                    tx.now().text());
                return true;
              },
          .done = [](const std::optional<Error>&) {}};
}

/// So many rows of a feed go to PostgreSQL at once: each statement costs a round trip.
constexpr std::size_t kChangesAtOnce = 32;
constexpr std::size_t kColumnsOfChange = 8;

std::string insert_of_changes(std::size_t rows) {
  return "INSERT INTO change (txn, network_id, owner_id, kind, entity, id, actor_id, at) VALUES " +
         placeholders(rows, kColumnsOfChange);
}

/// Returns its seq. SQLite opens a savepoint for a statement with RETURNING, which costs as much as the row
/// does; it knows the number without.
std::int64_t insert_into_sqlite(Connection& connection, std::optional<std::int64_t> txn, const Change& change,
                                Instant at) {
  static const std::string kInsert = insert_of_changes(1);
  connection.execute(kInsert, txn, change.network, change.owner, change.kind, change.entity, change.id,
                     change.actor, at);
  return *first(
      connection, [](const Row& row) { return row.integer(0); }, "SELECT last_insert_rowid()");
}

/// Returns their seqs. PostgreSQL inserts and returns the rows of VALUES in their order.
std::vector<std::int64_t> insert_into_postgres(Connection& connection, std::optional<std::int64_t> txn,
                                               std::span<const Change> changes, Instant at) {
  std::vector<Parameter> parameters;
  parameters.reserve(changes.size() * kColumnsOfChange);
  for (const Change& change : changes) {
    parameters.insert(parameters.end(), {txn, change.network, change.owner, change.kind, change.entity,
                                         change.id, change.actor, at});
  }
  std::vector<std::int64_t> seqs;
  for (const Row& row :
       connection.query_with(insert_of_changes(changes.size()) + " RETURNING seq", parameters))
    seqs.push_back(row.integer(0));
  return seqs;
}

/// Returns their seqs. `txn` is that of the batch's first change, which has none itself.
std::vector<std::int64_t> insert_changes(Connection& connection, std::optional<std::int64_t> txn,
                                         std::span<const Change> changes, Instant at) {
  if (connection.dialect() == Dialect::postgres) return insert_into_postgres(connection, txn, changes, at);
  std::vector<std::int64_t> seqs;
  for (const Change& change : changes) seqs.push_back(insert_into_sqlite(connection, txn, change, at));
  return seqs;
}

}  // namespace

Store::Store(Options options)
    : options_(std::move(options)),
      clock_(options_.clock != nullptr ? options_.clock : &system_clock_),
      database_(database_of(options_)) {}

Result<std::unique_ptr<Store>> Store::open(Options options) {
  try {
    std::unique_ptr<Store> store(new Store(std::move(options)));
    store->writer_ = store->database_->connect_writer();
    if (auto migrated = migrate(*store->writer_, embedded::migrations()); !migrated) return migrated.error();
    store->follower_ =
        store->database_->follow([raw = store.get()](const auto& changes) { raw->tell_listeners(changes); });
    store->thread_ = std::thread([raw = store.get()] { raw->write_loop(); });
    return store;
  } catch (const Failure& failure) {
    Error error = failure.error();
    error.message = "The database cannot be opened. " + error.message;
    return error;
  }
}

Store::~Store() {
  {
    const std::lock_guard lock(queue_mutex_);
    stopping_ = true;
  }
  queue_changed_.notify_one();
  if (thread_.joinable()) thread_.join();
  follower_.reset();
}

Store::Reader::Reader(Store& store) : store_(&store) {
  if (auto idle = store.take_idle_reader()) {
    try {
      store.database_->begin_read(*idle);
      connection_ = std::move(idle);
      return;
    } catch (const Failure&) {
      // It was cut while it was idle, and so were the others; they are closed after the lock is given back.
      std::vector<std::unique_ptr<Connection>> cut;
      const std::lock_guard lock(store.readers_mutex_);
      cut.swap(store.idle_readers_);
    }
  }
  try {
    connection_ = store.database_->connect_reader();
    store.database_->begin_read(*connection_);
  } catch (const Failure&) {
    store.suspect_trouble();
    throw;
  }
}

Store::Reader::~Reader() {
  try {
    connection_->execute("COMMIT");
  } catch (const Failure&) {
    return;  // a broken connection is not given back
  }
  const std::lock_guard lock(store_->readers_mutex_);
  if (store_->idle_readers_.size() < kIdleReaders) store_->idle_readers_.push_back(std::move(connection_));
}

std::unique_ptr<Connection> Store::take_idle_reader() {
  const std::lock_guard lock(readers_mutex_);
  if (idle_readers_.empty()) return nullptr;
  auto idle = std::move(idle_readers_.back());
  idle_readers_.pop_back();
  return idle;
}

void Store::submit(WriteJob job) {
  bool enough = false;
  {
    const std::lock_guard lock(queue_mutex_);
    queue_.push_back(std::move(job));
    enough = queue_.size() >= awaited_jobs_;
  }
  if (enough) queue_changed_.notify_one();
}

// Whoever was answered after the last commit is likely to write again at once, as clients in a loop do. So
// the writer waits for as many jobs as it had last time, at most as long as that commit took: a client that
// is alone never waits, and many share their syncs (bench/group_commit_bench).
std::vector<WriteJob> Store::wait_for_jobs() {
  std::unique_lock lock(queue_mutex_);
  const auto enough = [this] { return stopping_ || queue_.size() >= awaited_jobs_; };
  awaited_jobs_ = 1;
  queue_changed_.wait(lock, [&] { return enough() || figures_.failing_since; });
  if (figures_.failing_since && !queue_changed_.wait_for(lock, kTriesAgainAfter, enough)) {
    std::vector<WriteJob> group;
    group.push_back(trial());
    return group;
  }
  awaited_jobs_ = std::min(last_jobs_, options_.max_group);
  queue_changed_.wait_for(
      lock, std::clamp<std::chrono::steady_clock::duration>(last_time_, kLeastGathering, kMostGathering),
      enough);
  std::vector<WriteJob> group;
  if (queue_.size() <= options_.max_group) {
    group.swap(queue_);
  } else {
    const auto end = queue_.begin() + static_cast<std::ptrdiff_t>(options_.max_group);
    group.assign(std::make_move_iterator(queue_.begin()), std::make_move_iterator(end));
    queue_.erase(queue_.begin(), end);
  }
  return group;
}

void Store::write_loop() {
  // Jobs that were queued before the stop are still done: an empty group says that none is left.
  for (auto group = wait_for_jobs(); !group.empty(); group = wait_for_jobs()) {
    const auto began = std::chrono::steady_clock::now();
    last_jobs_ = group.size();
    commit_group(std::move(group));
    last_time_ = std::chrono::steady_clock::now() - began;
  }
}

void Store::suspect_trouble() {
  {
    const std::lock_guard lock(queue_mutex_);
    if (figures_.failing_since) return;
    figures_.failing_since = now();
    figures_.works_since.reset();
  }
  queue_changed_.notify_one();
}

void Store::note_outcome(std::size_t jobs, bool has_failed) {
  const std::lock_guard lock(queue_mutex_);
  ++figures_.commits;
  figures_.jobs += static_cast<std::int64_t>(jobs);
  if (has_failed) {
    ++figures_.failures;
    if (!figures_.failing_since) figures_.failing_since = now();
    figures_.works_since.reset();
  } else if (figures_.failing_since) {
    log::info("writing_works_again", {{"failed_since", figures_.failing_since->text()}});
    figures_.failing_since.reset();
    figures_.works_since = now();
  }
}

void Store::commit_group(std::vector<WriteJob> jobs) {
  std::vector<CommittedChange> changes;
  std::vector<std::optional<Error>> errors(jobs.size());
  bool has_failed = false;
  try {
    begin_group();
    for (std::size_t i = 0; i < jobs.size(); ++i) errors[i] = run_in_savepoint(jobs[i], changes);
    database_->commit_write(writer_, !changes.empty());
  } catch (const Failure& failure) {
    log::error("commit_failed", {{"cause", failure.what()}, {"jobs", std::to_string(jobs.size())}});
    has_failed = true;
    changes.clear();
    for (auto& error : errors) error = error ? error : failure.error();
    try {
      if (writer_ && writer_->in_transaction()) writer_->execute("ROLLBACK");
    } catch (const Failure& worse) {
      log::error("rollback_failed", {{"cause", worse.what()}});
    }
  }
  note_outcome(jobs.size(), has_failed);
  for (std::size_t i = 0; i < jobs.size(); ++i) jobs[i].done(std::move(errors[i]));
  if (!changes.empty() && !follower_) tell_listeners(changes);
}

void Store::begin_group() {
  if (writer_ && writer_->is_open()) {
    try {
      return database_->begin_write(*writer_);
    } catch (const Failure&) {
      if (writer_->is_open()) throw;  // else it was cut since the last group, and nothing was begun
    }
  }
  writer_.reset();
  writer_ = database_->connect_writer();
  log::info("database_connected_again", {});
  database_->begin_write(*writer_);
}

std::optional<Error> Store::run_in_savepoint(WriteJob& job, std::vector<CommittedChange>& changes) {
  writer_->execute("SAVEPOINT job");
  const std::size_t before = changes.size();
  bool keep = false;
  std::optional<Error> error;
  try {
    WriteTransaction transaction(*writer_, now());
    keep = job.run(transaction);
    if (keep) {
      append_to_feed(transaction.changes(), changes);
      writer_->execute("RELEASE job");
    }
  } catch (const std::exception& exception) {
    keep = false;
    error = refusal(exception);
  }
  // A full disk makes SQLite roll back all of the transaction, the jobs before this one too.
  if (!writer_->in_transaction()) {
    throw Failure(ErrorCode::unavailable,
                  "the transaction is gone: " + (error ? error->cause : "by a job of its own"));
  }
  if (!keep) {
    changes.resize(before);
    writer_->execute("ROLLBACK TO job");
    writer_->execute("RELEASE job");
  }
  return error;
}

void Store::append_to_feed(const std::vector<Change>& changes, std::vector<CommittedChange>& committed) {
  std::optional<std::int64_t> txn;
  const Instant at = now();
  for (std::span<const Change> rest(changes); !rest.empty();) {
    const auto batch = rest.first(std::min(rest.size(), txn ? kChangesAtOnce : 1));
    rest = rest.subspan(batch.size());
    const std::vector<std::int64_t> seqs = insert_changes(*writer_, txn, batch, at);
    if (!txn) txn = seqs.front();
    for (std::size_t i = 0; i < batch.size(); ++i)
      committed.push_back({.seq = seqs.at(i), .txn = *txn, .change = batch[i], .at = at});
  }
}

std::shared_ptr<void> Store::subscribe(Listener listener) {
  auto handle = std::make_shared<Listener>(std::move(listener));
  const std::lock_guard lock(listeners_mutex_);
  std::erase_if(listeners_, [](const auto& other) { return other.expired(); });
  listeners_.push_back(handle);
  return handle;
}

void Store::tell_listeners(const std::vector<CommittedChange>& changes) {
  std::vector<std::shared_ptr<Listener>> alive;
  {
    const std::lock_guard lock(listeners_mutex_);
    for (const auto& listener : listeners_) {
      if (auto held = listener.lock()) alive.push_back(std::move(held));
    }
  }
  for (const auto& listener : alive) (*listener)(changes);
}

WriterFigures Store::figures() const {
  const std::lock_guard lock(queue_mutex_);
  WriterFigures figures = figures_;
  figures.waiting = queue_.size();
  return figures;
}

std::vector<std::string> Store::faults() {
  const Reader reader(*this);
  return database_->faults(reader.connection());
}

Result<void> Store::backup_to(const std::string& path) {
  return database_->backup_to(path);
}

}  // namespace confrere::store

#include "store/store.h"

#include <filesystem>

#include <fmt/format.h>
#include <sqlite3.h>

#include "base/embedded.h"
#include "base/log.h"
#include "store/migrations.h"

namespace confrere::store {
namespace {

constexpr std::size_t kIdleReaders = 8;

Error refusal(const std::exception& exception) {
  if (const auto* failure = dynamic_cast<const Failure*>(&exception)) return failure->error();
  return {.code = ErrorCode::internal,
          .message = "Something went wrong on the server. Nothing was changed.",
          .cause = exception.what()};
}

}  // namespace

Store::Store(Options options)
    : options_(std::move(options)), clock_(options_.clock != nullptr ? options_.clock : &system_clock_) {}

Result<std::unique_ptr<Store>> Store::open(Options options) {
  try {
    std::unique_ptr<Store> store(new Store(std::move(options)));
    store->writer_ = std::make_unique<Connection>(store->options_.path, OpenMode::read_write_create, store->options_.vfs);
    store->writer_->run_script("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
    if (auto migrated = migrate(*store->writer_, embedded::migrations()); !migrated) return migrated.error();
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
}

Store::Reader::Reader(Store& store) : store_(&store) {
  {
    const std::lock_guard lock(store.readers_mutex_);
    if (!store.idle_readers_.empty()) {
      connection_ = std::move(store.idle_readers_.back());
      store.idle_readers_.pop_back();
    }
  }
  if (!connection_) {
    connection_ = std::make_unique<Connection>(store.options_.path, OpenMode::read_only, store.options_.vfs);
  }
  connection_->execute("BEGIN");
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

void Store::submit(WriteJob job) {
  {
    const std::lock_guard lock(queue_mutex_);
    queue_.push_back(std::move(job));
  }
  queue_changed_.notify_one();
}

std::vector<WriteJob> Store::wait_for_jobs() {
  std::unique_lock lock(queue_mutex_);
  queue_changed_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
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
  for (auto group = wait_for_jobs(); !group.empty(); group = wait_for_jobs()) commit_group(std::move(group));
}

void Store::commit_group(std::vector<WriteJob> jobs) {
  std::vector<CommittedChange> changes;
  std::vector<std::optional<Error>> errors(jobs.size());
  try {
    writer_->execute("BEGIN IMMEDIATE");
    for (std::size_t i = 0; i < jobs.size(); ++i) {
      try {
        run_in_savepoint(jobs[i], changes);
      } catch (const std::exception& exception) {
        errors[i] = refusal(exception);
        // A full disk makes SQLite roll back all of the transaction, the jobs before this one too.
        if (!writer_->in_transaction()) throw Failure(ErrorCode::unavailable, exception.what());
      }
    }
    writer_->execute("COMMIT");
  } catch (const Failure& failure) {
    log::error("commit_failed", {{"cause", failure.what()}, {"jobs", std::to_string(jobs.size())}});
    changes.clear();
    for (auto& error : errors) error = error ? error : failure.error();
    try {
      if (writer_->in_transaction()) writer_->execute("ROLLBACK");
    } catch (const Failure& worse) {
      log::error("rollback_failed", {{"cause", worse.what()}});
    }
  }
  {
    const std::lock_guard lock(queue_mutex_);
    ++figures_.commits;
    figures_.jobs += static_cast<std::int64_t>(jobs.size());
  }
  for (std::size_t i = 0; i < jobs.size(); ++i) jobs[i].done(std::move(errors[i]));
  if (!changes.empty()) tell_listeners(changes);
}

bool Store::run_in_savepoint(WriteJob& job, std::vector<CommittedChange>& changes) {
  writer_->execute("SAVEPOINT job");
  const std::size_t before = changes.size();
  try {
    WriteTransaction transaction(*writer_, now());
    const bool keep = job.run(transaction);
    if (keep) append_to_feed(transaction.changes(), changes);
    if (!keep) writer_->execute("ROLLBACK TO job");
    writer_->execute("RELEASE job");
    return keep;
  } catch (...) {
    changes.resize(before);
    if (writer_->in_transaction()) {
      writer_->execute("ROLLBACK TO job");
      writer_->execute("RELEASE job");
    }
    throw;
  }
}

void Store::append_to_feed(const std::vector<Change>& changes, std::vector<CommittedChange>& committed) {
  std::optional<std::int64_t> txn;
  const Instant at = now();
  for (const Change& change : changes) {
    const auto seq = first(
        *writer_, [](const Row& row) { return row.integer(0); },
        "INSERT INTO change (txn, network_id, owner_id, kind, entity, id, actor_id, at) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING seq",
        txn, change.network, change.owner, change.kind, change.entity, change.id, change.actor, at);
    if (!txn) {
      txn = seq;
      writer_->execute("UPDATE change SET txn = $1 WHERE seq = $1", *seq);
    }
    committed.push_back({.seq = *seq, .txn = *txn, .change = change, .at = at});
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
  return figures_;
}

Result<void> Store::backup_to(const std::string& path) {
  if (std::filesystem::exists(path)) return conflict(fmt::format("{} exists already. Please name a new file.", path));
  try {
    const std::string unfinished = path + ".unfinished";
    std::filesystem::remove(unfinished);
    {
      // Not within a read transaction: VACUUM INTO takes its own snapshot.
      Connection source(options_.path, OpenMode::read_only, options_.vfs);
      source.execute("VACUUM INTO $1", unfinished);
    }
    {
      Connection copy(unfinished, OpenMode::read_only, options_.vfs);
      const auto verdict = first(
          copy, [](const Row& row) { return row.get<std::string>(0); }, "PRAGMA integrity_check");
      if (verdict != "ok") return Error{.code = ErrorCode::internal, .message = "The copy is damaged: " + *verdict};
    }
    std::filesystem::rename(unfinished, path);
    return {};
  } catch (const Failure& failure) {
    return failure.error();
  } catch (const std::filesystem::filesystem_error& error) {
    return Error{.code = ErrorCode::unavailable, .message = fmt::format("{} cannot be written.", path), .cause = error.what()};
  }
}

}  // namespace confrere::store

#include "store/store.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/embedded.h"
#include "base/log.h"
#include "store/migrations.h"

namespace confrere::store {
namespace {

constexpr std::size_t kIdleReaders = 8;
constexpr std::chrono::microseconds kLeastGathering{500};
constexpr std::chrono::microseconds kMostGathering{2000};

Error refusal(const std::exception& exception) {
  if (const auto* failure = dynamic_cast<const Failure*>(&exception)) return failure->error();
  return {.code = ErrorCode::internal,
          .message = "Something went wrong on the server. Nothing was changed.",
          .cause = exception.what()};
}

/// An empty file that only its owner may read, or one emptied.
void create_private(const std::string& path) {
  const int file = ::open(path.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file < 0) throw std::system_error(errno, std::generic_category(), path);
  ::close(file);
}

/// A file, or a folder's list of files.
void sync_to_disk(const std::filesystem::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) throw std::system_error(errno, std::generic_category(), path);
  const int failed = ::fsync(file);
  ::close(file);
  if (failed != 0) throw std::system_error(errno, std::generic_category(), path);
}

void check_soundness(const std::string& path, const std::string& vfs) {
  Connection copy(path, OpenMode::read_only, vfs);
  const auto verdict = first(
      copy, [](const Row& row) { return row.get<std::string>(0); }, "PRAGMA integrity_check");
  if (verdict != "ok") throw Failure(ErrorCode::internal, "the copy is damaged: " + verdict.value_or(""));
}

}  // namespace

Store::Store(Options options)
    : options_(std::move(options)), clock_(options_.clock != nullptr ? options_.clock : &system_clock_) {}

Result<std::unique_ptr<Store>> Store::open(Options options) {
  try {
    std::unique_ptr<Store> store(new Store(std::move(options)));
    store->writer_ =
        std::make_unique<Connection>(store->options_.path, OpenMode::read_write_create, store->options_.vfs);
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
  queue_changed_.wait(lock, enough);
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

void Store::commit_group(std::vector<WriteJob> jobs) {
  std::vector<CommittedChange> changes;
  std::vector<std::optional<Error>> errors(jobs.size());
  try {
    writer_->execute("BEGIN IMMEDIATE");
    for (std::size_t i = 0; i < jobs.size(); ++i) errors[i] = run_in_savepoint(jobs[i], changes);
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

std::optional<Error> Store::run_in_savepoint(WriteJob& job, std::vector<CommittedChange>& changes) {
  writer_->execute("SAVEPOINT job");
  const std::size_t before = changes.size();
  bool keep = false;
  std::optional<Error> error;
  try {
    WriteTransaction transaction(*writer_, now());
    keep = job.run(transaction);
    if (keep) append_to_feed(transaction.changes(), changes);
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
  }
  writer_->execute("RELEASE job");
  return error;
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
  if (std::filesystem::exists(path))
    return conflict(fmt::format("{} exists already. Please name a new file.", path));
  const std::string unfinished = path + ".unfinished";
  try {
    create_private(unfinished);
    {
      // Not within a read transaction: VACUUM INTO takes its own snapshot.
      Connection source(options_.path, OpenMode::read_only, options_.vfs);
      source.execute("VACUUM INTO $1", unfinished);
    }
    check_soundness(unfinished, options_.vfs);
    sync_to_disk(unfinished);  // VACUUM INTO does not
    std::filesystem::rename(unfinished, path);
    sync_to_disk(std::filesystem::absolute(path).parent_path());
    return {};
  } catch (const std::exception& exception) {
    std::error_code ignored;
    std::filesystem::remove(unfinished, ignored);
    return Error{.code = ErrorCode::unavailable,
                 .message = fmt::format(
                     "The backup {} could not be made. Is there room, and may it be written there?", path),
                 .cause = exception.what()};
  }
}

}  // namespace confrere::store

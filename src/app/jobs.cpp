#include "app/jobs.h"

#include <chrono>

#include "base/log.h"
#include "features/accounts/accounts.h"
#include "features/contacts/contacts.h"
#include "features/encounters/encounters.h"
#include "features/ties/ties.h"
#include "http/idempotency.h"

namespace confrere::app {
namespace {

constexpr std::chrono::minutes kEvery{10};
constexpr int kBatch = 500;  // some milliseconds of the writer's time
constexpr std::chrono::days kTombstonesKept{90};

std::int64_t purge_kept_answers(store::WriteTransaction& tx, int most) {
  return tx.execute(
      "DELETE FROM idempotency_key WHERE (member_id, key) IN "
      "(SELECT member_id, key FROM idempotency_key WHERE created_at <= $1 LIMIT $2)",
      tx.now() - http::kKeepsAnswers, most);
}

std::int64_t purge_tombstones(store::WriteTransaction& tx, int most) {
  return tx.execute(
      "DELETE FROM change WHERE seq IN "
      "(SELECT seq FROM change WHERE kind = 'deleted' AND at <= $1 ORDER BY at LIMIT $2)",
      tx.now() - kTombstonesKept, most);
}

}  // namespace

std::vector<Job> housekeeping() {
  return {{.name = "sessions", .some = accounts::purge_sessions},
          {.name = "deleted_contacts", .some = contacts::purge_deleted_contacts},
          {.name = "deleted_encounters", .some = encounters::purge_deleted_encounters},
          {.name = "outdated_summaries", .some = ties::renew_summaries},
          {.name = "kept_answers", .some = purge_kept_answers},
          {.name = "tombstones", .some = purge_tombstones}};
}

std::int64_t run_to_end(store::Store& store, const Job& job) {
  std::int64_t total = 0;
  while (true) {
    const auto removed = store.write(
        [&](store::WriteTransaction& tx) -> Result<std::int64_t> { return job.some(tx, kBatch); });
    if (!removed) throw BrokenInvariant(removed.error());
    total += *removed;
    if (*removed < kBatch) return total;
  }
}

Jobs::Jobs(store::Store& store) : store_(store), thread_([this] { work(); }) {}

Jobs::~Jobs() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stopping_changed_.notify_one();
  thread_.join();
}

void Jobs::work() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    run_all();
    lock.lock();
    stopping_changed_.wait_for(lock, kEvery, [this] { return stopping_; });
  }
}

void Jobs::run_all() {
  for (const Job& job : housekeeping()) {
    try {
      const std::int64_t done = run_to_end(store_, job);
      if (done > 0) log::info("housekeeping", {{"what", job.name}, {"rows", std::to_string(done)}});
    } catch (const std::exception& exception) {
      log::error("housekeeping_failed", {{"what", job.name}, {"cause", exception.what()}});
    }
  }
}

}  // namespace confrere::app

#include "app/jobs.h"

#include <chrono>
#include <condition_variable>
#include <mutex>

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
constexpr std::string_view kLease = "housekeeping";

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

std::int64_t run_to_end(store::Store& store, const Job& job, const std::stop_token& stop,
                        std::optional<store::ServerId> holder) {
  std::int64_t total = 0;
  while (!stop.stop_requested()) {
    const auto removed = store.write([&](store::WriteTransaction& tx) -> Result<std::int64_t> {
      if (holder && !store::take_lease(tx, kLease, *holder)) return 0;
      return job.some(tx, kBatch);
    });
    if (!removed) throw BrokenInvariant(removed.error());
    total += *removed;
    if (*removed < kBatch) break;
  }
  return total;
}

Jobs::Jobs(store::Store& store)
    : store_(store), thread_([this](const std::stop_token& stop) { work(stop); }) {}

void Jobs::work(const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any pause;
  std::unique_lock lock(mutex);
  while (!stop.stop_requested()) {
    run_all(stop);
    pause.wait_for(lock, stop, kEvery, [] { return false; });
  }
}

void Jobs::run_all(const std::stop_token& stop) {
  for (const Job& job : housekeeping()) {
    try {
      const std::int64_t done = run_to_end(store_, job, stop, holder_);
      if (done > 0) log::info("housekeeping", {{"what", job.name}, {"rows", std::to_string(done)}});
    } catch (const std::exception& exception) {
      log::error("housekeeping_failed", {{"what", job.name}, {"cause", exception.what()}});
    }
  }
  [[maybe_unused]] const auto given = store_.write([&](store::WriteTransaction& tx) -> Result<void> {
    store::give_lease_back(tx, kLease, holder_);
    return {};
  });
}

}  // namespace confrere::app

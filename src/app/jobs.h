#pragma once

#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "store/lease.h"
#include "store/store.h"

namespace confrere::app {

/// A kind of housekeeping. `some` does at most so much of it and returns how much; it is called again, in a
/// transaction of its own, until nothing is left, so that nobody's write waits long behind it.
struct Job {
  std::string name;
  std::function<std::int64_t(store::WriteTransaction&, int most)> some;
};

/// What the server forgets in time (ended sessions, answers kept for retries, undos and what they would bring
/// back, tombstones of the change feed), and the ties' summaries that an older program made.
std::vector<Job> housekeeping();

/// Runs a job to its end, or until after the batch in which it is asked to stop; returns how much was done.
/// With a `holder` it ends, too, where another server has the lease of housekeeping. Throws Failure.
std::int64_t run_to_end(store::Store& store, const Job& job, const std::stop_token& stop = {},
                        std::optional<store::ServerId> holder = {});

/// Does the housekeeping at once and every ten minutes, on a thread of its own, until the end of its life,
/// which waits for the batch that runs. Of several servers on a database one does it at a time.
class Jobs {
 public:
  explicit Jobs(store::Store& store);
  Jobs(const Jobs&) = delete;
  Jobs& operator=(const Jobs&) = delete;

 private:
  void work(const std::stop_token& stop);
  void run_all(const std::stop_token& stop);

  store::Store& store_;
  const store::ServerId holder_ = store::ServerId::make();
  std::jthread thread_;
};

}  // namespace confrere::app

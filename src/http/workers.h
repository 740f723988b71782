#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace confrere::http {

/// Threads for work that must not hold up connections. Thread safe.
class Workers {
 public:
  /// `niceness` over 0 lets other threads of this machine go first.
  explicit Workers(int threads, int niceness = 0);
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;
  /// Finishes what is queued.
  ~Workers();

  /// `work` must not throw.
  void submit(std::function<void()> work);
  /// As submit, unless so many are waiting already: then false, and nothing is done.
  bool try_submit(std::function<void()> work, std::size_t most_waiting);
  /// Waits until nothing runs or waits; false when that is not so within `time`.
  bool wait_until_idle(std::chrono::milliseconds time);

 private:
  void work_loop(int niceness);

  std::mutex mutex_;
  std::condition_variable queue_changed_;
  std::condition_variable became_idle_;
  std::deque<std::function<void()>> queue_;
  int busy_ = 0;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace confrere::http

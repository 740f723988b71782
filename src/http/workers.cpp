#include "http/workers.h"

#include <sys/resource.h>
#include <unistd.h>

namespace confrere::http {
namespace {

/// On Linux a thread has a niceness of its own.
void give_way(int niceness) {
  if (niceness > 0) setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), niceness);
}

}  // namespace

Workers::Workers(int threads, int niceness) {
  for (int i = 0; i < threads; ++i) threads_.emplace_back([this, niceness] { work_loop(niceness); });
}

Workers::~Workers() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  queue_changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void Workers::submit(std::function<void()> work) {
  {
    const std::lock_guard lock(mutex_);
    queue_.push_back(std::move(work));
  }
  queue_changed_.notify_one();
}

bool Workers::try_submit(std::function<void()> work, std::size_t most_waiting) {
  {
    const std::lock_guard lock(mutex_);
    if (queue_.size() >= most_waiting) return false;
    queue_.push_back(std::move(work));
  }
  queue_changed_.notify_one();
  return true;
}

bool Workers::wait_until_idle(std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  return became_idle_.wait_for(lock, time, [this] { return queue_.empty() && busy_ == 0; });
}

void Workers::work_loop(int niceness) {
  give_way(niceness);
  std::unique_lock lock(mutex_);
  for (;;) {
    queue_changed_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
    if (queue_.empty()) return;
    {
      const auto work = std::move(queue_.front());
      queue_.pop_front();
      ++busy_;
      lock.unlock();
      work();
    }  // what the work holds goes before it counts as done
    lock.lock();
    if (--busy_ == 0 && queue_.empty()) became_idle_.notify_all();
  }
}

}  // namespace confrere::http

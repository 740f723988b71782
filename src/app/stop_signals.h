#pragma once

#include <csignal>
#include <functional>
#include <thread>

namespace confrere::app {

/// Hears SIGTERM, SIGINT and SIGHUP on a thread of its own, so that handlers may do anything. Made before any
/// other thread, which then inherit that these signals do not interrupt them.
class StopSignals {
 public:
  StopSignals();
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;
  ~StopSignals();

  /// `stop` is called at the first SIGTERM or SIGINT; the second SIGINT leaves the process at once. `reload`
  /// is called at SIGHUP.
  void listen(std::function<void()> stop, std::function<void()> reload);

 private:
  sigset_t signals_{};
  std::thread thread_;
};

}  // namespace confrere::app

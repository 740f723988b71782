#pragma once

#include <functional>
#include <thread>

namespace confrere::app {

/// Keeps SIGTERM, SIGINT and SIGHUP for StopSignals, and SIGPIPE for nobody. To be called before any other
/// thread is made, which then inherits that they do not interrupt it.
void hold_signals();

/// Hears the signals that are held, on a thread of its own, so that what it calls may do anything. Made after
/// what its functions use, so that it ends before; from then on a SIGINT ends the process at once.
class StopSignals {
 public:
  /// `stop` is called at the first SIGTERM or SIGINT; a SIGINT after that leaves the process at once.
  /// `reload` is called at SIGHUP.
  StopSignals(std::function<void()> stop, std::function<void()> reload);
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;
  ~StopSignals();

 private:
  std::thread thread_;
};

}  // namespace confrere::app

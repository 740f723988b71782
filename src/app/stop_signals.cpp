#include "app/stop_signals.h"

#include <cstdlib>
#include <utility>

#include <pthread.h>

namespace confrere::app {
namespace {

constexpr int kLeave = SIGUSR2;  // from the destructor to the thread
constexpr int kInterrupted = 128 + SIGINT;

}  // namespace

StopSignals::StopSignals() {
  std::signal(SIGPIPE, SIG_IGN);
  sigemptyset(&signals_);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP, kLeave}) sigaddset(&signals_, signal);
  pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
}

StopSignals::~StopSignals() {
  if (!thread_.joinable()) return;
  pthread_kill(thread_.native_handle(), kLeave);
  thread_.join();
}

void StopSignals::listen(std::function<void()> stop, std::function<void()> reload) {
  thread_ = std::thread([signals = signals_, stop = std::move(stop), reload = std::move(reload)] {
    bool stopping = false;
    while (true) {
      int signal = 0;
      if (sigwait(&signals, &signal) != 0) continue;
      if (signal == kLeave) return;
      if (signal == SIGHUP) {
        reload();
      } else if (!stopping) {
        stopping = true;
        stop();
      } else if (signal == SIGINT) {
        std::_Exit(kInterrupted);
      }
    }
  });
}

}  // namespace confrere::app

#include "app/stop_signals.h"

#include <csignal>
#include <cstdlib>
#include <initializer_list>
#include <utility>

#include <pthread.h>

namespace confrere::app {
namespace {

constexpr int kLeave = SIGUSR2;  // from the destructor to the thread
constexpr int kInterrupted = 128 + SIGINT;

sigset_t set_of(std::initializer_list<int> signals) {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : signals) sigaddset(&set, signal);
  return set;
}

sigset_t held_signals() {
  return set_of({SIGTERM, SIGINT, SIGHUP, kLeave});
}

void hear(const std::function<void()>& stop, const std::function<void()>& reload) {
  const sigset_t signals = held_signals();
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
}

}  // namespace

void hold_signals() {
  std::signal(SIGPIPE, SIG_IGN);
  const sigset_t signals = held_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

StopSignals::StopSignals(std::function<void()> stop, std::function<void()> reload)
    : thread_([stop = std::move(stop), reload = std::move(reload)] { hear(stop, reload); }) {}

StopSignals::~StopSignals() {
  pthread_kill(thread_.native_handle(), kLeave);
  thread_.join();
  // What is left to do after a stop may be interrupted.
  const sigset_t interrupt = set_of({SIGINT});
  pthread_sigmask(SIG_UNBLOCK, &interrupt, nullptr);
}

}  // namespace confrere::app

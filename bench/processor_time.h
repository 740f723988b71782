#pragma once

#include <ctime>

namespace confrere::bench {

/// Milliseconds that the calling thread has worked: what an answer costs, whatever else the machine does.
inline double processor_milliseconds() {
  std::timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return 1e3 * static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_nsec);
}

}  // namespace confrere::bench

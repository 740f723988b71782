#include "http/open_files.h"

#include <algorithm>
#include <limits>

#include <sys/resource.h>

namespace confrere::http {

int raise_open_files() {
  constexpr rlim_t kMost = std::numeric_limits<int>::max();
  constexpr int kUsual = 1024;
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return kUsual;
  const rlim_t before = limit.rlim_cur;
  limit.rlim_cur = limit.rlim_max;
  if (setrlimit(RLIMIT_NOFILE, &limit) != 0) limit.rlim_cur = before;
  return static_cast<int>(std::min(limit.rlim_cur, kMost));
}

}  // namespace confrere::http

#pragma once

#include <cstdio>
#include <cstdlib>

namespace confrere::fuzz {

/// Stops the fuzzer with the invariant that does not hold.
inline void check(bool holds, const char* invariant) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", invariant);
  std::abort();
}

}  // namespace confrere::fuzz

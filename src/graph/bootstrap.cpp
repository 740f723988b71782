#include "graph/bootstrap.h"

#include <algorithm>
#include <cmath>

namespace confrere::graph {

std::vector<std::uint32_t> resample(std::mt19937_64& random, std::size_t size) {
  std::vector<std::uint32_t> times(size, 0);
  // The remainder favours low numbers by less than size / 2^64; std::uniform_int_distribution may differ by
  // library.
  for (std::size_t i = 0; i < size; ++i) ++times[random() % size];
  return times;
}

Interval interval_of(std::vector<double> outcomes) {
  if (outcomes.empty()) return {};
  std::sort(outcomes.begin(), outcomes.end());
  const auto at = [&](double share) {
    return outcomes[static_cast<std::size_t>(std::lround(share * static_cast<double>(outcomes.size() - 1)))];
  };
  return {.low = at(0.025), .high = at(0.975)};
}

}  // namespace confrere::graph

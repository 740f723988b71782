#pragma once

#include <cstdint>
#include <random>
#include <vector>

namespace confrere::graph {

/// The middle 95 % of what came out over resamples.
struct Interval {
  double low = 0;
  double high = 0;
};

/// How often each of `size` items is drawn when `size` are drawn with replacement (Efron 1979). The same on
/// every machine for the same state of `random`. O(size).
[[nodiscard]] std::vector<std::uint32_t> resample(std::mt19937_64& random, std::size_t size);

/// Percentile interval. {0, 0} of nothing. O(n log n).
[[nodiscard]] Interval interval_of(std::vector<double> outcomes);

}  // namespace confrere::graph

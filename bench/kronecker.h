#pragma once

#include <algorithm>
#include <cstdint>
#include <random>
#include <vector>

#include "graph/snapshot.h"

namespace confrere::bench {

/// A generated network, heavy-tailed as GAP's Kronecker graph (Beamer, Asanović, Patterson 2015: A = 0.57, B
/// = C = 0.19), with 2^scale people. Self-ties and ties that are there twice are left out. Strengths are
/// skewed to weak, half of the ties fade; `usable` of 100 are shared. The same for the same seed.
inline std::vector<graph::Tie> kronecker(int scale, std::size_t drawn, unsigned usable) {
  constexpr double kA = 0.57, kB = 0.19, kC = 0.19;
  std::mt19937_64 random(27);
  const auto uniform = [&random] { return static_cast<double>(random() >> 11) * 0x1p-53; };
  std::vector<std::uint64_t> keys;
  keys.reserve(drawn);
  for (std::size_t i = 0; i < drawn; ++i) {
    std::uint64_t from = 0, to = 0;
    for (int bit = 0; bit < scale; ++bit) {
      const double where = uniform();
      from = from << 1 | (where >= kA + kB ? 1U : 0U);
      to = to << 1 | ((where >= kA && where < kA + kB) || where >= kA + kB + kC ? 1U : 0U);
    }
    if (from != to) keys.push_back(from << 32 | to);
  }
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  std::vector<graph::Tie> ties;
  ties.reserve(keys.size());
  for (const std::uint64_t key : keys) {
    const double weak = uniform();
    const double strength = 0.002 + 0.95 * weak * weak * weak;
    const auto sharing = random() % 100 < usable ? graph::Sharing::asked : graph::Sharing::nobody;
    const graph::Fade fade{.odds = strength / (1 - strength),
                           .gap_days = 1 + 90 * uniform(),
                           .last = {static_cast<std::int64_t>(19000 + random() % 1000) * 86400 * 1000000}};
    ties.push_back(
        {.from = static_cast<graph::Person>(key >> 32),
         .to = static_cast<graph::Person>(key),
         .packed = random() % 2 == 0 ? graph::pack(fade, 0, sharing) : graph::pack_fixed(strength, sharing)});
  }
  return ties;
}

}  // namespace confrere::bench

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <utility>
#include <vector>

namespace confrere::demo {

/// A network's local structure in four numbers. Clustering is measured on the undirected projection, where
/// two people are tied when either names the other.
struct TieMeasures {
  double out_degree = 0;        ///< mean number of people named; people who name nobody count
  double reciprocity = 0;       ///< share of the directed ties that are returned
  double local_clustering = 0;  ///< mean over all people of the share of their neighbours' pairs that are
                                ///< tied (Watts and Strogatz 1998); 0 for fewer than two neighbours
  double transitivity = 0;      ///< share of the paths of two steps that are closed
};

/// O(sum of squared degrees).
inline TieMeasures measure_ties(std::size_t people,
                                const std::vector<std::pair<std::uint32_t, std::uint32_t>>& ties) {
  const std::set<std::pair<std::uint32_t, std::uint32_t>> directed(ties.begin(), ties.end());
  std::vector<std::vector<std::uint32_t>> neighbours(people);
  std::size_t returned = 0;
  for (const auto& [from, to] : directed) {
    const bool back = directed.contains({to, from});
    returned += back ? 1 : 0;
    if (back && to < from) continue;
    neighbours[from].push_back(to);
    neighbours[to].push_back(from);
  }
  for (auto& each : neighbours) std::ranges::sort(each);
  double local = 0;
  double closed = 0;
  double paths = 0;
  for (const auto& mine : neighbours) {
    double tied = 0;
    for (const std::uint32_t other : mine) {
      std::vector<std::uint32_t> shared;
      std::ranges::set_intersection(mine, neighbours[other], std::back_inserter(shared));
      tied += static_cast<double>(shared.size());
    }
    const auto degree = static_cast<double>(mine.size());
    closed += tied;
    paths += degree * (degree - 1);
    if (mine.size() > 1) local += tied / (degree * (degree - 1));
  }
  const auto count = static_cast<double>(people);
  return {.out_degree = static_cast<double>(directed.size()) / count,
          .reciprocity = static_cast<double>(returned) / static_cast<double>(directed.size()),
          .local_clustering = local / count,
          .transitivity = paths > 0 ? closed / paths : 0};
}

}  // namespace confrere::demo

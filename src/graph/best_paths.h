#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "graph/warm_path.h"

namespace confrere::graph {

/// The best so many paths of those offered: by cost, then by their people's numbers. Not thread safe.
class BestPaths {
 public:
  explicit BestPaths(std::size_t most) : most_(most) {}

  /// A path that costs more is not among them; one that costs as much may be.
  [[nodiscard]] Cost limit() const { return paths_.size() < most_ ? kNoLimit : paths_.back().cost; }

  /// O(most) where it is good enough, else O(1). The same path offered again changes nothing.
  void offer(Cost cost, std::span<const Person> people) {
    if (cost > limit()) return;
    WarmPath path{.people = {people.begin(), people.end()}, .cost = cost};
    const auto place = std::lower_bound(paths_.begin(), paths_.end(), path, is_before);
    if (place != paths_.end() && *place == path) return;
    paths_.insert(place, std::move(path));
    if (paths_.size() > most_) paths_.pop_back();
  }

  [[nodiscard]] std::vector<WarmPath> take() && { return std::move(paths_); }

  static constexpr Cost kNoLimit = 0x7fffffff;

 private:
  static bool is_before(const WarmPath& a, const WarmPath& b) {
    return a.cost != b.cost ? a.cost < b.cost : a.people < b.people;
  }

  std::size_t most_;
  std::vector<WarmPath> paths_;
};

}  // namespace confrere::graph

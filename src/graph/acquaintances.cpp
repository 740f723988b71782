#include "graph/acquaintances.h"

#include <numeric>

namespace confrere::graph {

Acquaintances::Acquaintances(Person people, std::span<const KnownPair> pairs)
    : starts_(std::size_t{people} + 1, 0), others_(pairs.size() * 2) {
  for (const auto& [a, b] : pairs) {
    ++starts_[a + std::size_t{1}];
    ++starts_[b + std::size_t{1}];
  }
  std::partial_sum(starts_.begin(), starts_.end(), starts_.begin());
  std::vector<std::size_t> next(starts_.begin(), starts_.end() - 1);
  for (const auto& [a, b] : pairs) {
    others_[next[a]++] = b;
    others_[next[b]++] = a;
  }
}

}  // namespace confrere::graph

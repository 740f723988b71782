#include "graph/ranking_quality.h"

#include <algorithm>
#include <numeric>

namespace confrere::graph {

Ranking::Ranking(std::span<const double> scores) : order_(scores.size()) {
  std::iota(order_.begin(), order_.end(), 0U);
  std::stable_sort(order_.begin(), order_.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return scores[a] > scores[b]; });
  for (std::uint32_t i = 1; i <= order_.size(); ++i) {
    if (i == order_.size() || scores[order_[i]] != scores[order_[i - 1]]) place_ends_.push_back(i);
  }
}

std::optional<Quality> Ranking::measure(std::span<const std::uint8_t> happened,
                                        std::span<const std::uint32_t> weights) const {
  double hits = 0, misses = 0;
  double pairs_in_order = 0, precision = 0;
  std::uint32_t i = 0;
  for (const std::uint32_t end : place_ends_) {
    double more_hits = 0, more_misses = 0;
    for (; i < end; ++i) {
      const std::uint32_t item = order_[i];
      (happened[item] != 0 ? more_hits : more_misses) += weights[item];
    }
    pairs_in_order += more_misses * (hits + more_hits / 2);
    hits += more_hits;
    misses += more_misses;
    if (more_hits > 0) precision += more_hits * hits / (hits + misses);
  }
  if (hits == 0 || misses == 0) return std::nullopt;
  return Quality{.auc = pairs_in_order / hits / misses, .average_precision = precision / hits};
}

std::optional<Quality> Ranking::measure(std::span<const std::uint8_t> happened) const {
  return measure(happened, std::vector<std::uint32_t>(order_.size(), 1));
}

}  // namespace confrere::graph

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace confrere::graph {

/// How well a ranking puts what happened before what did not.
struct Quality {
  double auc = 0;                ///< area under the ROC curve; equal scores count half
  double average_precision = 0;  ///< precision at each threshold, weighed by the recall it adds
};

/// Items in the order of their scores, so that their ranking can be measured many times with other weights.
class Ranking {
 public:
  /// The highest score first; equal scores share a place. O(n log n). REQUIRES: no score is NaN.
  explicit Ranking(std::span<const double> scores);

  /// Item i counts weights[i] times. Nothing where no weight is on what happened, or none on what did not.
  /// O(n). (Fawcett 2006, "An introduction to ROC analysis", algorithm 3, for ties.)
  [[nodiscard]] std::optional<Quality> measure(std::span<const std::uint8_t> happened,
                                               std::span<const std::uint32_t> weights) const;
  /// Every item counts once.
  [[nodiscard]] std::optional<Quality> measure(std::span<const std::uint8_t> happened) const;

 private:
  std::vector<std::uint32_t> order_;
  std::vector<std::uint32_t> place_ends_;  ///< in `order_`: one after the last item of each place
};

}  // namespace confrere::graph

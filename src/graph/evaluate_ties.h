#pragma once

/// Does strength say who will be in touch? On a log of touches, cut at several moments: what was before the
/// cut ranks the pairs, what came after says who was right.

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <boost/describe.hpp>

#include "base/time.h"
#include "graph/bootstrap.h"
#include "graph/ranking_quality.h"

namespace confrere::graph {

/// Two people were in touch. `from` and `to` are small numbers, 0 to the number of people; they differ.
struct Touch {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  Instant at{};
};

enum class TieScore : std::uint8_t {
  strength,
  recency,    ///< time since the last touch
  count,      ///< of all touches
  frequency,  ///< touches in the last tenth of the time seen so far
};
BOOST_DESCRIBE_ENUM(TieScore, strength, recency, count, frequency)
inline constexpr std::array kTieScores{TieScore::strength, TieScore::recency, TieScore::count,
                                       TieScore::frequency};

struct TieScoreResult {
  double horizon_days = 0;
  TieScore score = TieScore::strength;
  /// Means over the cuts; nothing where nobody, or everybody, was in touch after every one of them.
  std::optional<Quality> quality{};
  /// Less that of the best of recency, count and frequency, with its interval over resampled pairs.
  double auc_minus_best_baseline = 0;
  Interval auc_interval{};
  double ap_minus_best_baseline = 0;
  Interval ap_interval{};
};

struct TieEvaluation {
  std::size_t events = 0;
  std::size_t pairs = 0;
  std::vector<TieScoreResult> results;  ///< by horizon, then in the order of kTieScores
};

/// Cuts at 0.5, 0.6, 0.7 and 0.8 of the touches; the clock stands at the first touch after the cut. The
/// population are the pairs that were ever in touch before it, undirected; a pair's answer is whether it is
/// in touch within the horizon. The interval is a paired bootstrap: a resampled pair comes with all its cuts
/// and scores. Deterministic. O((touches + resamples × pairs) × horizons). REQUIRES: touches in order of
/// time, at least two.
[[nodiscard]] TieEvaluation evaluate_ties(std::span<const Touch> touches,
                                          std::span<const double> horizon_days);

}  // namespace confrere::graph

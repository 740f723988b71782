#pragma once

/// Would the structural part have put together those who know each other in truth? A tenth of the ties is
/// hidden, and every score ranks the pairs that are left without one.

#include <optional>
#include <span>
#include <vector>

#include "graph/bootstrap.h"
#include "graph/closeness_scores.h"

namespace confrere::graph {

/// Of one score; each a mean over the hidden ties.
struct HiddenTieQuality {
  double auc = 0;              ///< a hidden tie above a pair that is none
  double hits_at_10 = 0;       ///< the other person among the ten highest, asked from both ends
  double reciprocal_rank = 0;  ///< of the other person, asked from both ends
};

struct Difference {
  double mean = 0;
  Interval interval{};  ///< over resampled splits
};

struct PairScoreResult {
  PairScore score = PairScore::structural;
  HiddenTieQuality quality{};  ///< mean over splits
  /// Less the score that is best of common neighbours, Adamic-Adar, resource allocation, preferential
  /// attachment and random; each measure has its own best.
  Difference auc{};
  Difference hits_at_10{};
  Difference reciprocal_rank{};
};

struct IntroductionEvaluation {
  std::size_t people = 0;
  std::size_t ties = 0;
  int splits = 0;
  std::vector<PairScoreResult> results;  ///< in the order of kPairScores
  /// structural_with_bridging less structural: what the bridging term costs.
  Difference bridging_auc{};
  Difference bridging_hits_at_10{};
  Difference bridging_reciprocal_rank{};
};

/// Each split hides a random tenth of the pairs, one at least; the rest is known. AUC is against 20 random
/// pairs that are no tie for each hidden one, the same for all scores. Ranks are among the people whom the
/// one asked does not know, without the other hidden ties; those of an equal score are in random order, so
/// that a rank, and a hit, is its mean over all orders. Deterministic. O(splits × (people × ties + hidden ×
/// people)). REQUIRES: as Acquaintances; at least ten pairs, and a pair of people that is none.
[[nodiscard]] IntroductionEvaluation evaluate_introductions(Person people, std::span<const KnownPair> pairs,
                                                            int splits = 50);

}  // namespace confrere::graph

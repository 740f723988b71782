#pragma once

/// How near two people who do not know each other are, by who they both know: the structural part of whom to
/// introduce, and what it is measured against.

#include <array>
#include <cstdint>
#include <vector>

#include <boost/describe.hpp>

#include "graph/acquaintances.h"

namespace confrere::graph {

enum class PairScore : std::uint8_t {
  structural,
  structural_with_bridging,  ///< what introductions rank by
  common_neighbours,
  adamic_adar,              ///< Adamic, Adar 2003
  resource_allocation,      ///< Zhou, Lü, Zhang 2009
  preferential_attachment,  ///< Barabási, Albert 1999
  random,
};
BOOST_DESCRIBE_ENUM(PairScore, structural, structural_with_bridging, common_neighbours, adamic_adar,
                    resource_allocation, preferential_attachment, random)
inline constexpr std::array kPairScores{
    PairScore::structural,  PairScore::structural_with_bridging, PairScore::common_neighbours,
    PairScore::adamic_adar, PairScore::resource_allocation,      PairScore::preferential_attachment,
    PairScore::random};

/// The share of common acquaintances that makes a pair embedded rather than a bridge, in [0, 1]: of those
/// that the one who knows fewer could share. 0 where one of them knows nobody.
[[nodiscard]] double overlap(std::size_t common, std::size_t degree_a, std::size_t degree_b);

/// What bridging adds: new ties that join separate circles carry most, as long as the two are not strangers
/// altogether (Rajkumar and others 2022). From 1 for a pair that shares everybody to 1.5 for one that shares
/// next to nobody.
[[nodiscard]] double bridging_factor(double overlap);

/// From one person to everybody, all scores at once. Room for one person at a time: not thread safe.
class ScoresFrom {
 public:
  explicit ScoresFrom(const Acquaintances& acquaintances);

  /// O(people + ties of the acquaintances).
  void compute(Person person);
  /// Of the person computed last to `other`. O(1); the structural ones O(acquaintances of `other`).
  [[nodiscard]] double score(PairScore kind, Person other) const;

 private:
  [[nodiscard]] double allocated_farther(Person other) const;

  const Acquaintances& acquaintances_;
  Person person_ = 0;
  std::vector<double> common_;
  std::vector<double> adamic_adar_;
  std::vector<double> allocated_;
};

}  // namespace confrere::graph

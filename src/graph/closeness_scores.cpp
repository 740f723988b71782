#include "graph/closeness_scores.h"

#include <algorithm>
#include <cmath>

namespace confrere::graph {
namespace {

/// Of what is allocated over two common steps; measured, docs/decisions/0201-introductions.md.
constexpr double kFartherShare = 0.25;
constexpr double kBridgingGain = 0.5;

/// The same number in [0, 1) for a pair in every run (Steele, Lea, Flood 2014: SplitMix64).
double random_score(Person a, Person b) {
  std::uint64_t bits = (std::uint64_t{std::min(a, b)} << 32 | std::max(a, b)) + 0x9E3779B97F4A7C15ULL;
  bits = (bits ^ bits >> 30) * 0xBF58476D1CE4E5B9ULL;
  bits = (bits ^ bits >> 27) * 0x94D049BB133111EBULL;
  return std::ldexp(static_cast<double>((bits ^ bits >> 31) >> 11), -53);
}

}  // namespace

double overlap(std::size_t common, std::size_t degree_a, std::size_t degree_b) {
  const std::size_t most = std::min(degree_a, degree_b);
  return most == 0 ? 0 : static_cast<double>(common) / static_cast<double>(most);
}

double bridging_factor(double overlap) {
  return 1 + kBridgingGain * (1 - overlap);
}

ScoresFrom::ScoresFrom(const Acquaintances& acquaintances)
    : acquaintances_(acquaintances),
      common_(acquaintances.people()),
      adamic_adar_(acquaintances.people()),
      allocated_(acquaintances.people()) {}

void ScoresFrom::compute(Person person) {
  person_ = person;
  for (auto* scores : {&common_, &adamic_adar_, &allocated_}) std::fill(scores->begin(), scores->end(), 0);
  for (const Person middle : acquaintances_.of(person)) {
    const auto degree = static_cast<double>(acquaintances_.degree(middle));
    // A common acquaintance knows two people at least, so the logarithm is not 0 for any pair.
    const double rarity = degree > 1 ? 1 / std::log(degree) : 0;
    for (const Person other : acquaintances_.of(middle)) {
      if (other == person) continue;
      ++common_[other];
      adamic_adar_[other] += rarity;
      allocated_[other] += 1 / degree;
    }
  }
}

double ScoresFrom::allocated_farther(Person other) const {
  double sum = 0;
  for (const Person middle : acquaintances_.of(other))
    sum += allocated_[middle] / static_cast<double>(acquaintances_.degree(middle));
  return sum;
}

double ScoresFrom::score(PairScore kind, Person other) const {
  const auto degree = [this](Person person) { return acquaintances_.degree(person); };
  switch (kind) {
    case PairScore::structural:
      return allocated_[other] + kFartherShare * allocated_farther(other);
    case PairScore::structural_with_bridging:
      return score(PairScore::structural, other) *
             bridging_factor(
                 overlap(static_cast<std::size_t>(common_[other]), degree(person_), degree(other)));
    case PairScore::common_neighbours:
      return common_[other];
    case PairScore::adamic_adar:
      return adamic_adar_[other];
    case PairScore::resource_allocation:
      return allocated_[other];
    case PairScore::preferential_attachment:
      return static_cast<double>(degree(person_) * degree(other));
    case PairScore::random:
      return random_score(person_, other);
  }
  return 0;
}

}  // namespace confrere::graph

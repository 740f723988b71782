#pragma once

#include <map>
#include <random>
#include <vector>

#include "graph/snapshot.h"

namespace confrere::graph::testing {

/// A number below `end`.
inline std::uint32_t below(std::mt19937& random, std::uint32_t end) {
  return static_cast<std::uint32_t>(random() % end);
}

/// A tie with its sharing at random; one in two fades. Coarse strengths, so that paths often cost the same.
inline PackedTie random_tie(std::mt19937& random) {
  const auto sharing = static_cast<Sharing>(below(random, 3));
  if (below(random, 2) == 0) return pack_fixed((1 + below(random, 10)) / 10.0, sharing);
  return pack({.odds = (1 + below(random, 8)) / 4.0,
               .gap_days = 1.0 + below(random, 60),
               .last = {std::int64_t{20000 + below(random, 300)} * 86400 * 1000000}},
              below(random, 3) / 5.0, sharing);
}

/// Among `people` people, each owner's side with the chance of one in `one_in`.
inline std::vector<Tie> random_ties(std::mt19937& random, Person people, std::uint32_t one_in) {
  std::vector<Tie> ties;
  for (Person from = 0; from < people; ++from) {
    for (Person to = 0; to < people; ++to) {
      if (from != to && below(random, one_in) == 0)
        ties.push_back({.from = from, .to = to, .packed = random_tie(random)});
    }
  }
  return ties;
}

/// A snapshot's ties by both ends, read from the owners' rows.
inline std::map<std::pair<Person, Person>, PackedTie> ties_of(const Snapshot& graph) {
  std::map<std::pair<Person, Person>, PackedTie> ties;
  for (Person from = 0; from < graph.people(); ++from) {
    const Row row = graph.out(from);
    for (std::size_t i = 0; i < row.size(); ++i) ties[{from, row.who[i]}] = row.tie(i);
  }
  return ties;
}

}  // namespace confrere::graph::testing

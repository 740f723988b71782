#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "graph/snapshot.h"

namespace confrere::graph {

constexpr int kMaxHops = 4;

/// Who could bring `from` together with one of `targets`?
struct PathQuestion {
  Person from = 0;
  std::span<const Person>
      targets;  ///< one person, or everybody of a description; `from` among them is passed over
  Day day = 0;  ///< the clock: ties are as strong as on this day
  std::size_t paths = 3;
  int hops = kMaxHops;
  std::span<const Person> blocked{};  ///< never appear, neither at the ends nor between; in order
};

struct WarmPath {
  std::vector<Person> people;  ///< from the seeker to the target, each once
  Cost cost = 0;               ///< strength_of(cost) is the product of the strengths of its ties
  friend bool operator==(const WarmPath&, const WarmPath&) = default;
};

/// The best paths, the cheapest first and equal ones in order of their people's numbers: exactly those that
/// looking at all would find. Each hop is a tie that its owner, the person it goes from, shares with more
/// than nobody; that holds for the seeker's own too. Thread safe. For one target about O(ties stronger than
/// the worst path found); at most O(ties of the contacts of both ends). REQUIRES: hops is 1 to kMaxHops,
/// paths > 0.
[[nodiscard]] std::vector<WarmPath> find_warm_paths(const Snapshot& graph, const PathQuestion& question);

/// How many of a path's people, from the first, its seeker may be told: the seeker and their own contact,
/// then each next person as long as the tie to them is shared as `visible` (product.md, "Warm path privacy").
/// O(rows on the path).
[[nodiscard]] std::size_t people_seen(const Snapshot& graph, const WarmPath& path);

}  // namespace confrere::graph

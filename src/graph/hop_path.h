#pragma once

#include <span>
#include <vector>

#include "graph/snapshot.h"

namespace confrere::graph {

/// A path of the fewest usable ties (see find_warm_paths), however weak, of at most `hops`; empty when there
/// is none. Of several any, the same each time. `blocked` in order. Searches from both ends and looks for a
/// meeting before it goes a step farther. Thread safe. O(ties of the people within half the path of either
/// end).
[[nodiscard]] std::vector<Person> find_hop_path(const Snapshot& graph, Person from, Person to, int hops,
                                                std::span<const Person> blocked = {});

}  // namespace confrere::graph

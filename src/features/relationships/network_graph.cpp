#include "features/relationships/network_graph.h"

#include <algorithm>

namespace confrere::relationships {

using graph::PackedTie;
using graph::Person;

std::optional<PackedTie> NetworkGraph::find(const IdBytes& from, const IdBytes& to) const {
  const auto owner = people_.find(from);
  const auto other = people_.find(to);
  return owner && other ? ties_.read()->find(*owner, *other) : std::nullopt;
}

std::vector<std::tuple<IdBytes, IdBytes, PackedTie>> NetworkGraph::all_ties() const {
  const auto ties = ties_.read();
  std::vector<std::tuple<IdBytes, IdBytes, PackedTie>> all;
  for (Person from = 0; from < ties->people(); ++from) {
    const graph::Row row = ties->out(from);
    for (std::size_t i = 0; i < row.size(); ++i)
      all.emplace_back(people_.id(from), people_.id(row.who[i]), row.tie(i));
  }
  const auto ends = [](const auto& tie) { return std::pair(std::get<0>(tie), std::get<1>(tie)); };
  std::sort(all.begin(), all.end(), [&](const auto& a, const auto& b) { return ends(a) < ends(b); });
  return all;
}

}  // namespace confrere::relationships

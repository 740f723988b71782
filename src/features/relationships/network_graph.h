#pragma once

#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "base/id.h"
#include "graph/people.h"
#include "graph/relationship_graph.h"
#include "store/store.h"

namespace confrere::relationships {

/// One network's. Readers of `people` and `ties` never wait; one thread changes it.
class NetworkGraph {
 public:
  NetworkGraph() : ties_(graph::Snapshot(0, {}), graph::Merging::by_keeper) {}

  [[nodiscard]] const graph::People& people() const { return people_; }
  [[nodiscard]] graph::RelationshipGraph::Reading read() const { return ties_.read(); }
  /// What `from` owns as a tie to the member or contact `to`. Thread safe. O(the shorter of their rows).
  [[nodiscard]] std::optional<graph::PackedTie> find(const IdBytes& from, const IdBytes& to) const;

  /// All ties, in one order: what two graphs are compared by. O(ties × log(ties)).
  [[nodiscard]] std::vector<std::tuple<IdBytes, IdBytes, graph::PackedTie>> all_ties() const;

 private:
  friend class GraphBuilder;
  friend class GraphFeeder;

  graph::People people_;
  graph::RelationshipGraph ties_;
  std::unordered_map<ContactId, MemberId> linked_;  ///< contacts that are a member
};

}  // namespace confrere::relationships

#pragma once

#include <map>
#include <memory>
#include <set>
#include <span>

#include "features/relationships/network_graph.h"

namespace confrere::relationships {

using Graphs = std::map<NetworkId, std::shared_ptr<NetworkGraph>>;

/// The graphs of all networks as the store holds them; nothing where it was asked to stop. O(ties), with a
/// few dozen bytes for each besides the graphs themselves.
std::optional<Graphs> build_graphs(store::ReadTransaction& tx, const std::stop_token& stop = {});

/// A contact of which a change told.
struct ToldContact {
  MemberId owner{};
  ContactId contact{};
  friend auto operator<=>(const ToldContact&, const ToldContact&) = default;
};

/// Reads the contacts' ties anew and brings the graph up to date. By one thread at a time. O(contacts + rows
/// of their people).
void renew(NetworkGraph& graph, store::ReadTransaction& tx, NetworkId network,
           std::span<const ToldContact> contacts);

}  // namespace confrere::relationships

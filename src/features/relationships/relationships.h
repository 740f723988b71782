#pragma once

/// Who is in touch with whom in each network, as a graph in memory for questions that go from person to
/// person. Its people are members and contacts: a contact who is linked to a member is that member, any other
/// is somebody of its own. Its ties go from a contact's owner to the contact, where the two were in touch or
/// the owner states closeness. What a member notes of two contacts (acquaintances) is that member's own
/// knowledge and not in it.
///
/// It is built from the store at start, in the background, and fed by the store's change feed: a change says
/// which contact is concerned, and its tie is read anew, so that a change told twice or late does no harm,
/// and other servers' changes count like one's own. Readers never wait.

#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "features/relationships/network_graph.h"
#include "graph/published.h"
#include "store/store.h"

namespace confrere::relationships {

class ToldContacts;

/// What the graphs of all networks hold together.
struct Figures {
  std::int64_t people = 0;
  std::int64_t ties = 0;
  std::int64_t bytes = 0;
};

/// Thread safe.
class Relationships {
 public:
  /// Empty until start(). The store outlives it.
  explicit Relationships(store::Store& store);
  Relationships(const Relationships&) = delete;
  Relationships& operator=(const Relationships&) = delete;
  ~Relationships();

  /// Begins to build the graphs and then to follow the store, on a thread of its own. Once.
  void start();

  /// The network's graph; nothing while it is being built, and for a network without ties. A question that
  /// cannot wait is then answered from the store.
  [[nodiscard]] std::shared_ptr<const NetworkGraph> of(NetworkId network) const;
  [[nodiscard]] bool is_built() const;

  [[nodiscard]] Figures figures() const;

  /// Networks whose graph is not what the store holds. Changes need a moment to arrive, so it looks again for
  /// some seconds before it says so. For tests and the doctor. O(ties) each time.
  [[nodiscard]] std::vector<NetworkId> find_differing() const;

 private:
  using Graphs = std::map<NetworkId, std::shared_ptr<NetworkGraph>>;

  void work(const std::stop_token& stop);
  bool build(const std::stop_token& stop);
  void follow(const std::stop_token& stop);
  std::shared_ptr<NetworkGraph> graph_of(NetworkId network);

  store::Store& store_;
  std::shared_ptr<ToldContacts> told_;  ///< shared with the listener, which may still run when this ends
  graph::Published<std::optional<Graphs>> graphs_;  ///< nothing until built
  std::shared_ptr<void> subscription_;
  std::jthread worker_;  ///< last, so that it ends first
};

}  // namespace confrere::relationships

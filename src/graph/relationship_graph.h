#pragma once

/// The relationship graph of one network while it is in use: many readers, one who changes it at a time. A
/// change is visible to readers when apply() returns; they never wait. Changed rows lie over the compressed
/// ones and are merged into them in the background when there are many.

#include <condition_variable>
#include <mutex>
#include <span>
#include <thread>

#include "graph/published.h"
#include "graph/snapshot.h"

namespace confrere::graph {

/// Who merges when there are many changes: the graph on a thread of its own, or whoever keeps it, as for many
/// small graphs.
enum class Merging : std::uint8_t { by_itself, by_keeper };

class RelationshipGraph {
 public:
  using Reading = Published<Snapshot>::Reading;

  explicit RelationshipGraph(Snapshot first, Merging merging = Merging::by_itself);
  RelationshipGraph(const RelationshipGraph&) = delete;
  RelationshipGraph& operator=(const RelationshipGraph&) = delete;

  /// The graph as it is now, for as long as the reading is kept; keep it for one question. Thread safe, never
  /// waits.
  [[nodiscard]] Reading read() const { return published_.read(); }

  /// Thread safe; changes come one after the other. Cost as Snapshot::with. REQUIRES: no tie of a person to
  /// themselves.
  void apply(std::span<const TieChange> changes);

  /// Another graph in its place. As apply, in O(1).
  void replace(Snapshot whole);

  /// Whether a merge is due.
  [[nodiscard]] bool has_many_changes() const;

  /// Merges now what has changed; what comes in meanwhile stays an overlay. Thread safe. O(people + ties).
  void merge();

 private:
  void merge_when_asked(const std::stop_token& stop);

  Published<Snapshot> published_;
  std::mutex changing_;  ///< held while a snapshot is replaced
  std::mutex merging_;   ///< held while a merge runs
  std::condition_variable_any many_changes_;
  std::jthread merger_;  ///< last, so that it ends first
};

}  // namespace confrere::graph

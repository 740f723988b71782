#include "graph/relationship_graph.h"

namespace confrere::graph {
namespace {

/// Copying the overlay's pointers at each change then costs some ten microseconds (bench/graph_bench.cpp).
constexpr std::size_t kMergeAtRows = 4096;

}  // namespace

RelationshipGraph::RelationshipGraph(Snapshot first, Merging merging)
    : published_(std::make_unique<const Snapshot>(std::move(first))) {
  if (merging == Merging::by_keeper) return;
  merger_ = std::jthread([this](const std::stop_token& stop) { merge_when_asked(stop); });
}

bool RelationshipGraph::has_many_changes() const {
  return read()->changed_rows() >= kMergeAtRows;
}

void RelationshipGraph::apply(std::span<const TieChange> changes) {
  if (changes.empty()) return;
  bool many = false;
  {
    const std::lock_guard lock(changing_);
    auto next = std::make_unique<const Snapshot>(read()->with(changes));
    many = next->changed_rows() >= kMergeAtRows;
    published_.publish(std::move(next));
  }
  if (many) many_changes_.notify_one();
}

void RelationshipGraph::replace(Snapshot whole) {
  const std::lock_guard merge_lock(merging_);
  const std::lock_guard lock(changing_);
  published_.publish(std::make_unique<const Snapshot>(std::move(whole)));
}

void RelationshipGraph::merge() {
  const std::lock_guard merge_lock(merging_);
  const Snapshot before = *read();
  if (before.changed_rows() == 0) return;
  const Snapshot merged = before.merged();
  const std::lock_guard lock(changing_);
  published_.publish(std::make_unique<const Snapshot>(read()->onto(merged, before)));
}

void RelationshipGraph::merge_when_asked(const std::stop_token& stop) {
  while (true) {
    {
      std::unique_lock lock(changing_);
      if (!many_changes_.wait(lock, stop, [this] { return has_many_changes(); })) return;
    }
    merge();
  }
}

}  // namespace confrere::graph

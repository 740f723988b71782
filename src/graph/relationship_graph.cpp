#include "graph/relationship_graph.h"

namespace confrere::graph {
namespace {

/// Copying the overlay's pointers at each change then costs some ten microseconds (bench/graph_bench.cpp).
constexpr std::size_t kMergeAtRows = 4096;

}  // namespace

RelationshipGraph::RelationshipGraph(Snapshot first)
    : published_(std::make_unique<const Snapshot>(std::move(first))),
      merger_([this](const std::stop_token& stop) { merge_when_asked(stop); }) {}

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
      const auto many = [this] { return read()->changed_rows() >= kMergeAtRows; };
      if (!many_changes_.wait(lock, stop, many)) return;
    }
    merge();
  }
}

}  // namespace confrere::graph

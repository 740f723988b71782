#pragma once

#include <algorithm>
#include <vector>

#include "graph/snapshot.h"

namespace confrere::graph {

constexpr Cost kNoCost = 0x3fffffff;  ///< two of them still fit a Cost

/// A usable tie between the start and `person`.
struct Hop {
  Cost cost = 0;
  Person person = 0;
};

/// All ways of two hops from a person (or to one, over the rows of the other direction), the cheap ones
/// first: rows are in order of level, so each contact's row is read up to a threshold that rises step by
/// step. A row that is not needed is not touched. Not thread safe; the graph must outlive it.
class HalfPaths {
 public:
  HalfPaths(const Snapshot& graph, Direction direction, Day day)
      : graph_(graph), direction_(direction), day_(day) {}

  /// Reads the first hops. `take(person, cost)` says which may be gone through. O(row × log).
  template <class Take>
  void start(Person person, const Take& take) {
    const Row row = row_of(person);
    for (std::size_t i = 0; i < row.size(); ++i) {
      const PackedTie tie = row.tie(i);
      if (tie.sharing() == Sharing::nobody) continue;
      const Cost cost = cost_on(tie, day_);
      if (take(row.who[i], cost)) hops_.push_back({.cost = cost, .person = row.who[i]});
    }
    std::sort(hops_.begin(), hops_.end(), [](const Hop& a, const Hop& b) {
      return a.cost != b.cost ? a.cost < b.cost : a.person < b.person;
    });
    next_ = hops_.empty() ? kNoCost : hops_.front().cost;
  }

  [[nodiscard]] const std::vector<Hop>& hops() const { return hops_; }
  /// No way that is still to come costs less; kNoCost when none is.
  [[nodiscard]] Cost next() const { return next_; }
  [[nodiscard]] bool done() const { return next_ == kNoCost; }
  /// No way at all, found or still to come, costs less.
  [[nodiscard]] Cost cheapest() const { return std::min(cheapest_, next_); }
  /// Ties read so far.
  [[nodiscard]] std::size_t looked_at() const { return looked_at_; }

  /// Raises the threshold and tells `arrive(person, cost, via)` of every way of two hops that comes below it.
  /// O(ties read + rows open).
  template <class Arrive>
  void advance(const Arrive& arrive) {
    const Cost threshold = next_ + kStep;
    for (; open_.size() < hops_.size() && hops_[open_.size()].cost <= threshold;) {
      const Hop& hop = hops_[open_.size()];
      open_.push_back({.hop = hop, .row = row_of(hop.person), .at = 0});
    }
    next_ = open_.size() < hops_.size() ? hops_[open_.size()].cost : kNoCost;
    for (Open& open : open_) {
      read(open, threshold, arrive);
      if (open.at < open.row.size()) next_ = std::min(next_, open.hop.cost + open.row.level[open.at]);
    }
  }

 private:
  /// A quarter of an octave: coarser reads too much, finer goes over the open rows too often.
  static constexpr Cost kStep = kCostPerOctave / 4;

  struct Open {
    Hop hop;
    Row row;
    std::size_t at = 0;
  };

  [[nodiscard]] Row row_of(Person person) const {
    return direction_ == Direction::out ? graph_.out(person) : graph_.in(person);
  }

  template <class Arrive>
  void read(Open& open, Cost threshold, const Arrive& arrive) {
    for (; open.at < open.row.size() && open.hop.cost + open.row.level[open.at] <= threshold; ++open.at) {
      ++looked_at_;
      const PackedTie tie = open.row.tie(open.at);
      if (tie.sharing() == Sharing::nobody) continue;
      const Cost cost = open.hop.cost + cost_on(tie, day_);
      cheapest_ = std::min(cheapest_, cost);
      arrive(open.row.who[open.at], cost, open.hop.person);
    }
  }

  const Snapshot& graph_;
  Direction direction_;
  Day day_;
  std::vector<Hop> hops_;   ///< by cost
  std::vector<Open> open_;  ///< of the first so many hops
  Cost next_ = kNoCost;
  Cost cheapest_ = kNoCost;
  std::size_t looked_at_ = 0;
};

}  // namespace confrere::graph

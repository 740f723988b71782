#include "graph/hop_path.h"

#include <algorithm>
#include <unordered_map>

namespace confrere::graph {
namespace {

/// Who was reached from one end, each from whom; the outermost step apart.
class Side {
 public:
  Side(const Snapshot& graph, Direction direction, Person start)
      : graph_(graph), direction_(direction), reached_from_{{start, start}}, outermost_{start} {}

  [[nodiscard]] bool reached(Person person) const { return reached_from_.contains(person); }
  [[nodiscard]] const std::vector<Person>& outermost() const { return outermost_; }
  [[nodiscard]] Row row(Person person) const {
    return direction_ == Direction::out ? graph_.out(person) : graph_.in(person);
  }
  /// Ties to be looked at for one step more.
  [[nodiscard]] std::size_t next_ties() const {
    std::size_t ties = 0;
    for (const Person person : outermost_) ties += row(person).size();
    return ties;
  }

  template <class MayPass>
  void step(const MayPass& may_pass) {
    std::vector<Person> next;
    for (const Person person : outermost_) {
      const Row ties = row(person);
      for (std::size_t i = 0; i < ties.size(); ++i) {
        if (ties.tie(i).sharing() == Sharing::nobody || !may_pass(ties.who[i])) continue;
        if (reached_from_.try_emplace(ties.who[i], person).second) next.push_back(ties.who[i]);
      }
    }
    outermost_ = std::move(next);
  }

  /// From `person` back to this side's end.
  [[nodiscard]] std::vector<Person> way_back(Person person) const {
    std::vector<Person> way{person};
    while (reached_from_.at(way.back()) != way.back()) way.push_back(reached_from_.at(way.back()));
    return way;
  }

 private:
  const Snapshot& graph_;
  Direction direction_;
  std::unordered_map<Person, Person> reached_from_;
  std::vector<Person> outermost_;
};

/// A usable tie from the one side's outermost to somebody whom the other side reached.
std::optional<std::pair<Person, Person>> meeting(const Side& side, const Side& other) {
  for (const Person person : side.outermost()) {
    const Row ties = side.row(person);
    for (std::size_t i = 0; i < ties.size(); ++i) {
      if (other.reached(ties.who[i]) && ties.tie(i).sharing() != Sharing::nobody)
        return {{person, ties.who[i]}};
    }
  }
  return std::nullopt;
}

}  // namespace

std::vector<Person> find_hop_path(const Snapshot& graph, Person from, Person to, int hops,
                                  std::span<const Person> blocked) {
  const auto may_pass = [&](Person person) {
    return !std::binary_search(blocked.begin(), blocked.end(), person);
  };
  if (from == to || !may_pass(from) || !may_pass(to)) return {};
  Side forward(graph, Direction::out, from), backward(graph, Direction::in, to);
  for (int hop = 1; hop <= hops; ++hop) {
    const bool goes_forward = forward.next_ties() <= backward.next_ties();
    Side& side = goes_forward ? forward : backward;
    const Side& other = goes_forward ? backward : forward;
    if (side.outermost().empty()) return {};
    if (const auto met = meeting(side, other)) {
      auto path = forward.way_back(goes_forward ? met->first : met->second);
      const auto rest = backward.way_back(goes_forward ? met->second : met->first);
      std::reverse(path.begin(), path.end());
      path.insert(path.end(), rest.begin(), rest.end());
      return path;
    }
    side.step(may_pass);
  }
  return {};
}

}  // namespace confrere::graph

#include "graph/warm_path.h"

#include <algorithm>

#include "graph/best_paths.h"
#include "graph/half_paths.h"
#include "graph/meetings.h"

/// The k best simple paths of at most four hops, exactly.
///
/// A path of three or four hops is two halves that meet: two hops from the seeker A, one or two to the target
/// B. The halves of either side come out roughly in order of cost (half_paths.h), and a table keeps, for
/// every person in the middle, the halves that got there (meetings.h); a new half is joined with what the
/// other side left:
///
///     A --f1--> x --> m <-- y <--g1-- B
///
/// With every path found the limit falls: the cost of the k-th best. All that is not yet found has a half not
/// yet seen, so it costs at least as much as the next half of one side and the cheapest half of the other.
/// When that is above the limit, the search is over. Ties fade, so rows are in order of `level`, which no day
/// undercuts: a half is never seen later than its cost says, and stopping early cannot miss one.
///
/// Simple paths need care where halves meet: x and y must differ. Of the halves to one m only the k + 1
/// cheapest are kept: another has k + 1 cheaper ones, at most one of which collides with any given half of
/// the other side, hence k better paths.

namespace confrere::graph {
namespace {

class Search {
 public:
  Search(const Snapshot& graph, const PathQuestion& question, Person target, BestPaths& best)
      : question_(question),
        target_(target),
        best_(best),
        meetings_(question.paths + 1),
        forward_(graph, Direction::out, question.day),
        backward_(graph, Direction::in, question.day) {}

  void run() {
    first_hops();
    if (question_.hops >= 2) join_first_hops();
    if (question_.hops < 3 || forward_.hops().empty() || backward_.hops().empty()) return;
    cheapest_forward_hop_ = forward_.hops().front().cost;
    cheapest_backward_hop_ = backward_.hops().front().cost;
    while (step()) {
    }
  }

 private:
  [[nodiscard]] bool may_be_between(Person person) const {
    return person != question_.from && person != target_ &&
           !std::binary_search(question_.blocked.begin(), question_.blocked.end(), person);
  }

  void first_hops() {
    forward_.start(question_.from, [&](Person person, Cost cost) {
      if (person == target_) best_.offer(cost, std::array{question_.from, target_});
      return may_be_between(person);
    });
    backward_.start(target_, [&](Person person, Cost) { return may_be_between(person); });
  }

  void join_first_hops() {
    for (const Hop& hop : forward_.hops()) meetings_.at(hop.person).forward_hop = hop.cost;
    for (const Hop& hop : backward_.hops()) {
      Meeting& meeting = meetings_.at(hop.person);
      meeting.backward_hop = hop.cost;
      if (meeting.forward_hop != kNoCost)
        best_.offer(meeting.forward_hop + hop.cost, std::array{question_.from, hop.person, target_});
    }
  }

  /// The least that a path not yet found can cost.
  [[nodiscard]] Cost bound() const {
    const Cost three =
        std::max(forward_.next() + cheapest_backward_hop_, backward_.next() + cheapest_forward_hop_);
    return question_.hops < 4 ? three : std::min({three, unseen_forward(), unseen_backward()});
  }
  [[nodiscard]] Cost unseen_forward() const { return forward_.next() + backward_.cheapest(); }
  [[nodiscard]] Cost unseen_backward() const { return backward_.next() + forward_.cheapest(); }

  /// Brings more halves; false when nothing that is missing could matter.
  bool step() {
    const Cost limit = best_.limit();
    if (bound() > limit || (forward_.done() && backward_.done())) return false;
    if (goes_forward(limit)) {
      forward_.advance([this](Person middle, Cost cost, Person via) { arrive_forward(middle, cost, via); });
    } else {
      backward_.advance([this](Person middle, Cost cost, Person via) { arrive_backward(middle, cost, via); });
    }
    return true;
  }

  /// The side that has looked at fewer ties, unless only the other one can still bring something.
  [[nodiscard]] bool goes_forward(Cost limit) const {
    if (forward_.done() || backward_.done()) return backward_.done();
    if (question_.hops == 4) {
      if (unseen_forward() > limit) return false;
      if (unseen_backward() > limit) return true;
    }
    return forward_.looked_at() <= backward_.looked_at();
  }

  void arrive_forward(Person middle, Cost cost, Person via) {
    if (cost + cheapest_backward_hop_ > best_.limit() || !may_be_between(middle)) return;
    Meeting& meeting = meetings_.at(middle);
    if (meeting.backward_hop != kNoCost)
      best_.offer(cost + meeting.backward_hop, std::array{question_.from, via, middle, target_});
    if (question_.hops < 4 || !meetings_.add(meeting.forward, {.cost = cost, .via = via})) return;
    for (const Half& half : meetings_.halves(meeting.backward)) {
      if (cost + half.cost > best_.limit()) break;
      if (half.via != via)
        best_.offer(cost + half.cost, std::array{question_.from, via, middle, half.via, target_});
    }
  }

  void arrive_backward(Person middle, Cost cost, Person via) {
    if (cost + cheapest_forward_hop_ > best_.limit() || !may_be_between(middle)) return;
    Meeting& meeting = meetings_.at(middle);
    if (meeting.forward_hop != kNoCost)
      best_.offer(meeting.forward_hop + cost, std::array{question_.from, middle, via, target_});
    if (question_.hops < 4 || !meetings_.add(meeting.backward, {.cost = cost, .via = via})) return;
    for (const Half& half : meetings_.halves(meeting.forward)) {
      if (cost + half.cost > best_.limit()) break;
      if (half.via != via)
        best_.offer(cost + half.cost, std::array{question_.from, half.via, middle, via, target_});
    }
  }

  const PathQuestion& question_;
  Person target_;
  BestPaths& best_;
  Meetings meetings_;
  HalfPaths forward_;
  HalfPaths backward_;
  Cost cheapest_forward_hop_ = 0;
  Cost cheapest_backward_hop_ = 0;
};

}  // namespace

std::vector<WarmPath> find_warm_paths(const Snapshot& graph, const PathQuestion& question) {
  BestPaths best(question.paths);
  const auto is_blocked = [&](Person person) {
    return std::binary_search(question.blocked.begin(), question.blocked.end(), person);
  };
  if (is_blocked(question.from)) return {};
  for (const Person target : question.targets) {
    if (target != question.from && !is_blocked(target)) Search(graph, question, target, best).run();
  }
  return std::move(best).take();
}

std::size_t people_seen(const Snapshot& graph, const WarmPath& path) {
  std::size_t seen = std::min<std::size_t>(path.people.size(), 2);
  for (; seen < path.people.size(); ++seen) {
    const auto tie = graph.find(path.people[seen - 1], path.people[seen]);
    if (!tie || tie->sharing() != Sharing::visible) break;
  }
  return seen;
}

}  // namespace confrere::graph

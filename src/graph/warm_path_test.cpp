#include "graph/warm_path.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "graph/testing/random_graph.h"

namespace confrere::graph {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

using People = std::vector<Person>;

Tie tie(Person from, Person to, double strength, Sharing sharing = Sharing::asked) {
  return {.from = from, .to = to, .packed = pack_fixed(strength, sharing)};
}

/// Looks at every simple path: the definition of the answer.
class Reference {
 public:
  Reference(const Snapshot& graph, const PathQuestion& question) : graph_(graph), question_(question) {}

  std::vector<WarmPath> find() {
    People path{question_.from};
    if (!is_blocked(question_.from)) walk(path, 0);
    std::sort(found_.begin(), found_.end(), [](const WarmPath& a, const WarmPath& b) {
      return a.cost != b.cost ? a.cost < b.cost : a.people < b.people;
    });
    if (found_.size() > question_.paths) found_.resize(question_.paths);
    return found_;
  }

 private:
  bool is_blocked(Person person) const {
    return std::find(question_.blocked.begin(), question_.blocked.end(), person) != question_.blocked.end();
  }
  bool is_target(Person person) const {
    return std::find(question_.targets.begin(), question_.targets.end(), person) != question_.targets.end();
  }
  void walk(People& path, Cost cost) {
    if (path.size() > 1 && is_target(path.back())) found_.push_back({.people = path, .cost = cost});
    if (path.size() > static_cast<std::size_t>(question_.hops)) return;
    const Row row = graph_.out(path.back());
    for (std::size_t i = 0; i < row.size(); ++i) {
      const Person next = row.who[i];
      if (row.tie(i).sharing() == Sharing::nobody || is_blocked(next)) continue;
      if (std::find(path.begin(), path.end(), next) != path.end()) continue;
      path.push_back(next);
      walk(path, cost + cost_on(row.tie(i), question_.day));
      path.pop_back();
    }
  }

  const Snapshot& graph_;
  const PathQuestion& question_;
  std::vector<WarmPath> found_;
};

std::vector<People> people_of(const std::vector<WarmPath>& paths) {
  std::vector<People> people;
  for (const WarmPath& path : paths) people.push_back(path.people);
  return people;
}

TEST(WarmPath, GoesOverWhoKnowsBoth) {
  //        0.7      0.6
  //   0 -------> 1 -------> 3
  //    \  0.9    0.4       /
  //     -------> 2 -------
  const Snapshot graph(4, std::vector{tie(0, 1, 0.7), tie(1, 3, 0.6), tie(0, 2, 0.9), tie(2, 3, 0.4)});
  const auto paths = find_warm_paths(graph, {.from = 0, .targets = std::array{Person{3}}});
  EXPECT_THAT(people_of(paths), ElementsAre(People{0, 1, 3}, People{0, 2, 3}));
  EXPECT_NEAR(strength_of(paths[0].cost), 0.42, 1e-3);
  EXPECT_NEAR(strength_of(paths[1].cost), 0.36, 1e-3);
}

TEST(WarmPath, FollowsATieFromItsOwnerOnly) {
  const Snapshot graph(3, std::vector{tie(0, 1, 0.7), tie(2, 1, 0.6)});
  EXPECT_THAT(find_warm_paths(graph, {.from = 0, .targets = std::array{Person{2}}}), IsEmpty());
}

TEST(WarmPath, UsesNoTieThatIsSharedWithNobodyNotEvenTheSeekersOwn) {
  const Snapshot graph(4, std::vector{tie(0, 1, 0.7), tie(1, 3, 0.6, Sharing::nobody),
                                      tie(0, 2, 0.9, Sharing::nobody), tie(2, 3, 0.4)});
  EXPECT_THAT(find_warm_paths(graph, {.from = 0, .targets = std::array{Person{3}}}), IsEmpty());
}

TEST(WarmPath, NeverShowsABlockedPerson) {
  const Snapshot graph(4, std::vector{tie(0, 1, 0.7), tie(1, 3, 0.6), tie(0, 2, 0.9), tie(2, 3, 0.4)});
  const auto with_blocked = [&](Person blocked) {
    return people_of(find_warm_paths(
        graph, {.from = 0, .targets = std::array{Person{3}}, .blocked = std::span(&blocked, 1)}));
  };
  EXPECT_THAT(with_blocked(1), ElementsAre(People{0, 2, 3}));
  EXPECT_THAT(with_blocked(0), IsEmpty());
  EXPECT_THAT(with_blocked(3), IsEmpty());
}

TEST(WarmPath, HasAtMostSoManyHopsAndEveryPersonOnce) {
  // 0 -> 1 -> 2 -> 3 -> 4 -> 5, and back to 0 and 1 from everywhere.
  std::vector<Tie> ties;
  for (Person person = 0; person < 5; ++person) ties.push_back(tie(person, person + 1, 0.9));
  for (Person person = 2; person < 6; ++person)
    ties.push_back(tie(person, 0, 1)), ties.push_back(tie(person, 1, 1));
  const Snapshot graph(6, ties);
  EXPECT_THAT(people_of(find_warm_paths(graph, {.from = 0, .targets = std::array{Person{4}}})),
              ElementsAre(People{0, 1, 2, 3, 4}));
  EXPECT_THAT(find_warm_paths(graph, {.from = 0, .targets = std::array{Person{4}}, .hops = 3}), IsEmpty());
  EXPECT_THAT(find_warm_paths(graph, {.from = 0, .targets = std::array{Person{5}}}), IsEmpty());
}

TEST(WarmPath, EqualOnesAreInOrderOfTheirPeople) {
  std::vector<Tie> ties;
  for (const Person middle : {4U, 2U, 3U, 1U})
    ties.push_back(tie(0, middle, 0.5)), ties.push_back(tie(middle, 5, 0.5));
  const Snapshot graph(6, ties);
  EXPECT_THAT(people_of(find_warm_paths(graph, {.from = 0, .targets = std::array{Person{5}}})),
              ElementsAre(People{0, 1, 5}, People{0, 2, 5}, People{0, 3, 5}));
}

TEST(WarmPath, IsAsStrongAsItsTiesAreOnTheDayAsked) {
  // Through 1, a tie that was strong and is not kept up; through 2, one that does not fade.
  const Fade fading{.odds = 9, .gap_days = 7, .last = {std::int64_t{20000} * 86400 * 1000000}};
  const Snapshot graph(
      4, std::vector{Tie{0, 1, pack(fading, 0, Sharing::asked)}, tie(1, 3, 1), tie(0, 2, 0.5), tie(2, 3, 1)});
  const auto first_on = [&](Day day) {
    return find_warm_paths(graph, {.from = 0, .targets = std::array{Person{3}}, .day = day})[0].people[1];
  };
  EXPECT_EQ(first_on(20000), 1);
  EXPECT_EQ(first_on(20365), 2);
}

TEST(WarmPath, NoneLeadsToOrFromSomebodyUnknown) {
  const Snapshot graph(2, std::vector{tie(0, 1, 0.7)});
  EXPECT_THAT(find_warm_paths(graph, {.from = 0, .targets = std::array{Person{7}}}), IsEmpty());
  EXPECT_THAT(find_warm_paths(graph, {.from = 7, .targets = std::array{Person{0}}}), IsEmpty());
  EXPECT_THAT(find_warm_paths(graph, {.from = 0, .targets = std::array{Person{0}}}), IsEmpty());
  EXPECT_THAT(find_warm_paths(Snapshot(0, {}), {.from = 0, .targets = std::array{Person{1}}}), IsEmpty());
}

TEST(WarmPath, TheSeekerIsToldNoMoreThanIsVisible) {
  const Snapshot graph(5, std::vector{tie(0, 1, 1), tie(1, 2, 1, Sharing::visible),
                                      tie(2, 3, 1, Sharing::asked), tie(3, 4, 1, Sharing::visible)});
  const auto seen = [&](Person target) {
    return people_seen(graph, find_warm_paths(graph, {.from = 0, .targets = std::array{target}})[0]);
  };
  EXPECT_EQ(seen(1), 2) << "one's own contact";
  EXPECT_EQ(seen(2), 3) << "1 lets everybody see the tie";
  EXPECT_EQ(seen(3), 3) << "2 wants to be asked: neither who follows nor how";
  EXPECT_EQ(seen(4), 3) << "and what follows stays unseen, however it is shared";
}

TEST(WarmPath, IsWhatLookingAtEveryPathFinds) {
  std::mt19937 random(11);
  for (int round = 0; round < 2500; ++round) {
    const Person people = 2 + testing::below(random, 12);
    const auto ties = testing::random_ties(random, people, 1 + testing::below(random, 6));
    const Snapshot graph(people, ties);
    std::vector<Person> targets, blocked;
    for (Person person = 0; person < people; ++person) {
      if (testing::below(random, 8) == 0) targets.push_back(person);
      if (testing::below(random, 10) == 0) blocked.push_back(person);
    }
    if (targets.empty()) targets.push_back(testing::below(random, people));
    const PathQuestion question{.from = testing::below(random, people),
                                .targets = targets,
                                .day = static_cast<Day>(20000 + testing::below(random, 700)),
                                .paths = 1 + testing::below(random, 6),
                                .hops = 1 + static_cast<int>(testing::below(random, 4)),
                                .blocked = blocked};
    ASSERT_EQ(find_warm_paths(graph, question), Reference(graph, question).find()) << "round " << round;
  }
}

TEST(WarmPath, IsWhatLookingAtEveryPathFindsInLargerSparseGraphs) {
  std::mt19937 random(12);
  for (int round = 0; round < 150; ++round) {
    const Person people = 60 + testing::below(random, 60);
    const Snapshot graph(people, testing::random_ties(random, people, 10 + testing::below(random, 15)));
    for (int question_number = 0; question_number < 5; ++question_number) {
      const Person target = testing::below(random, people);
      const PathQuestion question{.from = testing::below(random, people),
                                  .targets = std::span(&target, 1),
                                  .day = static_cast<Day>(20000 + testing::below(random, 700))};
      ASSERT_EQ(find_warm_paths(graph, question), Reference(graph, question).find()) << "round " << round;
    }
  }
}

}  // namespace
}  // namespace confrere::graph

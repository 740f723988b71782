#include "graph/hop_path.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "graph/testing/random_graph.h"

namespace confrere::graph {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Tie tie(Person from, Person to, Sharing sharing = Sharing::asked) {
  return {.from = from, .to = to, .packed = pack_fixed(0.01, sharing)};
}

TEST(HopPath, GoesOverAsFewAsPossible) {
  // 0 -> 1 -> 2 -> 3, and 0 -> 4 -> 3
  const Snapshot graph(5, std::vector{tie(0, 1), tie(1, 2), tie(2, 3), tie(0, 4), tie(4, 3)});
  EXPECT_THAT(find_hop_path(graph, 0, 3, 4), ElementsAre(0, 4, 3));
  EXPECT_THAT(find_hop_path(graph, 0, 3, 4, std::array{Person{4}}), ElementsAre(0, 1, 2, 3));
  EXPECT_THAT(find_hop_path(graph, 0, 3, 1), IsEmpty());
  EXPECT_THAT(find_hop_path(graph, 3, 0, 4), IsEmpty()) << "against its owners' direction";
}

/// The length by going step by step from one end; 0 when there is no path.
std::size_t hops_by_steps(const Snapshot& graph, Person from, Person to) {
  std::vector<bool> reached(graph.people(), false);
  std::vector<Person> outermost{from};
  reached[from] = true;
  for (std::size_t hops = 1; !outermost.empty(); ++hops) {
    std::vector<Person> next;
    for (const Person person : outermost) {
      const Row row = graph.out(person);
      for (std::size_t i = 0; i < row.size(); ++i) {
        if (row.tie(i).sharing() == Sharing::nobody || reached[row.who[i]]) continue;
        if (row.who[i] == to) return hops;
        reached[row.who[i]] = true;
        next.push_back(row.who[i]);
      }
    }
    outermost = next;
  }
  return 0;
}

TEST(HopPath, IsAPathOfUsableTiesAsShortAsAnyInRandomGraphs) {
  std::mt19937 random(21);
  for (int round = 0; round < 800; ++round) {
    const Person people = 2 + testing::below(random, 30);
    const Snapshot graph(people, testing::random_ties(random, people, 2 + testing::below(random, 20)));
    const Person from = testing::below(random, people), to = testing::below(random, people);
    if (from == to) continue;
    const auto path = find_hop_path(graph, from, to, static_cast<int>(people));
    const std::size_t hops = hops_by_steps(graph, from, to);
    ASSERT_EQ(path.size(), hops == 0 ? 0 : hops + 1) << "round " << round;
    for (std::size_t i = 1; i < path.size(); ++i) {
      const auto step = graph.find(path[i - 1], path[i]);
      ASSERT_TRUE(step && step->sharing() != Sharing::nobody);
    }
  }
}

}  // namespace
}  // namespace confrere::graph

#include "graph/relationship_graph.h"

#include <atomic>
#include <thread>

#include <gtest/gtest.h>

#include "graph/testing/random_graph.h"
#include "graph/warm_path.h"

namespace confrere::graph {
namespace {

TEST(RelationshipGraph, AChangeIsSeenOnceItIsApplied) {
  RelationshipGraph graph(Snapshot(3, {}));
  const auto earlier = graph.read();
  graph.apply(std::vector<TieChange>{{0, 1, pack_fixed(0.5, Sharing::asked)}});
  EXPECT_TRUE(graph.read()->find(0, 1));
  EXPECT_FALSE(earlier->find(0, 1)) << "a reading stays as it was";
  graph.merge();
  EXPECT_TRUE(graph.read()->find(0, 1));
  EXPECT_EQ(graph.read()->changed_rows(), 0);
}

TEST(RelationshipGraph, ManyChangesAreMergedInTheBackground) {
  RelationshipGraph graph(Snapshot(20000, {}));
  for (Person person = 0; person < 10000; ++person)
    graph.apply(std::vector<TieChange>{{person, person + 1, pack_fixed(0.5, Sharing::asked)}});
  while (graph.read()->changed_rows() >= 4096) std::this_thread::yield();
  for (Person person = 0; person < 10000; ++person) ASSERT_TRUE(graph.read()->find(person, person + 1));
}

/// Every change sets the ties of a ring all at once to one strength, so a reader that sees two has seen half
/// a change.
TEST(RelationshipGraph, ReadersSeeWholeChangesWhileTheGraphIsChangedAndMerged) {
  constexpr Person kPeople = 50;
  constexpr int kChanges = 300;
  const auto ring = [](int number) {
    std::vector<TieChange> changes;
    for (Person person = 0; person < kPeople; ++person)
      changes.push_back({person, (person + 1) % kPeople, pack_fixed(1.0 / (1 + number % 7), Sharing::asked)});
    return changes;
  };
  RelationshipGraph graph(Snapshot(kPeople, {}));
  graph.apply(ring(0));
  std::atomic<bool> changing = true;
  std::atomic<int> torn = 0, lost = 0;
  const auto read = [&] {
    std::mt19937 random(1);
    while (changing) {
      const auto reading = graph.read();
      const auto first = reading->find(0, 1);
      for (Person person = 0; person < kPeople; ++person) {
        if (reading->find(person, (person + 1) % kPeople) != first) ++torn;
      }
      const Person from = testing::below(random, kPeople), to = (from + 3) % kPeople;
      if (find_warm_paths(*reading, {.from = from, .targets = std::span(&to, 1)}).size() != 1) ++lost;
    }
  };
  {
    const std::jthread a(read), b(read);
    const std::jthread merging([&] {
      while (changing) graph.merge();
    });
    for (int number = 0; number < kChanges; ++number) graph.apply(ring(number));
    changing = false;
  }
  EXPECT_EQ(torn, 0);
  EXPECT_EQ(lost, 0);
}

}  // namespace
}  // namespace confrere::graph

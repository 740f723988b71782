#include "graph/snapshot.h"

#include <gtest/gtest.h>

#include "graph/testing/random_graph.h"

namespace confrere::graph {
namespace {

using TieMap = std::map<std::pair<Person, Person>, PackedTie>;

std::vector<Tie> list_of(const TieMap& ties) {
  std::vector<Tie> list;
  for (const auto& [ends, packed] : ties)
    list.push_back({.from = ends.first, .to = ends.second, .packed = packed});
  return list;
}

/// Both directions hold the same ties, and each row is in order of level.
void expect_whole(const Snapshot& graph, const TieMap& ties) {
  ASSERT_EQ(testing::ties_of(graph), ties);
  TieMap backward;
  for (Person person = 0; person < graph.people(); ++person) {
    for (const Row& row : {graph.out(person), graph.in(person)})
      ASSERT_TRUE(std::is_sorted(row.level, row.level + row.size()));
    const Row row = graph.in(person);
    for (std::size_t i = 0; i < row.size(); ++i) backward[{row.who[i], person}] = row.tie(i);
  }
  ASSERT_EQ(backward, ties);
}

TEST(Snapshot, MayBeEmptyOrHoldPeopleWithoutTies) {
  EXPECT_EQ(Snapshot(0, {}).people(), 0);
  const Snapshot lonely(1000000, {});
  EXPECT_EQ(lonely.out(999999).size(), 0);
  EXPECT_EQ(lonely.in(5000000).size(), 0) << "unknown people have no ties";
  EXPECT_FALSE(lonely.find(1, 2));
}

TEST(Snapshot, HoldsAPersonWithAMillionTies) {
  std::vector<Tie> ties;
  for (Person other = 1; other <= 1000000; ++other)
    ties.push_back({.from = 0, .to = other, .packed = pack_fixed(1.0 / other, Sharing::asked)});
  const Snapshot graph(1000001, ties);
  EXPECT_EQ(graph.out(0).size(), 1000000);
  EXPECT_EQ(graph.out(0).who[0], 1) << "the strongest first";
  EXPECT_TRUE(graph.find(0, 777777));
}

TEST(Snapshot, TakesAtMostTwelveBytesATieAndDirection) {
  std::mt19937 random(4);
  const auto ties = testing::random_ties(random, 1000, 20);
  const Snapshot graph(1000, ties);
  EXPECT_LE(graph.bytes(), 2 * 12 * ties.size());
  EXPECT_LE(graph.merged().bytes(), 2 * 12 * ties.size());
}

TEST(Snapshot, TheLastChangeOfATieCounts) {
  const PackedTie weak = pack_fixed(0.1, Sharing::asked), strong = pack_fixed(0.9, Sharing::visible);
  const Snapshot before(3, std::vector{Tie{0, 1, weak}});
  const Snapshot after =
      before.with(std::vector<TieChange>{{0, 1, strong}, {0, 2, weak}, {0, 2, {}}, {1, 0, weak}});
  EXPECT_EQ(after.find(0, 1), strong);
  EXPECT_FALSE(after.find(0, 2));
  EXPECT_EQ(after.find(1, 0), weak);
  EXPECT_EQ(before.find(0, 1), weak) << "who still reads the old one sees no change";
}

TEST(Snapshot, ChangedStepByStepIsTheSameAsMadeAnew) {
  std::mt19937 random(8);
  for (int round = 0; round < 100; ++round) {
    Person people = 1 + testing::below(random, 20);
    Snapshot graph(people, testing::random_ties(random, people, 4));
    TieMap expected = testing::ties_of(graph);
    Snapshot before = graph, merged = graph.merged();
    for (int step = 0; step < 30; ++step) {
      if (testing::below(random, 4) == 0) ++people;
      std::vector<TieChange> changes;
      for (auto count = testing::below(random, 5); count > 0; --count) {
        const Person from = testing::below(random, people), to = testing::below(random, people);
        if (from == to) continue;
        const bool gone = testing::below(random, 3) == 0;
        changes.push_back({from, to, gone ? std::nullopt : std::optional(testing::random_tie(random))});
        expected.erase({from, to});
        if (!gone) expected[{from, to}] = *changes.back().packed;
      }
      graph = graph.with(changes);
      if (testing::below(random, 8) == 0) {
        before = graph;
        merged = graph.merged();
      } else if (testing::below(random, 8) == 0) {
        graph = graph.onto(merged, before);
        before = graph;
        merged = graph.merged();
      }
      expect_whole(graph, expected);
      if (step % 10 != 9) continue;
      expect_whole(graph.merged(), expected);
      expect_whole(Snapshot(graph.people(), list_of(expected)), expected);
    }
  }
}

}  // namespace
}  // namespace confrere::graph

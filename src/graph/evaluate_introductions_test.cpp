#include "graph/evaluate_introductions.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <gtest/gtest.h>

#include "graph/testing/data_sets.h"

namespace confrere::graph {
namespace {

const PairScoreResult& result_of(const IntroductionEvaluation& evaluation, PairScore score) {
  return *std::find_if(evaluation.results.begin(), evaluation.results.end(),
                       [&](const PairScoreResult& result) { return result.score == score; });
}

TEST(ClosenessScores, AreWhatTheirFormulasSay) {
  //   0 - 1 - 3
  //    \- 2 -/ \- 4
  const Acquaintances known(5, std::vector<KnownPair>{{0, 1}, {0, 2}, {1, 3}, {2, 3}, {3, 4}});
  ScoresFrom from(known);
  from.compute(0);
  EXPECT_EQ(from.score(PairScore::common_neighbours, 3), 2);
  EXPECT_DOUBLE_EQ(from.score(PairScore::adamic_adar, 3), 2 / std::log(2));
  EXPECT_DOUBLE_EQ(from.score(PairScore::resource_allocation, 3), 1);
  EXPECT_EQ(from.score(PairScore::preferential_attachment, 3), 6);
  EXPECT_EQ(from.score(PairScore::resource_allocation, 4), 0);
  EXPECT_DOUBLE_EQ(from.score(PairScore::structural, 4), 0.25 * 1 / 3)
      << "three steps: half of 3's share of a third";
  from.compute(4);
  EXPECT_EQ(from.score(PairScore::common_neighbours, 0), 0) << "nothing is left of the person before";
}

TEST(ClosenessScores, BridgingIsMostForThoseWhoShareNobody) {
  EXPECT_EQ(overlap(0, 0, 5), 0);
  EXPECT_EQ(overlap(2, 8, 4), 0.5);
  EXPECT_GT(bridging_factor(0), bridging_factor(0.5));
  EXPECT_EQ(bridging_factor(1), 1);
}

/// Rings of ten people who all know each other, joined by single ties.
std::vector<KnownPair> circles(Person count) {
  std::vector<KnownPair> pairs;
  for (Person circle = 0; circle < count; ++circle) {
    for (Person a = 0; a < 10; ++a) {
      for (Person b = a + 1; b < 10; ++b) pairs.emplace_back(circle * 10 + a, circle * 10 + b);
    }
    if (circle > 0) pairs.emplace_back(circle * 10 - 1, circle * 10);
  }
  return pairs;
}

TEST(EvaluateIntroductions, FindsHiddenTiesWithinCircles) {
  const auto evaluation = evaluate_introductions(80, circles(8), 5);
  EXPECT_EQ(evaluation.people, 80);
  EXPECT_EQ(evaluation.splits, 5);
  EXPECT_GT(result_of(evaluation, PairScore::structural).quality.auc, 0.95);
  EXPECT_NEAR(result_of(evaluation, PairScore::random).quality.auc, 0.5, 0.1);
}

TEST(EvaluateIntroductions, GivesTheSameEveryTime) {
  const auto once = evaluate_introductions(40, circles(4), 4),
             again = evaluate_introductions(40, circles(4), 4);
  for (std::size_t i = 0; i < once.results.size(); ++i) {
    EXPECT_EQ(once.results[i].quality.reciprocal_rank, again.results[i].quality.reciprocal_rank);
    EXPECT_EQ(once.results[i].auc.interval.low, again.results[i].auc.interval.low);
  }
}

std::optional<std::vector<KnownPair>> known_pairs(const std::string& path) {
  const auto rows = testing::read_numbers(path, 2);
  if (!rows) return std::nullopt;
  std::set<KnownPair> pairs;
  for (const auto& row : *rows) {
    const auto a = static_cast<Person>(row[0]), b = static_cast<Person>(row[1]);
    if (a != b) pairs.emplace(std::min(a, b), std::max(a, b));
  }
  return std::vector<KnownPair>(pairs.begin(), pairs.end());
}

void expect_not_below_the_best(const IntroductionEvaluation& evaluation) {
  const PairScoreResult& structural = result_of(evaluation, PairScore::structural);
  EXPECT_GE(structural.auc.interval.high, 0);
  EXPECT_GE(structural.hits_at_10.interval.high, 0);
  EXPECT_GE(structural.reciprocal_rank.interval.high, 0);
}

TEST(EvaluateIntroductions, OnPhysiciansTheStructuralPartIsNotBelowTheBestBaseline) {
  const auto pairs = known_pairs("ckm-physicians/ties.csv");
  if (!pairs) GTEST_SKIP() << "ckm-physicians is not there; set CONFRERE_DATA to run this";
  expect_not_below_the_best(evaluate_introductions(247, *pairs));
}

TEST(EvaluateIntroductions, OnEmailTheStructuralPartIsNotBelowTheBestBaseline) {
  const auto pairs = known_pairs("email-eu-core/edges.csv.gz");
  if (!pairs) GTEST_SKIP() << "email-eu-core is not there; set CONFRERE_DATA to run this";
  // As many splits as a test run has time for; the command makes fifty.
  expect_not_below_the_best(evaluate_introductions(1005, *pairs, 5));
}

}  // namespace
}  // namespace confrere::graph

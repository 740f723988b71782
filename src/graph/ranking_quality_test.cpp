#include "graph/ranking_quality.h"

#include <random>

#include <gtest/gtest.h>

namespace confrere::graph {
namespace {

/// By the definitions: every pair looked at, every threshold in turn; an item of weight 3 stands there three
/// times.
Quality by_definition(const std::vector<double>& scores, const std::vector<std::uint8_t>& happened,
                      const std::vector<std::uint32_t>& weights) {
  std::vector<std::pair<double, bool>> items;
  for (std::size_t i = 0; i < scores.size(); ++i)
    items.insert(items.end(), weights[i], {scores[i], happened[i] != 0});
  double in_order = 0, pairs = 0, precision = 0, hits = 0;
  for (const auto& [score, hit] : items) {
    if (!hit) continue;
    ++hits;
    double above = 0, hits_above = 0;
    for (const auto& [other_score, other_hit] : items) {
      if (other_score >= score) above += 1, hits_above += other_hit ? 1 : 0;
      if (other_hit) continue;
      ++pairs;
      in_order += other_score < score ? 1 : other_score == score ? 0.5 : 0;
    }
    precision += hits_above / above;
  }
  return {.auc = in_order / pairs, .average_precision = precision / hits};
}

TEST(RankingQuality, IsOneWhenAllIsInOrderAndAHalfWhenNothingIsToldApart) {
  const std::vector<std::uint8_t> happened{1, 1, 0, 0};
  EXPECT_EQ(Ranking(std::vector{4.0, 3.0, 2.0, 1.0}).measure(happened)->auc, 1);
  EXPECT_EQ(Ranking(std::vector{4.0, 3.0, 2.0, 1.0}).measure(happened)->average_precision, 1);
  EXPECT_EQ(Ranking(std::vector{1.0, 2.0, 3.0, 4.0}).measure(happened)->auc, 0);
  EXPECT_EQ(Ranking(std::vector{7.0, 7.0, 7.0, 7.0}).measure(happened)->auc, 0.5);
  EXPECT_EQ(Ranking(std::vector{7.0, 7.0, 7.0, 7.0}).measure(happened)->average_precision, 0.5);
}

TEST(RankingQuality, IsNothingWhereThereIsNothingToTellApart) {
  EXPECT_FALSE(Ranking(std::vector{1.0, 2.0}).measure(std::vector<std::uint8_t>{1, 1}));
  EXPECT_FALSE(Ranking(std::vector{1.0, 2.0}).measure(std::vector<std::uint8_t>{0, 0}));
  EXPECT_FALSE(Ranking(std::vector<double>{}).measure(std::vector<std::uint8_t>{}));
}

TEST(RankingQuality, IsAsDefinedOnRandomScoresWithEqualsAndWeights) {
  std::mt19937 random(3);
  for (int round = 0; round < 300; ++round) {
    const std::size_t size = 2 + random() % 30;
    std::vector<double> scores(size);
    std::vector<std::uint8_t> happened(size);
    std::vector<std::uint32_t> weights(size);
    for (std::size_t i = 0; i < size; ++i) {
      scores[i] = static_cast<double>(random() % 6);
      happened[i] = random() % 3 == 0 ? 1 : 0;
      weights[i] = static_cast<std::uint32_t>(random() % 4);
    }
    const auto measured = Ranking(scores).measure(happened, weights);
    if (!measured) continue;
    const Quality expected = by_definition(scores, happened, weights);
    ASSERT_NEAR(measured->auc, expected.auc, 1e-12);
    ASSERT_NEAR(measured->average_precision, expected.average_precision, 1e-12);
  }
}

}  // namespace
}  // namespace confrere::graph

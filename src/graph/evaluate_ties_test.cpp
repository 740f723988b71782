#include "graph/evaluate_ties.h"

#include <algorithm>
#include <random>

#include <gtest/gtest.h>

#include "graph/testing/data_sets.h"

namespace confrere::graph {
namespace {

constexpr std::array kHorizons{7.0, 28.0, 56.0};

Touch touch(std::uint32_t from, std::uint32_t to, double day) {
  return {.from = from, .to = to, .at = {static_cast<std::int64_t>(day * 86400e6)}};
}

const TieScoreResult& result_of(const TieEvaluation& evaluation, double days, TieScore score) {
  return *std::find_if(
      evaluation.results.begin(), evaluation.results.end(),
      [&](const TieScoreResult& result) { return result.horizon_days == days && result.score == score; });
}

/// A world of pairs that keep their own rhythm, each with its own gap, until day 400.
std::vector<Touch> steady_world() {
  std::mt19937 random(5);
  std::vector<Touch> touches;
  for (std::uint32_t pair = 0; pair < 120; ++pair) {
    const double gap = 1 + static_cast<double>(random() % 90);
    const bool ends = pair % 3 == 0;
    for (double day = static_cast<double>(random() % 30); day < (ends ? 200 : 400); day += gap) {
      touches.push_back(touch(2 * pair, 2 * pair + 1, day + static_cast<double>(random() % 100) / 100));
    }
  }
  std::sort(touches.begin(), touches.end(), [](const Touch& a, const Touch& b) { return a.at < b.at; });
  return touches;
}

TEST(EvaluateTies, APairIsOneWhoeverBegins) {
  std::vector<Touch> touches;
  for (int day = 0; day < 20; ++day) touches.push_back(day % 2 == 0 ? touch(1, 2, day) : touch(2, 1, day));
  const auto evaluation = evaluate_ties(touches, kHorizons);
  EXPECT_EQ(evaluation.events, 20);
  EXPECT_EQ(evaluation.pairs, 1);
  for (const auto& result : evaluation.results) EXPECT_FALSE(result.quality) << "all were in touch again";
}

TEST(EvaluateTies, WhoWasNeverInTouchBeforeTheCutIsNotJudged) {
  // Pair 1-2 stays, 3-4 stops before every cut, and 5-6 begins after all of them.
  std::vector<Touch> touches{touch(3, 4, 0)};
  for (int day = 1; day < 9; ++day) touches.push_back(touch(1, 2, day));
  touches.push_back(touch(5, 6, 9));
  const auto evaluation = evaluate_ties(touches, kHorizons);
  EXPECT_EQ(evaluation.pairs, 3);
  EXPECT_EQ(result_of(evaluation, 7, TieScore::recency).quality->auc, 1);
  EXPECT_EQ(result_of(evaluation, 7, TieScore::count).quality->average_precision, 1);
}

TEST(EvaluateTies, TheHorizonEndsAfterItsLastDay) {
  // At every cut the clock stands at a touch of 1-2; 3-4 comes back ten days later.
  std::vector<Touch> touches{touch(3, 4, 0), touch(7, 8, 0.5)};
  for (int i = 1; i < 100; ++i) touches.push_back(touch(1, 2, 1 + i / 100.0));
  touches.push_back(touch(3, 4, 12));
  const auto evaluation = evaluate_ties(touches, std::array{5.0, 11.0});
  EXPECT_EQ(result_of(evaluation, 5, TieScore::recency).quality->auc, 1);
  EXPECT_EQ(result_of(evaluation, 11, TieScore::recency).quality->auc, 0.5) << "3-4 is behind 7-8";
}

TEST(EvaluateTies, GivesTheSameEveryTime) {
  const auto once = evaluate_ties(steady_world(), kHorizons);
  const auto again = evaluate_ties(steady_world(), kHorizons);
  for (std::size_t i = 0; i < once.results.size(); ++i) {
    EXPECT_EQ(once.results[i].quality->auc, again.results[i].quality->auc);
    EXPECT_EQ(once.results[i].auc_interval.low, again.results[i].auc_interval.low);
    EXPECT_EQ(once.results[i].ap_interval.high, again.results[i].ap_interval.high);
  }
}

TEST(EvaluateTies, TheBestBaselineIsNoBetterThanItselfAndTheOthersAreNot) {
  const auto evaluation = evaluate_ties(steady_world(), kHorizons);
  for (const double days : kHorizons) {
    double best = -1;
    for (const TieScore score : {TieScore::recency, TieScore::count, TieScore::frequency})
      best = std::max(best, result_of(evaluation, days, score).auc_minus_best_baseline);
    EXPECT_EQ(best, 0);
  }
}

void expect_above_the_best(const TieEvaluation& evaluation, double days) {
  const TieScoreResult& strength = result_of(evaluation, days, TieScore::strength);
  EXPECT_GT(strength.auc_minus_best_baseline, 0) << days;
  EXPECT_GT(strength.auc_interval.low, 0) << days;
  EXPECT_GT(strength.ap_minus_best_baseline, 0) << days;
  EXPECT_GT(strength.ap_interval.low, 0) << days;
}

TEST(EvaluateTies, OnEmailStrengthIsAboveRecencyCountAndFrequencyAtEveryHorizon) {
  const auto touches = testing::read_touches("email-eu-core/temporal_days_0_365.csv.gz", 0, 1, 2);
  if (!touches) GTEST_SKIP() << "email-eu-core is not there; set CONFRERE_DATA to run this";
  const auto evaluation = evaluate_ties(*touches, kHorizons);
  EXPECT_EQ(evaluation.events, 216852);
  for (const double days : kHorizons) expect_above_the_best(evaluation, days);
}

TEST(EvaluateTies, OnCollegeMessagesStrengthIsNotBehindByMoreThanAHundredth) {
  const auto touches = testing::read_touches("college-messages/messages.csv.gz", 0, 1, 2);
  if (!touches) GTEST_SKIP() << "college-messages is not there; set CONFRERE_DATA to run this";
  const auto evaluation = evaluate_ties(*touches, kHorizons);
  for (const double days : kHorizons) {
    EXPECT_GT(result_of(evaluation, days, TieScore::strength).auc_minus_best_baseline, -0.01) << days;
    EXPECT_GT(result_of(evaluation, days, TieScore::strength).ap_minus_best_baseline, -0.01) << days;
  }
}

}  // namespace
}  // namespace confrere::graph

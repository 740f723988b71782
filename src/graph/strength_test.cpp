#include "graph/strength.h"

#include <random>

#include <gtest/gtest.h>

namespace confrere::graph {
namespace {

Instant day(double number) {
  return {static_cast<std::int64_t>(number * 86400e6)};
}

TieSummary touched_on(const std::vector<double>& days, double weight = 1) {
  TieSummary summary;
  for (const double each : days) summary = with_touch(summary, day(each), weight);
  return summary;
}

double strength(const TieSummary& summary, double at) {
  return strength_at(fade_of(summary), day(at));
}

TEST(TieStrength, IsNothingBeforeTheFirstTouch) {
  EXPECT_EQ(strength({}, 0), 0);
  EXPECT_EQ(strength({}, 1000), 0);
}

TEST(TieStrength, IsTheFormulaOfItsHeader) {
  // Two touches ten days apart, asked ten days later: gap (10 + 3) / 2.
  const double s30 = 1 + std::exp2(-10.0 / 30), s120 = 1 + std::exp2(-10.0 / 120),
               s480 = 1 + std::exp2(-10.0 / 480);
  const double odds =
      0.3 * (std::pow((1 + s30) * (1 + s120) * (1 + s480), 5.0 / 12) - 1) / (1 + 10 / (13.0 / 2));
  EXPECT_NEAR(strength(touched_on({100, 110}), 120), odds / (1 + odds), 1e-12);
}

TEST(TieStrength, GrowsWithEveryTouchAndItsWeight) {
  EXPECT_GT(strength(touched_on({0, 30, 60}), 60), strength(touched_on({30, 60}), 60));
  EXPECT_GT(strength(touched_on({0}, 1.8), 0), strength(touched_on({0}, 0.3), 0));
  EXPECT_LT(strength(touched_on({0}, 1e-6), 0), 1e-5) << "next to nothing is next to nothing";
}

TEST(TieStrength, CountsSilenceInTheTiesOwnGaps) {
  const TieSummary weekly = touched_on({400, 407, 414, 421, 428});
  const TieSummary twice_a_year = touched_on({0, 107, 214, 321, 428});
  const auto kept = [](const TieSummary& tie) { return strength(tie, 428 + 60) / strength(tie, 428); };
  EXPECT_LT(kept(weekly), 0.5);
  EXPECT_GT(kept(twice_a_year), 0.6);
  EXPECT_NEAR(silence_in_gaps(fade_of(weekly), day(428 + 62)), 62 / (31.0 / 5), 1e-9);
}

TEST(TieStrength, AClockBeforeTheLastTouchSeesNoSilence) {
  const TieSummary tie = touched_on({0, 10});
  EXPECT_EQ(strength(tie, 5), strength(tie, 10));
}

TEST(TieStrength, StaysWithinItsBoundsAndNeverGrowsWithTheClockAlone) {
  std::mt19937 random(1);
  for (int life = 0; life < 500; ++life) {
    TieSummary tie;
    double now = 0;
    for (auto touches = random() % 200; touches > 0; --touches) {
      now += static_cast<double>(random() % 1000) / 50;
      tie = with_touch(tie, day(now), 0.05 + static_cast<double>(random() % 100) / 20);
    }
    double before = 1;
    for (double at = now; at < now + 20000; at += 177) {
      const double strong = strength(tie, at);
      ASSERT_GE(strong, 0);
      ASSERT_LT(strong, 1);
      ASSERT_LE(strong, before);
      before = strong;
    }
  }
}

TEST(TieStrength, WhatIsStatedIsASecondReason) {
  EXPECT_DOUBLE_EQ(with_stated(0, 0.6), 0.6);
  EXPECT_DOUBLE_EQ(with_stated(0.5, 0), 0.5);
  EXPECT_DOUBLE_EQ(with_stated(0.5, 0.6), 0.8);
}

}  // namespace
}  // namespace confrere::graph

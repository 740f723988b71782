#include "graph/fading.h"

#include <vector>

#include <gtest/gtest.h>

namespace confrere::graph {
namespace {

Instant day(double number) {
  return {static_cast<std::int64_t>(number * 86400e6)};
}

TieSummary touched_on(const std::vector<double>& days) {
  TieSummary summary;
  for (const double each : days) summary = with_touch(summary, day(each));
  return summary;
}

TEST(Fading, IsSilenceAgainstTheTiesOwnRhythm) {
  const TieSummary weekly = touched_on({0, 7, 14, 21, 28});
  EXPECT_EQ(state_of(weekly, day(28 + 14)), TieState::kept);
  EXPECT_EQ(state_of(weekly, day(28 + 70)), TieState::fading);
  const TieSummary twice_a_year = touched_on({0, 180, 360, 540});
  EXPECT_EQ(state_of(twice_a_year, day(540 + 70)), TieState::kept);
}

TEST(Fading, AMonthOfSilenceIsNotYetFadingHoweverOftenTheTwoMet) {
  const TieSummary daily = touched_on({0, 1, 2, 3, 4, 5});
  EXPECT_EQ(state_of(daily, day(5 + 29)), TieState::kept);
  EXPECT_EQ(state_of(daily, day(5 + 31)), TieState::fading);
}

TEST(Fading, AYearlyConferenceIsNeitherFadingNorDormant) {
  EXPECT_EQ(state_of(touched_on({0, 365, 730}), day(730 + 366)), TieState::kept);
}

TEST(Fading, WithoutARhythmATieIsNewUntilItIsDormant) {
  EXPECT_EQ(state_of({}, day(0)), TieState::never);
  EXPECT_EQ(state_of(touched_on({0}), day(364)), TieState::new_tie);
  EXPECT_EQ(state_of(touched_on({0}), day(365)), TieState::dormant);
}

TEST(Dormant, TiesOnceTrustedOrPromisingAreWorthMost) {
  const TieSummary tie = touched_on({0, 7, 14, 21});
  const Instant later = day(500);
  ASSERT_EQ(state_of(tie, later), TieState::dormant);
  EXPECT_GT(worth_reviving(tie, 0.8, 0, 0.5, later), worth_reviving(tie, 0.2, 0, 0.5, later));
  EXPECT_EQ(worth_reviving(tie, 0.2, 0.6, 0.5, later), worth_reviving(tie, 0.6, 0, 0.5, later));
  EXPECT_GT(worth_reviving(tie, 0.8, 0, 1, later), worth_reviving(tie, 0.8, 0, 0, later));
  EXPECT_GT(worth_reviving(tie, 0.8, 0, 1, later), worth_reviving(tie, 0.8, 0, 1, day(5000)));
}

TEST(Dormant, WhoIsStillInTouchNeedsNoReviving) {
  EXPECT_EQ(worth_reviving(touched_on({0, 7, 14, 21}), 0.8, 0.6, 1, day(60)), 0);
  EXPECT_EQ(worth_reviving({}, 0, 0.6, 1, day(5000)), 0) << "what never was cannot be revived";
}

}  // namespace
}  // namespace confrere::graph

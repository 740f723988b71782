#include "graph/packed_tie.h"

#include <random>

#include <gtest/gtest.h>

#include "base/json.h"

namespace confrere::graph {
namespace {

Instant day(int number) {
  return {number * std::int64_t{86400} * 1000000};
}

TEST(PackedTie, KeepsAFixedStrengthWithinAThousandth) {
  for (const double strength : {1.0, 0.999, 0.5, 0.42, 0.1, 0.001, 0.0001}) {
    const PackedTie tie = pack_fixed(strength, Sharing::asked);
    EXPECT_NEAR(strength_of(cost_on(tie, 0)) / strength, 1, 1e-4);
    EXPECT_EQ(cost_on(tie, 0), cost_on(tie, 65535)) << "at every clock";
  }
  EXPECT_EQ(pack_fixed(1, Sharing::asked).level, 0);
  EXPECT_EQ(pack_fixed(1e-300, Sharing::asked).level, kMaxTieCost);
}

TEST(PackedTie, IsAsWeakAsCanBeWhereNothingIsKnown) {
  EXPECT_EQ(cost_on(pack({}, 0, Sharing::asked), 20000), kMaxTieCost);
  EXPECT_NEAR(strength_of(cost_on(pack({}, 0.6, Sharing::asked), 20000)), 0.6, 1e-4);
}

TEST(PackedTie, KeepsItsSharing) {
  for (const Sharing sharing : {Sharing::nobody, Sharing::asked, Sharing::visible}) {
    EXPECT_EQ(pack({.odds = 2, .gap_days = 9, .last = day(9)}, 0.35, sharing).sharing(), sharing);
    EXPECT_EQ(pack_fixed(0.5, sharing).sharing(), sharing);
  }
}

TEST(PackedTie, FollowsTheFormulaOnAnyDayAndNeverExceedsItsBound) {
  std::mt19937 random(7);
  for (int round = 0; round < 5000; ++round) {
    TieSummary summary;
    int now = 15000;
    for (auto touches = 1 + random() % 20; touches > 0; --touches) {
      now += static_cast<int>(random() % 100);
      summary = with_touch(summary, day(now), 0.1 + static_cast<double>(random() % 30) / 10);
    }
    const double stated = static_cast<double>(random() % 13) / 20;
    const PackedTie tie = pack(fade_of(summary), stated, Sharing::asked);
    Cost before = 0;
    for (int at = now; at < now + 3000; at += 1 + static_cast<int>(random() % 200)) {
      const Cost cost = cost_on(tie, day_of(day(at)));
      const double exact = with_stated(strength_at(fade_of(summary), day(at)), stated);
      ASSERT_NEAR(strength_of(cost), exact, 0.006) << at - now;
      ASSERT_GE(cost, tie.level);
      ASSERT_GE(cost + 1, before) << "a tie does not grow by itself";
      before = cost;
    }
  }
}

TEST(PackedTie, DaysOutsideTheCalendarCountAsItsEnds) {
  EXPECT_EQ(day_of(day(-5)), 0);
  EXPECT_EQ(day_of(day(20000)), 20000);
  EXPECT_EQ(day_of(day(100000)), 65535);
}

}  // namespace
}  // namespace confrere::graph

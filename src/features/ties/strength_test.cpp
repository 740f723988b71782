#include "features/ties/strength.h"

#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace confrere::ties {
namespace {

const Instant kStart = Instant::parse("2025-01-01T12:00:00Z").value();

Instant day(int number) {
  return kStart + std::chrono::hours(24 * number);
}

Touch on(int number, Channel channel = Channel::in_person, Depth depth = Depth::conversation) {
  return {.happened_at = day(number), .channel = channel, .depth = depth};
}
Touch unanswered(int number) {
  return {.happened_at = day(number), .channel = Channel::message, .awaits_answer = true};
}
double strength_of(std::vector<Touch> touches, int at, std::optional<Closeness> closeness = {}) {
  return strength(summary_of(touches), closeness, day(at));
}

TEST(Strength, IsNothingBeforeAnything) {
  EXPECT_EQ(strength_of({}, 0), 0);
  EXPECT_EQ(word_for({}, std::nullopt, day(0)), TieWord::not_yet);
}

TEST(Strength, GrowsWithDepthAndPresence) {
  EXPECT_GT(strength_of({on(0, Channel::in_person, Depth::deep)}, 0), strength_of({on(0)}, 0));
  EXPECT_GT(strength_of({on(0)}, 0), strength_of({on(0, Channel::call)}, 0));
  EXPECT_GT(strength_of({on(0, Channel::call)}, 0), strength_of({on(0, Channel::message)}, 0));
  EXPECT_GT(strength_of({on(0)}, 0), strength_of({on(0, Channel::in_person, Depth::passing)}, 0));
}

TEST(Strength, AMessageOfMineWithoutItsAnswerIsNothing) {
  EXPECT_EQ(strength_of({unanswered(0), unanswered(7), unanswered(21)}, 22), 0);
  const Summary summary = summary_of(std::vector{on(0), unanswered(10)});
  EXPECT_EQ(summary.last_held_at, day(0));
  EXPECT_EQ(summary.last_awaiting_at, day(10));
}

TEST(Strength, AnAnswerMakesItAnExchange) {
  Touch answered = unanswered(0);
  answered.answered_at = day(2);
  EXPECT_GT(strength_of({answered}, 2), strength_of({on(2, Channel::message)}, 2));
  EXPECT_EQ(summary_of(std::vector{answered}).last_held_at, day(2));
}

TEST(Strength, FadesMoreSlowlyForThoseWhoMeetSeldom) {
  std::vector<Touch> seldom, often;
  for (int meeting = 0; meeting < 4; ++meeting) {
    seldom.push_back(on(180 * meeting));
    often.push_back(on(540 + meeting - 3));
  }
  const double kept_seldom = strength_of(seldom, 720) / strength_of(seldom, 540);
  const double kept_often = strength_of(often, 720) / strength_of(often, 540);
  EXPECT_GT(kept_seldom, kept_often);
}

TEST(Strength, WordsFollowWhatIsStated) {
  EXPECT_EQ(word_for({}, Closeness::trusted, day(0)), TieWord::knows_well);
  EXPECT_EQ(word_for({}, Closeness::friendly, day(0)), TieWord::knows);
  EXPECT_EQ(word_for(summary_of(std::vector{on(0)}), std::nullopt, day(2000)), TieWord::has_met);
}

/// A seeded life of touches in order of time.
std::vector<Touch> random_life(std::mt19937& random) {
  std::vector<Touch> life;
  int now = 0;
  const int count = static_cast<int>(random() % 30);
  for (int touch = 0; touch < count; ++touch) {
    now += 1 + static_cast<int>(random() % 120);
    Touch made{.happened_at = day(now),
               .channel = static_cast<Channel>(random() % 4),
               .depth = static_cast<Depth>(random() % 3),
               .begun_by = static_cast<BegunBy>(random() % 3),
               .awaits_answer = random() % 3 == 0};
    life.push_back(made);
  }
  return life;
}

TEST(Strength, StaysWithinItsBoundsAndNeverGrowsWithoutContact) {
  std::mt19937 random(1);
  for (int life = 0; life < 500; ++life) {
    const Summary summary = summary_of(random_life(random));
    const auto closeness = random() % 2 == 0 ? std::optional<Closeness>() : Closeness::friendly;
    double before = 1;
    for (int at = 3600; at < 9000; at += 97) {
      const double now = strength(summary, closeness, day(at));
      EXPECT_GE(now, 0);
      EXPECT_LE(now, before);
      before = now;
    }
  }
}

TEST(Strength, ASummaryMadeStepByStepIsTheOneMadeAtOnce) {
  std::mt19937 random(2);
  for (int life = 0; life < 500; ++life) {
    const auto touches = random_life(random);
    Summary grown;
    for (const Touch& touch : touches) {
      ASSERT_TRUE(is_newest(grown, touch));
      grown = add(grown, touch);
    }
    EXPECT_EQ(grown, summary_of(touches));
  }
}

}  // namespace
}  // namespace confrere::ties

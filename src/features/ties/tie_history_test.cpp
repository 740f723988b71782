#include "features/ties/tie_history.h"

#include <gmock/gmock.h>

namespace confrere::ties {
namespace {

Instant at(std::string_view day) {
  return Instant::parse(std::string(day) + "T10:00:00Z").value();
}

std::vector<Touch> touches(const std::vector<std::string_view>& days) {
  std::vector<Touch> all;
  for (const auto day : days) all.push_back({.happened_at = at(day)});
  return all;
}

TieHistory history(const std::vector<Touch>& all, std::string_view now = "2026-11-21") {
  return history_of(all, at(now), TimeZone::utc());
}

TEST(TieHistory, SaysHowOftenSinceWhenAndSinceWhenItIsQuiet) {
  EXPECT_EQ(history({}).text.text, "You have not been in touch yet.");
  EXPECT_EQ(history(touches({"2026-03-01"})).text.text, "In touch once, in March 2026.");
  EXPECT_EQ(history(touches({"2026-03-01", "2026-07-01"})).text.text,
            "In touch twice, in March 2026 and in July 2026.");
  EXPECT_EQ(history(touches({"2026-08-01", "2026-09-01", "2026-10-01", "2026-11-01"})).text.text,
            "In touch about every month since August 2026.");
  EXPECT_EQ(history(touches({"2023-01-01", "2023-02-01", "2023-03-01", "2023-04-01"})).text.text,
            "In touch about every month since 2023; quiet since April 2023.");
}

TEST(TieHistory, RisesWithAnEncounterAndFallsInSilence) {
  const TieHistory two = history(touches({"2026-01-01", "2026-06-01"}));
  ASSERT_FALSE(two.points.empty());
  EXPECT_TRUE(std::is_sorted(two.points.begin(), two.points.end(),
                             [](const TiePoint& a, const TiePoint& b) { return a.at < b.at; }));
  for (std::size_t i = 1; i < two.points.size(); ++i) {
    const bool met = two.points[i].at == at("2026-06-01") || two.points[i].at == at("2026-01-01");
    if (!met) {
      EXPECT_LE(two.points[i].level, two.points[i - 1].level);
    }
  }
  EXPECT_EQ(std::max_element(two.points.begin(), two.points.end(),
                             [](const TiePoint& a, const TiePoint& b) { return a.level < b.level; })
                ->level,
            1);
  EXPECT_EQ(two.points.back().at, at("2026-11-21"));
  EXPECT_EQ(two.encounters.size(), 2U);
}

TEST(TieHistory, AMessageThatWaitsIsNoEncounter) {
  auto all = touches({"2026-01-01"});
  all.push_back({.happened_at = at("2026-06-01"), .channel = Channel::message, .awaits_answer = true});
  EXPECT_EQ(history(all).encounters.size(), 1U);
  EXPECT_EQ(history(all).text.text, "In touch once, in January 2026.");
}

TEST(TieHistory, OfManyEncountersTheLastAreShown) {
  std::vector<Touch> many;
  for (int day = 0; day < 500; ++day)
    many.push_back({.happened_at = at("2025-01-01") + std::chrono::hours(24 * day)});
  EXPECT_EQ(history(many).encounters.size(), 100U);
  EXPECT_LE(history(many).points.size(), 161U);
}

}  // namespace
}  // namespace confrere::ties

#include "base/time.h"

#include <gtest/gtest.h>

namespace confrere {
namespace {

TEST(Instant, ReadsAndWritesRfc3339) {
  EXPECT_EQ(Instant::parse("2026-11-10T12:00:00Z")->text(), "2026-11-10T12:00:00Z");
  EXPECT_EQ(Instant::parse("2026-11-10T12:00:00.25+01:00")->text(), "2026-11-10T11:00:00.250000Z");
  EXPECT_EQ(Instant::parse("1969-12-31T23:59:59Z")->microseconds, -1'000'000);
  EXPECT_EQ(Instant::parse("1969-12-31T23:59:59Z")->text(), "1969-12-31T23:59:59Z");
}

TEST(Instant, RefusesEverythingElse) {
  for (const char* text :
       {"", "2026-11-10", "2026-02-30T12:00:00Z", "2026-11-10T24:00:00Z", "2026-11-10T12:00:00",
        "2026-11-10T12:00:00.Z", "2026-11-10T12:00:00+25:00", "0001-01-01T00:00:00Z"}) {
    EXPECT_FALSE(Instant::parse(text)) << text;
  }
}

TEST(Date, IsTheDayOnTheWall) {
  const auto london = TimeZone::find("Europe/London");
  ASSERT_TRUE(london);
  EXPECT_EQ(london->date_at(*Instant::parse("2026-07-01T23:30:00Z")).text(), "2026-07-02");
  EXPECT_EQ(london->date_at(*Instant::parse("2026-12-01T23:30:00Z")).text(), "2026-12-01");
  EXPECT_EQ(london->start_of(*Date::parse("2026-07-02")).text(), "2026-07-01T23:00:00Z");
}

TEST(Date, AMonthLaterIsTheLastDayWhereThereIsNoSuchDay) {
  EXPECT_EQ(add_months(*Date::parse("2026-01-31"), 1).text(), "2026-02-28");
  EXPECT_EQ(add_months(*Date::parse("2026-11-30"), 3).text(), "2027-02-28");
  EXPECT_EQ(add_months(*Date::parse("2026-11-15"), -12).text(), "2025-11-15");
}

TEST(TimeZone, OneThatDoesNotExistIsNotFound) {
  EXPECT_FALSE(TimeZone::find("Europe/Atlantis"));
}

}  // namespace
}  // namespace confrere

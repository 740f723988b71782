#include "features/demo/meetings.h"

#include <algorithm>
#include <chrono>

namespace confrere::demo {
namespace {

using ties::BegunBy;
using ties::Channel;
using ties::Closeness;
using ties::Depth;

double mean_gap_in_days(Closeness closeness) {
  switch (closeness) {
    case Closeness::trusted:
      return 36;
    case Closeness::friendly:
      return 84;
    case Closeness::acquainted:
      return 210;
  }
  return 210;
}

/// From Christmas Eve to New Year's Day.
bool is_holiday(Date day) {
  const auto civil = day.civil();
  const unsigned month = static_cast<unsigned>(civil.month());
  const unsigned number = static_cast<unsigned>(civil.day());
  return (month == 12 && number >= 24) || (month == 1 && number == 1);
}

/// A time of a working day near `at`: between eight and six, or an evening among friends.
Instant at_work(Instant at, Random& random, Closeness closeness) {
  Date day = TimeZone::utc().date_at(at);
  const unsigned weekday = std::chrono::weekday(std::chrono::sys_days(day.civil())).iso_encoding();
  const bool is_free_day = weekday > 5;
  if (is_free_day && !(closeness == Closeness::trusted && random.chance(0.4)))
    day = day - static_cast<int>(weekday - 5);
  while (is_holiday(day)) day = day - 7;
  const int hour =
      closeness == Closeness::trusted && random.chance(0.15) ? random.between(18, 20) : random.between(8, 17);
  return TimeZone::utc().start_of(day) + std::chrono::hours(hour) +
         std::chrono::minutes(5 * random.between(0, 11));
}

Depth draw_depth(Random& random, Closeness closeness, Channel channel) {
  if (channel == Channel::message) return random.chance(0.7) ? Depth::passing : Depth::conversation;
  const double chance = random.unit();
  if (chance < (closeness == Closeness::trusted ? 0.2 : closeness == Closeness::friendly ? 0.06 : 0.0))
    return Depth::deep;
  return chance < (closeness == Closeness::acquainted ? 0.5 : 0.8) ? Depth::conversation : Depth::passing;
}

Channel draw_channel(Random& random) {
  const double chance = random.unit();
  if (chance < 0.5) return Channel::in_person;
  if (chance < 0.68) return Channel::call;
  return chance < 0.8 ? Channel::video : Channel::message;
}

}  // namespace

std::vector<Meeting> draw_meetings(Random& random, Closeness closeness, double pace, Instant from,
                                   Instant until) {
  std::vector<Meeting> meetings;
  const double mean = mean_gap_in_days(closeness) / pace;
  Instant at = from;
  while (true) {
    const double days = 0.5 + random.exponential(mean);
    at = at + std::chrono::minutes(static_cast<std::int64_t>(days * 24 * 60));
    const Instant met = at_work(at, random, closeness);
    const Channel channel = draw_channel(random);
    const Depth depth = draw_depth(random, closeness, channel);
    const double begun = random.unit();
    const bool at_event = channel == Channel::in_person && begun > 0.9;
    if (at >= until) break;
    if (met <= from || met >= until) continue;
    meetings.push_back({.at = met,
                        .channel = channel,
                        .depth = depth,
                        .begun_by = at_event      ? BegunBy::event
                                    : begun < 0.5 ? BegunBy::me
                                                  : BegunBy::them});
  }
  std::ranges::stable_sort(meetings, {}, &Meeting::at);  // a free day moved some before others
  return meetings;
}

}  // namespace confrere::demo

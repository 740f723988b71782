#pragma once

/// Days and names as people say them. English; pure.

#include <string>
#include <string_view>

#include "base/time.h"

namespace confrere::today {

/// "today", "yesterday", "tomorrow", "on Friday 3 November", with the year where it is not this one.
std::string on_day(Date day, Date today);
/// "March 2024".
std::string in_month(Date day);
/// "yesterday", "3 days ago", "2 weeks ago", "5 months ago", "over a year ago", "over 4 years ago".
std::string ago(Date day, Date today);
/// "was due yesterday", "is due today", "is due on Friday 3 November".
std::string due_phrase(Date due, Date today);
/// "14:30".
std::string at_time(Instant at, const TimeZone& zone);

/// A promise after "You promised Grace": "to send the leaflet", or as it is where it does not begin with a
/// verb ("the hernia pathway leaflet"). Without a full stop.
std::string as_promised(std::string_view text);

}  // namespace confrere::today

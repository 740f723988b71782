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

/// What one calls a person: the given name where it is known, else the name without titles and what follows
/// commas. "Dr Grace Hopper, PhD" gives "Grace".
std::string first_name(std::string_view name, std::string_view given);

/// A promise after "You promised Grace": "to send the leaflet", or as it is where it does not begin with a
/// verb ("the hernia pathway leaflet"). Without a full stop.
std::string as_promised(std::string_view text);

/// The first letter made small where the word is an ordinary one (not "I", "MRI", "Grace" alone cannot be
/// told).
std::string without_capital(std::string_view text);
std::string without_full_stop(std::string_view text);

}  // namespace confrere::today

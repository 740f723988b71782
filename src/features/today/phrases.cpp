#include "features/today/phrases.h"

#include <algorithm>
#include <array>
#include <cctype>

#include <fmt/format.h>

#include "base/text.h"
#include "base/wording.h"

namespace confrere::today {
namespace {

constexpr std::array<std::string_view, 7> kWeekdays{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                    "Thursday", "Friday", "Saturday"};

/// Verbs that promises begin with; folded.
constexpr std::array<std::string_view, 57> kVerbs{
    "add",     "arrange", "ask",     "book",      "bring",     "call",     "chase",    "check",  "collect",
    "connect", "copy",    "discuss", "draft",     "email",     "find",     "fix",      "follow", "forward",
    "get",     "give",    "help",    "introduce", "invite",    "join",     "lend",     "let",    "look",
    "mail",    "make",    "meet",    "mention",   "offer",     "organise", "organize", "pass",   "phone",
    "post",    "prepare", "put",     "read",      "recommend", "reply",    "review",   "ring",   "send",
    "set",     "share",   "show",    "speak",     "suggest",   "talk",     "teach",    "tell",   "text",
    "thank",   "visit",   "write"};

std::string_view weekday(Date day) {
  const std::chrono::weekday found{std::chrono::sys_days(std::chrono::days(day.days))};
  return kWeekdays[found.c_encoding()];
}

int year_of(Date day) {
  return static_cast<int>(day.civil().year());
}

std::string count_of(int count, std::string_view one) {
  return count == 1 ? fmt::format("a {} ago", one) : fmt::format("{} {}s ago", count, one);
}

std::string_view first_word(std::string_view text) {
  return text.substr(0, text.find_first_of(" ,"));
}

}  // namespace

std::string on_day(Date day, Date today) {
  if (day == today) return "today";
  if (day == today - 1) return "yesterday";
  if (day == today + 1) return "tomorrow";
  const unsigned number = static_cast<unsigned>(day.civil().day());
  if (year_of(day) != year_of(today))
    return fmt::format("on {} {} {}", number, day.month_name(), year_of(day));
  if (std::abs(day - today) < 7) return fmt::format("on {} {} {}", weekday(day), number, day.month_name());
  return fmt::format("on {} {}", number, day.month_name());
}

std::string in_month(Date day) {
  return fmt::format("{} {}", day.month_name(), year_of(day));
}

std::string ago(Date day, Date today) {
  const int days = today - day;
  if (days <= 0) return "today";
  if (days == 1) return "yesterday";
  if (days < 14) return count_of(days, "day");
  if (days < 60) return count_of(days / 7, "week");
  if (days < 365) return count_of(days / 30, "month");
  const int years = days / 365;
  return years == 1 ? "over a year ago" : fmt::format("over {} years ago", years);
}

std::string due_phrase(Date due, Date today) {
  return fmt::format("{} due {}", due < today ? "was" : "is", on_day(due, today));
}

std::string at_time(Instant at, const TimeZone& zone) {
  const auto time = zone.time_of_day(at);
  return fmt::format("{:02}:{:02}", time.hours().count(), time.minutes().count());
}

std::string as_promised(std::string_view text) {
  const std::string plain = without_full_stop(text);
  const std::string verb = ascii_lower(first_word(plain));
  if (verb == "to") return without_capital(plain);
  if (std::find(kVerbs.begin(), kVerbs.end(), verb) != kVerbs.end()) return "to " + without_capital(plain);
  return without_capital(plain);
}

}  // namespace confrere::today

#include "base/time.h"

#include <array>
#include <charconv>

#include <date/tz.h>
#include <fmt/format.h>

namespace confrere {
namespace {

using std::chrono::microseconds;

constexpr std::int64_t kMicrosecondsPerDay = 86'400'000'000;
constexpr int kFirstYear = 1900;
constexpr int kLastYear = 9999;

/// The number in `text[start, start + width)`, digits only.
std::optional<int> digits(std::string_view text, std::size_t start, std::size_t width) {
  if (start + width > text.size()) return std::nullopt;
  int value = 0;
  for (const char c : text.substr(start, width)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

std::optional<Date> parse_date_part(std::string_view text) {
  const auto year = digits(text, 0, 4);
  const auto month = digits(text, 5, 2);
  const auto day = digits(text, 8, 2);
  if (!year || !month || !day || text[4] != '-' || text[7] != '-') return std::nullopt;
  if (*year < kFirstYear || *year > kLastYear) return std::nullopt;
  return Date::of(*year, static_cast<unsigned>(*month), static_cast<unsigned>(*day));
}

/// Seconds east of UTC of "Z", "+01:00" or "-05:30".
std::optional<std::int64_t> parse_offset(std::string_view text) {
  if (text == "Z" || text == "z") return 0;
  if (text.size() != 6 || text[3] != ':' || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  const auto hours = digits(text, 1, 2);
  const auto minutes = digits(text, 4, 2);
  if (!hours || !minutes || *hours > 23 || *minutes > 59) return std::nullopt;
  const std::int64_t seconds = *hours * 3600 + *minutes * 60;
  return text[0] == '+' ? seconds : -seconds;
}

const date::time_zone* zone_of(const void* zone) {
  return static_cast<const date::time_zone*>(zone);
}

date::local_time<microseconds> local_time(const void* zone, Instant at) {
  return zone_of(zone)->to_local(date::sys_time<microseconds>(microseconds(at.microseconds)));
}

}  // namespace

std::string Instant::text() const {
  std::int64_t days = microseconds / kMicrosecondsPerDay;
  std::int64_t rest = microseconds % kMicrosecondsPerDay;
  if (rest < 0) {
    rest += kMicrosecondsPerDay;
    --days;
  }
  const std::int64_t seconds = rest / 1'000'000;
  const std::int64_t fraction = rest % 1'000'000;
  std::string text = fmt::format("{}T{:02}:{:02}:{:02}", Date{static_cast<std::int32_t>(days)}.text(),
                                 seconds / 3600, seconds / 60 % 60, seconds % 60);
  if (fraction != 0) text += fmt::format(".{:06}", fraction);
  return text + 'Z';
}

std::optional<Instant> Instant::parse(std::string_view text) {
  constexpr std::size_t kShortest = std::string_view("2026-11-10T12:00:00Z").size();
  if (text.size() < kShortest) return std::nullopt;
  const auto date = parse_date_part(text.substr(0, 10));
  const auto hour = digits(text, 11, 2);
  const auto minute = digits(text, 14, 2);
  const auto second = digits(text, 17, 2);
  if (!date || !hour || !minute || !second) return std::nullopt;
  if ((text[10] != 'T' && text[10] != 't' && text[10] != ' ') || text[13] != ':' || text[16] != ':') {
    return std::nullopt;
  }
  if (*hour > 23 || *minute > 59 || *second > 60) return std::nullopt;

  std::size_t at = 19;
  std::int64_t fraction = 0;
  if (text[at] == '.') {
    const std::size_t first = ++at;
    std::int64_t scale = 100'000;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') {
      fraction += (text[at++] - '0') * scale;
      scale /= 10;
    }
    if (at == first) return std::nullopt;
  }
  const auto offset = parse_offset(text.substr(at));
  if (!offset) return std::nullopt;
  const std::int64_t seconds = *hour * 3600 + *minute * 60 + *second - *offset;
  return Instant{date->days * kMicrosecondsPerDay + seconds * 1'000'000 + fraction};
}

double days_between(Instant from, Instant to) {
  return static_cast<double>(to.microseconds - from.microseconds) / static_cast<double>(kMicrosecondsPerDay);
}

std::chrono::year_month_day Date::civil() const {
  return std::chrono::year_month_day(std::chrono::sys_days(std::chrono::days(days)));
}

std::string Date::text() const {
  const auto ymd = civil();
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()),
                     static_cast<unsigned>(ymd.day()));
}

std::string Date::month_name() const {
  static constexpr std::array kNames{"January", "February", "March",     "April",   "May",      "June",
                                     "July",    "August",   "September", "October", "November", "December"};
  return kNames.at(static_cast<unsigned>(civil().month()) - 1);
}

std::optional<Date> Date::of(int year, unsigned month, unsigned day) {
  const std::chrono::year_month_day ymd{std::chrono::year(year), std::chrono::month(month),
                                        std::chrono::day(day)};
  if (!ymd.ok()) return std::nullopt;
  return Date{static_cast<std::int32_t>(std::chrono::sys_days(ymd).time_since_epoch().count())};
}

std::optional<Date> Date::parse(std::string_view text) {
  return text.size() == 10 ? parse_date_part(text) : std::nullopt;
}

Date add_months(Date date, int months) {
  const auto moved = date.civil() + std::chrono::months(months);
  const std::chrono::sys_days day =
      moved.ok() ? std::chrono::sys_days(moved)
                 : std::chrono::sys_days(moved.year() / moved.month() / std::chrono::last);
  return {static_cast<std::int32_t>(day.time_since_epoch().count())};
}

std::optional<TimeZone> TimeZone::find(std::string_view name) {
  try {
    return TimeZone(std::string(name), date::locate_zone(std::string(name)));
  } catch (const std::runtime_error&) {
    return std::nullopt;
  }
}

TimeZone TimeZone::utc() {
  return TimeZone("Etc/UTC", date::locate_zone("Etc/UTC"));
}

TimeZone TimeZone::of_machine() {
  try {
    const auto* zone = date::current_zone();
    return TimeZone(zone->name(), zone);
  } catch (const std::runtime_error&) {
    return utc();
  }
}

Date TimeZone::date_at(Instant at) const {
  const auto day = date::floor<date::days>(local_time(zone_, at));
  return {static_cast<std::int32_t>(day.time_since_epoch().count())};
}

Instant TimeZone::start_of(Date date) const {
  const date::local_days day{date::days(date.days)};
  const auto at = zone_of(zone_)->to_sys(day, date::choose::earliest);
  return {std::chrono::duration_cast<microseconds>(at.time_since_epoch()).count()};
}

std::chrono::hh_mm_ss<std::chrono::minutes> TimeZone::time_of_day(Instant at) const {
  const auto local = local_time(zone_, at);
  return std::chrono::hh_mm_ss<std::chrono::minutes>(
      std::chrono::floor<std::chrono::minutes>(local - date::floor<date::days>(local)));
}

Instant SystemClock::now() const {
  return {
      std::chrono::duration_cast<microseconds>(std::chrono::system_clock::now().time_since_epoch()).count()};
}

}  // namespace confrere

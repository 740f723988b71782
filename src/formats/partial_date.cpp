#include "formats/partial_date.h"

#include <array>

#include <fmt/format.h>

#include "base/text.h"

namespace confrere::formats {
namespace {

constexpr int kAppleNoYear = 1604;

int days_in(int month, std::optional<int> year) {
  constexpr std::array<int, 12> kDays{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = !year || (*year % 4 == 0 && (*year % 100 != 0 || *year % 400 == 0));
  return month == 2 && !leap ? 28 : kDays.at(static_cast<std::size_t>(month - 1));
}

/// The digits that the next part of a date takes from the front of `text`.
std::optional<int> take_digits(std::string_view& text, std::size_t count) {
  if (text.size() < count) return std::nullopt;
  int value = 0;
  for (const char c : text.substr(0, count)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  text.remove_prefix(count);
  return value;
}

bool take_dash(std::string_view& text) {
  if (!text.starts_with('-')) return false;
  text.remove_prefix(1);
  return true;
}

/// "MM", "MM-DD", "MMDD" to the end of the text.
std::optional<PartialDate> parse_month_and_day(std::optional<int> year, std::string_view text, bool basic) {
  const auto month = take_digits(text, 2);
  if (!month) return std::nullopt;
  if (text.empty()) return PartialDate::of(year, month, std::nullopt);
  const bool dash = take_dash(text);
  if (!dash && !basic) return std::nullopt;
  const auto day = take_digits(text, 2);
  if (!day || !text.empty()) return std::nullopt;
  return PartialDate::of(year, month, day);
}

std::optional<PartialDate> parse_date(std::string_view text, bool basic) {
  if (text.starts_with("--")) return parse_month_and_day(std::nullopt, text.substr(2), basic);
  const auto year = take_digits(text, 4);
  if (!year) return std::nullopt;
  if (text.empty()) return PartialDate::of(year, std::nullopt, std::nullopt);
  const bool dash = take_dash(text);
  // "199604" would be a date cut short: RFC 6350 writes year and month with a dash.
  if (!dash && (!basic || text.size() != 4)) return std::nullopt;
  return parse_month_and_day(year, text, basic);
}

}  // namespace

std::optional<PartialDate> PartialDate::of(std::optional<int> year, std::optional<int> month,
                                           std::optional<int> day) {
  if (!year && !month) return std::nullopt;
  if (day && !month) return std::nullopt;
  if (year && (*year < 1 || *year > 9999)) return std::nullopt;
  if (month && (*month < 1 || *month > 12)) return std::nullopt;
  if (day && (*day < 1 || *day > days_in(*month, year))) return std::nullopt;
  PartialDate date;
  if (year) date.year = static_cast<std::int16_t>(*year);
  if (month) date.month = static_cast<std::int8_t>(*month);
  if (day) date.day = static_cast<std::int8_t>(*day);
  return date;
}

std::optional<PartialDate> PartialDate::parse(std::string_view text) {
  return parse_date(text, false);
}

std::string PartialDate::text() const {
  std::string out = year ? fmt::format("{:04}", *year) : "-";
  if (month) out += fmt::format("-{:02}", *month);
  if (day) out += fmt::format("-{:02}", *day);
  return out;
}

std::optional<PartialDate> parse_vcard_date(std::string_view text) {
  text = trim(text);
  const std::size_t time = text.find_first_of("Tt ");
  auto date = parse_date(text.substr(0, time), true);
  if (date && date->year == kAppleNoYear && date->month) date->year.reset();
  return date;
}

std::string to_vcard_date(const PartialDate& date) {
  if (!date.year)
    return fmt::format("--{:02}", *date.month) + (date.day ? fmt::format("{:02}", *date.day) : "");
  if (!date.month) return fmt::format("{:04}", *date.year);
  if (!date.day) return fmt::format("{:04}-{:02}", *date.year, *date.month);
  return fmt::format("{:04}{:02}{:02}", *date.year, *date.month, *date.day);
}

}  // namespace confrere::formats

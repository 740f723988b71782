#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace confrere::formats {

/// A date of which only a part may be known: year, year and month, all three, or month (and day) without a
/// year. Always a date that exists; without a year, 29 February does.
struct PartialDate {
  std::optional<std::int16_t> year;  ///< 1 to 9999
  std::optional<std::int8_t> month;  ///< 1 to 12
  std::optional<std::int8_t> day;    ///< only with a month

  /// The API's form: "2019-07-09", "2019-07", "2019", "--07-09", "--07".
  [[nodiscard]] std::string text() const;
  static std::optional<PartialDate> parse(std::string_view text);
  /// Empty when there is no such date.
  static std::optional<PartialDate> of(std::optional<int> year, std::optional<int> month,
                                       std::optional<int> day);

  friend bool operator==(const PartialDate&, const PartialDate&) = default;
  friend auto operator<=>(const PartialDate&, const PartialDate&) = default;
};

/// A date of a vCard of any version, basic or extended, its time of day passed over: "19960415",
/// "1996-04-15", "1996-04", "1996", "--0415", "--04-15", "--04", "19531015T231000Z". The year 1604 is Apple's
/// and Google's "no year". Empty when it is none of these (a day alone, text).
[[nodiscard]] std::optional<PartialDate> parse_vcard_date(std::string_view text);
/// RFC 6350, section 4.3.1: "19960415", "1996-04", "1996", "--0415", "--04".
[[nodiscard]] std::string to_vcard_date(const PartialDate& date);

}  // namespace confrere::formats

namespace confrere {

template <class T>
struct JsonString;
template <>
struct JsonString<formats::PartialDate> {
  static constexpr std::string_view kWhat =
      "a date such as 2019-07-09, 2019-07, 2019, or --07-09 without a year";
  static std::string text(const formats::PartialDate& date) { return date.text(); }
  static std::optional<formats::PartialDate> parse(std::string_view text) {
    return formats::PartialDate::parse(text);
  }
};

}  // namespace confrere

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace confrere::formats {

/// A phone number as it is compared, never as it is shown.
struct PhoneKey {
  /// "+442079460000" (E.164) when the country is known, else the national digits without trunk prefix:
  /// "2079460000".
  std::string number;
  std::string extension;  ///< digits of ";ext=5", "ext. 5", "x5", "#5"
  friend bool operator==(const PhoneKey&, const PhoneKey&) = default;

  [[nodiscard]] bool is_international() const { return number.starts_with('+'); }
  /// The last eight digits, fewer when there are fewer: the same for a number with and without its country.
  /// Two people may share it by chance; together with the name it tells.
  [[nodiscard]] std::string tail() const;
};

/// Reads `+44 (0)20 7946 0000`, `0044 20…`, `tel:+1-555-…;ext=5`, `(555) 010-1234 x5`, `020 7946 0000`. The
/// default country, two letters of ISO 3166 such as "GB", gives national numbers theirs; without it they stay
/// national. Digits may be Arabic, Persian, Devanagari or full width. Empty with fewer than three digits.
///
/// Calling codes are told from the ITU's plan (E.164, annex: one digit for zones 1 and 7, a list of two
/// digits, else three); national lengths are not checked. O(length).
[[nodiscard]] std::optional<PhoneKey> phone_key(std::string_view text, std::string_view default_country = {});

/// The calling code of a country, "44" for "GB"; "" when it is unknown. O(number of countries).
[[nodiscard]] std::string_view calling_code(std::string_view country);

}  // namespace confrere::formats

#include "features/etiquette/dates.h"

#include <algorithm>
#include <charconv>

namespace confrere::etiquette {
namespace {

constexpr int kMostDays = 31;
constexpr int kMonths = 12;

/// The digits at the beginning of a word; nothing when there are none or too many.
std::optional<int> leading_number(std::string_view text) {
  int number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc() || read.ptr - text.data() > 4) return std::nullopt;
  return number;
}

class DateReader {
 public:
  explicit DateReader(const Marked& marked) : marked_(marked), months_(marked.book().list("month")) {}

  [[nodiscard]] std::optional<DateWords> at(std::uint32_t at) const {
    if (const auto numbers = of_numbers(at)) return numbers;
    if (const auto named = day_first(at)) return named;
    return month_first(at);
  }

 private:
  [[nodiscard]] bool there(std::uint32_t at) const { return at < marked_.words().size(); }
  [[nodiscard]] const Word& word(std::uint32_t at) const { return marked_.words()[at]; }
  [[nodiscard]] std::size_t digits(std::uint32_t at) const { return marked_.text(at).size(); }

  [[nodiscard]] std::optional<int> number(std::uint32_t at) const {
    if (!there(at) || !word(at).number) return std::nullopt;
    return leading_number(marked_.text(at));
  }
  [[nodiscard]] bool is_year(std::uint32_t at) const {
    if (!there(at) || !word(at).number || word(at).sentence != word(at - 1).sentence) return false;
    const auto year = number(at);
    return year && ((digits(at) == 4 && *year >= 1900 && *year < 2100));
  }
  /// One and the same single sign before both words.
  [[nodiscard]] bool joined_alike(std::uint32_t second, std::uint32_t third) const {
    const std::uint16_t between = word(second).between;
    return between == word(third).between &&
           (between == kSlash || between == kHyphen || between == kStop || between == kDash) &&
           word(second).start == word(second - 1).end + 1 && word(third).start == word(second).end + 1;
  }
  static bool day_and_month(int a, int b) {
    return (a >= 1 && b >= 1) && ((a <= kMostDays && b <= kMonths) || (a <= kMonths && b <= kMostDays));
  }

  [[nodiscard]] std::optional<DateWords> of_numbers(std::uint32_t at) const {
    const auto a = number(at);
    const auto b = number(at + 1);
    const auto c = number(at + 2);
    if (!a || !b || !c || !joined_alike(at + 1, at + 2)) return std::nullopt;
    const bool goes_on = there(at + 3) && word(at + 3).digit_first &&
                         word(at + 3).start == word(at + 2).end + 1 && word(at + 3).between != kSpace;
    if (goes_on) return std::nullopt;
    const bool year_last = (digits(at + 2) == 4 && *c >= 1900 && *c < 2100) || digits(at + 2) == 2;
    if (digits(at) <= 2 && digits(at + 1) <= 2 && year_last && day_and_month(*a, *b))
      return DateWords{.last = at + 3, .has_year = true};
    if (digits(at) == 4 && *a >= 1900 && *a < 2100 && *b >= 1 && *b <= kMonths && *c >= 1 && *c <= kMostDays)
      return DateWords{.last = at + 3, .has_year = true};
    return std::nullopt;
  }

  /// "3", "3rd"
  [[nodiscard]] bool is_day(std::uint32_t at) const {
    if (!there(at) || !word(at).digit_first) return false;
    const std::string_view text = marked_.text(at);
    const auto day = leading_number(text);
    if (!day || *day < 1 || *day > kMostDays) return false;
    const std::string_view end = text.substr(*day > 9 || text[0] == '0' ? 2 : 1);
    return end.empty() || end == "st" || end == "nd" || end == "rd" || end == "th";
  }

  [[nodiscard]] DateWords with_year(std::uint32_t last) const {
    if (is_year(last)) return {.last = last + 1, .has_year = true};
    const bool short_year = there(last) && word(last).number && digits(last) == 2 &&
                            (word(last).between & ~unsigned{kSpace | kHyphen | kSlash}) == 0;
    if (short_year) return {.last = last + 1, .has_year = true};
    return {.last = last, .has_year = false};
  }

  [[nodiscard]] std::optional<DateWords> day_first(std::uint32_t at) const {
    if (!is_day(at)) return in_one_word(at);
    std::uint32_t month = at + 1;
    if (there(month) && marked_.text(month) == "of") ++month;
    if (!there(month) || !marked_.is(month, months_) || word(month).sentence != word(at).sentence)
      return std::nullopt;
    if ((word(month).between & (kComma | kColon | kBracket)) != 0) return std::nullopt;
    return with_year(month + 1);
  }

  [[nodiscard]] std::optional<DateWords> month_first(std::uint32_t at) const {
    if (!there(at) || !marked_.is(at, months_) || !word(at).capital) return std::nullopt;
    std::uint32_t day = at + 1;
    if (there(day) && marked_.text(day) == "the") ++day;
    if (!is_day(day) || word(day).sentence != word(at).sentence) return std::nullopt;
    return with_year(day + 1);
  }

  /// "12mar1956"
  [[nodiscard]] std::optional<DateWords> in_one_word(std::uint32_t at) const {
    if (!there(at) || !word(at).digit_first || word(at).number) return std::nullopt;
    const std::string_view text = marked_.text(at);
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    const std::size_t letters = std::min(text.find_first_of("0123456789", digits), text.size());
    const std::size_t year = text.size() - letters;
    static constexpr std::string_view kShortMonths = "jan feb mar apr may jun jul aug sep oct nov dec";
    const std::string_view month = text.substr(digits, letters - digits);
    if (digits > 2 || month.size() != 3 || kShortMonths.find(month) == std::string_view::npos)
      return std::nullopt;
    if (year != 0 && year != 2 && year != 4) return std::nullopt;
    return DateWords{.last = at + 1, .has_year = year != 0};
  }

  const Marked& marked_;
  Lists months_;
};

}  // namespace

std::optional<DateWords> date_at(const Marked& marked, std::uint32_t at) {
  return DateReader(marked).at(at);
}

}  // namespace confrere::etiquette

#include "features/etiquette/own_shapes.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "features/etiquette/record_numbers.h"

namespace confrere::etiquette {
namespace {

bool is_separator(char32_t c) {
  return c == U' ' || c == U'-';
}

/// How many words before a number are looked at for what it is called, and how far away they may be.
constexpr int kWordsBefore = 4;
constexpr int kWordsBeforeSpaced = 7;  ///< "the social didn't match, right one: 219 09 9999"
constexpr std::size_t kReachBefore = 40;

template <std::size_t N>
bool named_before(const Letters& letters, std::size_t at, const std::array<std::u32string_view, N>& names,
                  int words = kWordsBefore) {
  std::size_t end = at;
  const std::size_t limit = at > kReachBefore ? at - kReachBefore : 0;
  for (int word = 0; word < words; ++word) {
    while (end > limit && !is_letter(letters[end - 1])) --end;
    std::size_t start = end;
    while (start > limit && is_letter(letters[start - 1])) --start;
    const std::u32string_view name(letters.data() + start, end - start);
    if (std::find(names.begin(), names.end(), name) != names.end()) return true;
    end = start;
  }
  return false;
}

constexpr std::array<std::u32string_view, 2> kHealthNumberWords{U"nhs", U"chi"};
constexpr std::array<std::u32string_view, 3> kSocialSecurityWords{U"ssn", U"social", U"ss"};
/// What other numbers of that shape are called.
constexpr std::array<std::u32string_view, 15> kOtherNumberWords{
    U"ticket", U"po",     U"order",    U"invoice", U"confirmation", U"booking", U"abstract", U"receipt",
    U"quote",  U"parcel", U"tracking", U"serial",  U"model",        U"ballot",  U"voucher"};
constexpr int kWordsBeforeOther = 2;  ///< "order no. …", and not "in order to verify …"
constexpr std::array<std::u32string_view, 18> kTelephoneWords{
    U"tel",  U"telephone", U"phone", U"mobile", U"mob",      U"cell", U"fax", U"call",  U"ring",
    U"text", U"ph",        U"sms",   U"pager",  U"whatsapp", U"dial", U"ext", U"bleep", U"landline"};

/// NHS Data Dictionary: weights 10 to 2, eleven minus the remainder; eleven counts as 0, ten is never issued.
bool has_nhs_check_digit(const std::array<int, 10>& digits) {
  int sum = 0;
  for (int i = 0; i < 9; ++i) sum += digits[static_cast<std::size_t>(i)] * (10 - i);
  const int check = (11 - sum % 11) % 11;
  const bool all_same =
      std::all_of(digits.begin(), digits.end(), [&](int digit) { return digit == digits[0]; });
  return check == digits[9] && !all_same;
}

/// True for a number written onto its name: "NHSno9434765919".
bool is_joined_to_name(const Letters& letters, std::size_t at) {
  constexpr std::array<std::u32string_view, 4> kNames{U"nhs", U"nhsno", U"nhsnumber", U"chi"};
  std::size_t start = at;
  while (start > 0 && is_letter(letters[start - 1])) --start;
  const std::u32string_view name(letters.data() + start, at - start);
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

/// True when the number that begins at `at` goes on before it: "12-943…", "3.943…", "+44 943…", "1 800…". An
/// identifier that ends at `last_end` is a number of its own: they may stand in a list.
bool continues_a_number(const Letters& letters, std::size_t at, std::size_t last_end) {
  if (last_end > 0 && last_end + 1 == at) return false;
  const char32_t last = before(letters, at);
  if (is_letter(last)) return !is_joined_to_name(letters, at);
  if (last == U'+' || is_digit(last)) return true;
  if (last == U'(') return at >= 2 && letters[at - 2] == U'+';
  if (at < 2 || !is_digit(letters[at - 2])) return false;
  if (last != U' ') return last == U'-' || last == U'.' || last == U',' || last == U'/';
  std::size_t start = at - 1;
  while (start > 0 && is_digit(letters[start - 1])) --start;
  const std::size_t length = at - 1 - start;
  return before(letters, start) == U'+' || length >= 3 || (length == 1 && letters[start] == U'1') ||
         (letters[start] == U'0' && peek(letters, start + 1) == U'0');
}

/// True when the number that ends at `end` goes on after it: "…5919-12", "…5919.5", "…5919 ext 12".
bool goes_on(const Letters& letters, std::size_t end) {
  const char32_t next = peek(letters, end);
  if (is_digit(next) || is_letter(next)) return true;
  if ((next == U'-' || next == U'.' || next == U',' || next == U'/') && is_digit(peek(letters, end + 1)))
    return true;
  if (next != U' ') return false;
  const bool extension = peek(letters, end + 1) == U'x' && is_digit(peek(letters, end + 2));
  return extension || (letters.compare(std::min(end + 1, letters.size()), 3, U"ext") == 0 &&
                       !is_letter(peek(letters, end + 4)));
}

bool is_telephone_number(const Letters& letters, std::size_t at) {
  if (named_before(letters, at, kHealthNumberWords)) return false;
  return letters[at] == U'0' || named_before(letters, at, kTelephoneWords);
}

/// The ten digits from `at` on, with single separators between; 0 where there are not ten.
struct TenDigits {
  std::array<int, 10> digits{};
  std::size_t end = 0;
  std::vector<std::size_t> parted;  ///< before which digits a separator stands
};

std::optional<TenDigits> ten_digits_at(const Letters& letters, std::size_t at) {
  TenDigits ten;
  ten.end = at;
  for (std::size_t i = 0; i < ten.digits.size(); ++i) {
    const char32_t c = peek(letters, ten.end);
    if (i > 0 && (is_separator(c) || c == U'.')) {
      ten.parted.push_back(i);
      ++ten.end;
    }
    if (!is_digit(peek(letters, ten.end))) return std::nullopt;
    ten.digits[i] = static_cast<int>(letters[ten.end++] - U'0');
  }
  return ten;
}

/// Together, 3-3-4 or, as some write it, 5-5; any other way only where it is named.
bool is_written_as_nhs_number(const Letters& letters, std::size_t at, const TenDigits& ten) {
  if (named_before(letters, at, kHealthNumberWords)) return ten.parted.size() <= 4;
  if (ten.parted.empty()) return true;
  if (ten.parted == std::vector<std::size_t>{5}) return letters[at + 5] == U' ';
  return ten.parted == std::vector<std::size_t>{3, 6} && letters[at + 3] == letters[at + 7];
}

/// Where the NHS number that begins at `at` ends.
std::optional<std::size_t> nhs_number_at(const Letters& letters, std::size_t at, std::size_t last_end) {
  const auto ten = ten_digits_at(letters, at);
  if (!ten || !has_nhs_check_digit(ten->digits) || !is_written_as_nhs_number(letters, at, *ten))
    return std::nullopt;
  if (continues_a_number(letters, at, last_end) || goes_on(letters, ten->end) ||
      is_telephone_number(letters, at))
    return std::nullopt;
  return ten->end;
}

/// Where the social security number that begins at `at` ends.
std::optional<std::size_t> social_security_number_at(const Letters& letters, std::size_t at,
                                                     std::size_t last_end) {
  const char32_t separator = peek(letters, at + 3);
  if (digits_from(letters, at) != 3 || !is_separator(separator)) return std::nullopt;
  if (digits_from(letters, at + 4) != 2 || peek(letters, at + 6) != separator) return std::nullopt;
  if (digits_from(letters, at + 7) != 4) return std::nullopt;
  const std::u32string_view number(letters.data() + at, 11);
  const auto area = number.substr(0, 3);
  if (area == U"000" || area == U"666" || area[0] == U'9') return std::nullopt;
  if (number.substr(4, 2) == U"00" || number.substr(7) == U"0000") return std::nullopt;
  if (continues_a_number(letters, at, last_end) || goes_on(letters, at + 11)) return std::nullopt;
  const bool spaced = separator == U' ';
  const bool is_named = named_before(letters, at, kSocialSecurityWords, kWordsBeforeSpaced);
  if (!is_named && (spaced || named_before(letters, at, kOtherNumberWords, kWordsBeforeOther)))
    return std::nullopt;
  return at + 11;
}

/// Identifiers from the beginning of a text to its end.
class Search {
 public:
  explicit Search(const Letters& letters) : letters_(letters) {}

  std::vector<OwnShape> all() && {
    for (std::size_t at = 0; at < letters_.size(); ++at) {
      const bool begins_number = is_digit(letters_[at]) && !is_digit(before(letters_, at));
      const bool begins_word = is_letter(letters_[at]) && !is_letter(before(letters_, at));
      if ((begins_number && take_number(at)) || (begins_word && take_record(at))) at = last_end_ - 1;
    }
    return std::move(found_);
  }

 private:
  bool take(IdentifierKind kind, std::size_t start, std::optional<std::size_t> end) {
    if (!end) return false;
    found_.push_back({.kind = kind, .start = start, .end = *end});
    last_end_ = *end;
    return true;
  }

  bool take_number(std::size_t at) {
    return take(IdentifierKind::nhs_number, at, nhs_number_at(letters_, at, last_end_)) ||
           take(IdentifierKind::social_security_number, at,
                social_security_number_at(letters_, at, last_end_));
  }

  bool take_record(std::size_t at) {
    const auto number = record_number_at(letters_, at);
    if (!number) return false;
    const std::size_t length = number->end - number->start;
    take(IdentifierKind::record_number, at, number->end);
    while (const auto next = next_of_list(letters_, last_end_ - length, last_end_))
      take(IdentifierKind::record_number, *next, *next + length);
    return true;
  }

  const Letters& letters_;
  std::size_t last_end_ = 0;
  std::vector<OwnShape> found_;
};

}  // namespace

std::vector<OwnShape> find_own_shapes(const Letters& letters) {
  return Search(letters).all();
}

}  // namespace confrere::etiquette

#include "features/etiquette/own_shapes.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <vector>

namespace confrere::etiquette {
namespace {

bool is_separator(char32_t c) {
  return c == U' ' || c == U'-';
}

std::size_t digits_from(const Letters& letters, std::size_t at) {
  std::size_t end = at;
  while (is_digit(peek(letters, end))) ++end;
  return end - at;
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

/// A name of record numbers. `numbered`: it needs "number", "no", "id" or "#" after it, as "hospital number".
struct RecordName {
  std::u32string_view name;
  bool numbered;
  std::size_t least_digits;
};
constexpr std::array kRecordNames{
    RecordName{U"mrn", false, 3},
    RecordName{U"uhid", false, 4},
    RecordName{U"nhi", false, 4},
    RecordName{U"hn", false, 6},
    RecordName{U"ip", true, 5},
    RecordName{U"op", true, 5},
    RecordName{U"ipd", true, 5},
    RecordName{U"opd", true, 5},
    RecordName{U"cr", true, 5},
    RecordName{U"bht", true, 4},
    RecordName{U"reg", true, 5},
    RecordName{U"health", true, 5},
    RecordName{U"notes", true, 5},
    RecordName{U"dossier", true, 4},
    RecordName{U"medical record", true, 3},
    RecordName{U"medical records", true, 3},
    RecordName{U"med rec", true, 3},
    RecordName{U"med record", true, 3},
    RecordName{U"mrn no", false, 3},
    RecordName{U"crn", false, 5},
    RecordName{U"urn", false, 5},
    RecordName{U"case", true, 5},
    RecordName{U"folder", true, 5},
    RecordName{U"file", true, 5},
    RecordName{U"admission", true, 5},
    RecordName{U"episode", true, 5},
    RecordName{U"accession", true, 5},
    RecordName{U"health record", true, 3},
    RecordName{U"patient record", true, 3},
    RecordName{U"case record", true, 4},
    RecordName{U"case notes", true, 4},
    RecordName{U"record", true, 4},
    RecordName{U"hospital", true, 4},
    RecordName{U"hosp", true, 4},
    RecordName{U"hospno", false, 4},
    RecordName{U"unitno", false, 5},
    RecordName{U"patient", true, 4},
    RecordName{U"inpatient", true, 5},
    RecordName{U"outpatient", true, 5},
    RecordName{U"pt", true, 5},
    RecordName{U"chart", true, 4},
    RecordName{U"clinic", true, 5},
    RecordName{U"unit", true, 5},
    RecordName{U"emr", true, 4},
    RecordName{U"ehr", true, 4},
    RecordName{U"pas", true, 5},
    RecordName{U"mr", true, 5},
    RecordName{U"ur", true, 5},
    RecordName{U"pid", true, 5},
};
constexpr std::array<std::u32string_view, 8> kNumberWords{U"number", U"no",         U"num", U"nr",
                                                          U"id",     U"identifier", U"ref", U"nos"};

constexpr std::array<std::u32string_view, 5> kFillers{U"is", U"was", U"ending", U"here", U"its"};

std::size_t word_end(const Letters& letters, std::size_t at) {
  while (is_letter(peek(letters, at))) ++at;
  return at;
}

/// So many digits, after letters that stand apart, as in "RCH 449 120", are its number; "no see 12" is none.
constexpr std::size_t kApartDigits = 5;
/// So many digits right behind "record" or "UR" are its number without being called so.
constexpr std::size_t kPlainlyNumber = 6;

/// After `at`, past "number", "is", ":" and the like; nothing when `numbered` and no such word or sign came.
std::optional<std::size_t> skip_to_number(const Letters& letters, std::size_t at, bool numbered) {
  constexpr int kSteps = 8;  // "no . : # (" and spaces
  for (int step = 0; step < kSteps; ++step) {
    const char32_t c = peek(letters, at);
    if (!numbered && c == U'\'' && peek(letters, at + 1) == U's' && !is_letter(peek(letters, at + 2))) {
      at += 2;  // "her number's 4711", and not "the clinic's 5551234"
      continue;
    }
    if (at < letters.size() && std::u32string_view(U" :.=-(#)").find(c) != std::u32string_view::npos) {
      numbered = numbered && c != U'#';
      ++at;
      continue;
    }
    const std::size_t end = word_end(letters, at);
    const std::u32string_view word(letters.data() + at, end - at);
    const bool number_word = std::find(kNumberWords.begin(), kNumberWords.end(), word) != kNumberWords.end();
    const bool filler = std::find(kFillers.begin(), kFillers.end(), word) != kFillers.end();
    if (!number_word && !filler) break;
    numbered = numbered && !number_word;
    at = end;
  }
  if (numbered && digits_from(letters, at) < kPlainlyNumber) return std::nullopt;
  return at;
}

/// Where the record's number that begins at `at` ends: up to three letters, then digits in groups joined by
/// dashes, or by spaces as long as they are too few; a last letter may follow, as in "6621-A".
std::optional<std::size_t> record_digits_at(const Letters& letters, std::size_t at,
                                            const RecordName& record) {
  std::size_t end = word_end(letters, at);
  if (end - at > 4) return std::nullopt;
  const bool lettered = end > at;
  const char32_t joint = peek(letters, end);
  const bool one_letter = end == at + 1 && joint == U' ';
  const bool apart = !one_letter && joint == U' ' && is_digit(peek(letters, end + 1));
  const std::size_t least =
      lettered && apart ? std::max(record.least_digits, kApartDigits) : record.least_digits;
  if (lettered && (joint == U'-' || joint == U'/' || joint == U'.' || one_letter || apart)) ++end;
  const std::size_t first = end;
  end += digits_from(letters, end);
  std::size_t digits = end - first;
  const auto goes_on_with = [&](char32_t separator) {
    return digits > 0 && peek(letters, end) == separator && is_digit(peek(letters, end + 1));
  };
  const bool telephone =
      !lettered && letters[std::min(first, letters.size() - 1)] == U'0' && goes_on_with(U' ');
  if (telephone) return std::nullopt;
  const bool spaced = (lettered && !apart) || digits >= 3;  // "554 209", but not "12 beds"
  bool by_space = false;
  while (goes_on_with(U'-') || (spaced && digits < least && goes_on_with(U' ')) || goes_on_with(U'/')) {
    by_space = by_space || peek(letters, end) == U' ';
    const std::size_t more = digits_from(letters, end + 1);
    digits += more;
    end += more + 1;
  }
  if (!lettered && by_space && goes_on_with(U' ')) return std::nullopt;  // a telephone: "312 555 0142"
  // "447-A-12"
  const std::size_t inner = word_end(letters, end + 1);
  if (digits > 0 && peek(letters, end) == U'-' && inner - end == 2 && peek(letters, inner) == U'-' &&
      is_digit(peek(letters, inner + 1))) {
    const std::size_t more = digits_from(letters, inner + 1);
    digits += more;
    end = inner + 1 + more;
  }
  if (digits < least) return std::nullopt;
  const bool dashed = peek(letters, end) == U'-' && is_letter(peek(letters, end + 1)) &&
                      word_end(letters, end + 1) == end + 2;
  const std::size_t tail = dashed ? end + 2 : word_end(letters, end);
  if (tail - end > 2) return std::nullopt;
  return tail;
}

/// Where the named record number that begins with the word at `at` ends.
std::optional<std::size_t> record_number_at(const Letters& letters, std::size_t at) {
  for (const RecordName& record : kRecordNames) {
    if (letters.compare(at, record.name.size(), record.name) != 0) continue;
    const std::size_t end = at + record.name.size();
    if (is_letter(peek(letters, end))) continue;
    const auto number = skip_to_number(letters, end, record.numbered);
    if (!number) continue;
    if (const auto found = record_digits_at(letters, *number, record)) return found;
  }
  return std::nullopt;
}

}  // namespace

std::vector<OwnShape> find_own_shapes(const Letters& letters) {
  std::vector<OwnShape> found;
  std::size_t last_end = 0;
  for (std::size_t at = 0; at < letters.size(); ++at) {
    std::optional<std::size_t> end;
    IdentifierKind kind = IdentifierKind::nhs_number;
    if (is_digit(letters[at]) && !is_digit(before(letters, at))) {
      end = nhs_number_at(letters, at, last_end);
      if (!end) {
        kind = IdentifierKind::social_security_number;
        end = social_security_number_at(letters, at, last_end);
      }
    } else if (is_letter(letters[at]) && !is_letter(before(letters, at))) {
      kind = IdentifierKind::record_number;
      end = record_number_at(letters, at);
    }
    if (!end) continue;
    found.push_back({.kind = kind, .start = at, .end = *end});
    last_end = *end;
    at = last_end - 1;
  }
  return found;
}

}  // namespace confrere::etiquette

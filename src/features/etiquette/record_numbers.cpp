#include "features/etiquette/record_numbers.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace confrere::etiquette {
namespace {

/// A name of record numbers. `numbered`: it needs "number", "no", "id" or "#" after it, as "hospital number".
struct RecordName {
  std::u32string_view name;
  bool numbered;
  std::size_t least_digits;
};
constexpr std::array kRecordNames{
    RecordName{U"mrn", false, 3},
    RecordName{U"fallnummer", false, 5},
    RecordName{U"fall nr", false, 5},
    RecordName{U"fallnr", false, 5},
    RecordName{U"patientennummer", false, 5},
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
    RecordName{U"mrns", false, 5},
    RecordName{U"mrd", false, 5},
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
constexpr std::array<std::u32string_view, 9> kNumberWords{U"number", U"numbers",    U"no",  U"num", U"nr",
                                                          U"id",     U"identifier", U"ref", U"nos"};

constexpr std::array<std::u32string_view, 5> kFillers{U"is", U"was", U"ending", U"here", U"its"};

std::size_t word_end(const Letters& letters, std::size_t at) {
  while (is_letter(peek(letters, at))) ++at;
  return at;
}

/// So many digits, after letters that stand apart, as in "RCH 449 120", are its number; "no see 12" is none.
constexpr std::size_t kApartDigits = 5;
constexpr std::size_t kTelephoneDigits = 11;  ///< at most, from its first zero on
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

/// Whether a telephone number begins at `at`: a zero, and ten or eleven digits in groups with spaces between.
bool is_spaced_telephone(const Letters& letters, std::size_t at) {
  if (peek(letters, at) != U'0') return false;
  std::size_t end = at + digits_from(letters, at);
  std::size_t digits = end - at;
  const std::size_t first = digits;
  while (digits < kTelephoneDigits && peek(letters, end) == U' ' && is_digit(peek(letters, end + 1))) {
    const std::size_t group = digits_from(letters, end + 1);
    if (is_letter(peek(letters, end + 1 + group))) break;  // "00734119 58F"
    digits += group;
    end += 1 + group;
  }
  return digits > first && (digits == kTelephoneDigits || digits + 1 == kTelephoneDigits);
}

/// Where the record's number that begins at `at` ends: up to four letters, then digits in groups joined by
/// dashes or slashes, or by spaces as long as they are too few; two last letters may follow, or one as in
/// "6621-A".
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
  if (!lettered && is_spaced_telephone(letters, first)) return std::nullopt;
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

/// Whether the letters from `at` on are as those in [first, last): digits for digits, letters for letters.
bool is_alike(const Letters& letters, std::size_t at, std::size_t first, std::size_t last) {
  for (std::size_t i = first; i < last; ++i) {
    const char32_t c = peek(letters, at + i - first);
    const bool same = is_digit(letters[i])    ? is_digit(c)
                      : is_letter(letters[i]) ? is_letter(c)
                                              : c == letters[i];
    if (!same) return false;
  }
  const std::size_t end = at + last - first;
  const char32_t next = peek(letters, end);
  const bool goes_on = next == U'-' || next == U'/' || next == U'.';
  return !is_digit(next) && !is_letter(next) && !(goes_on && is_digit(peek(letters, end + 1)));
}

/// Whether [first, last) cannot be a quantity, a year or a day: it has a letter, or many digits that do not
/// begin as a year of ours.
bool is_plainly_a_record(const Letters& letters, std::size_t first, std::size_t last) {
  const bool lettered = std::any_of(letters.begin() + static_cast<std::ptrdiff_t>(first),
                                    letters.begin() + static_cast<std::ptrdiff_t>(last), is_letter);
  const bool dated = letters.compare(first, 2, U"19") == 0 || letters.compare(first, 2, U"20") == 0;
  return lettered || (digits_from(letters, first) >= kPlainlyNumber && !dated);
}

}  // namespace

std::optional<Number> record_number_at(const Letters& letters, std::size_t at) {
  for (const RecordName& record : kRecordNames) {
    if (letters[at] != record.name.front()) continue;
    if (letters.compare(at, record.name.size(), record.name) != 0) continue;
    const std::size_t end = at + record.name.size();
    if (is_letter(peek(letters, end))) continue;
    const auto number = skip_to_number(letters, end, record.numbered);
    if (!number) continue;
    if (const auto found = record_digits_at(letters, *number, record))
      return Number{.start = *number, .end = *found};
  }
  return std::nullopt;
}

std::optional<std::size_t> next_of_list(const Letters& letters, std::size_t first, std::size_t last) {
  if (!is_plainly_a_record(letters, first, last)) return std::nullopt;
  for (const std::u32string_view joint : {U" and ", U" or ", U", and ", U", ", U" & ", U" / ", U"/"}) {
    const std::size_t next = last + joint.size();
    if (letters.compare(last, joint.size(), joint) == 0 && is_alike(letters, next, first, last) &&
        is_plainly_a_record(letters, next, next + last - first))
      return next;
  }
  return std::nullopt;
}

}  // namespace confrere::etiquette

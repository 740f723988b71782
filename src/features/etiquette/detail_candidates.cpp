#include "features/etiquette/detail_candidates.h"

#include <algorithm>
#include <charconv>

#include "features/etiquette/dates.h"

namespace confrere::etiquette {
namespace {

constexpr std::size_t kLeastPhoneDigits = 9;
constexpr std::size_t kLocalPhoneDigits = 7;  ///< "555-0161", with its dash
constexpr std::size_t kMostPhoneDigits = 15;
constexpr std::size_t kLeastCodeLetters = 5;
constexpr std::size_t kMostCodeLetters = 40;
constexpr std::size_t kLeastCodeDigits = 3;
constexpr std::size_t kLeastBareDigits = 5;  ///< of a number without any letter
constexpr std::uint32_t kMostCodeWords = 5;
constexpr std::uint32_t kReachOfZip = 2;     ///< words between "ZIP" and the number
constexpr std::uint32_t kLongestStreet = 5;  ///< words
constexpr int kOldest = 89;                  ///< HIPAA's safe harbour: ages over 89 identify
constexpr int kOldestOfAll = 122;

class Finder {
 public:
  explicit Finder(const Marked& marked)
      : marked_(marked), letters_(marked.reading().letters), taken_(marked.words().size()) {}

  std::vector<DetailCandidate> all() {
    find_emails();
    find_dates();
    find_addresses();
    find_postcodes();
    find_phones();
    find_codes();
    find_ages();
    return std::move(found_);
  }

 private:
  [[nodiscard]] const Word& word(std::size_t at) const { return marked_.words()[at]; }
  [[nodiscard]] std::uint32_t count() const { return static_cast<std::uint32_t>(marked_.words().size()); }
  [[nodiscard]] bool in_body(std::size_t at) const { return word(at).zone == Zone::body; }
  [[nodiscard]] bool is_number(std::uint32_t at, std::size_t digits) const {
    return word(at).number && marked_.text(at).size() == digits;
  }

  void add(IdentifierKind kind, std::uint32_t first, std::uint32_t last) {
    add(kind, first, last, word(first).start, word(last - 1).end);
  }
  void add(IdentifierKind kind, std::uint32_t first, std::uint32_t last, std::size_t start, std::size_t end) {
    if (first >= count() || !in_body(first) || taken_[first]) return;
    last = std::clamp(last, first + 1, count());
    std::fill(taken_.begin() + first, taken_.begin() + last, true);
    found_.push_back({.kind = kind, .start = start, .end = end, .words = {.first = first, .last = last}});
  }

  void find_dates() {
    for (std::uint32_t at = 0; at < count();) {
      const auto date = date_at(marked_, at);
      if (date) add(IdentifierKind::date, at, date->last);
      if (!date && is_short_date(at)) add(IdentifierKind::date, at, at + 2);
      at = date ? date->last : at + 1;
    }
  }

  /// "3/29"
  [[nodiscard]] bool is_short_date(std::uint32_t at) const {
    if (at + 1 >= count() || !word(at).number || !word(at + 1).number) return false;
    const bool apart = word(at + 1).between != kSlash || word(at + 1).start != word(at).end + 1;
    const bool goes_on = at + 2 < count() && word(at + 2).between == kSlash;
    const bool begun = at > 0 && word(at).between == kSlash;
    if (apart || goes_on || begun || word(at).sentence != word(at + 1).sentence) return false;
    const int one = number_at(at);
    const int other = number_at(at + 1);
    return one > 0 && other > 0 && std::min(one, other) <= 12 && std::max(one, other) <= 31;
  }

  [[nodiscard]] int number_at(std::uint32_t at) const {
    const std::string_view text = marked_.text(at);
    int number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    return read.ec == std::errc() ? number : 0;
  }

  /// "the 96-year-old patient", "91F", "lady of 102"; nothing that is counted or measured in parts.
  void find_ages() {
    for (std::uint32_t at = 0; at < count(); ++at) {
      if (!word(at).digit_first) continue;
      const std::string_view text = marked_.text(at);
      int age = 0;
      const auto read = std::from_chars(text.data(), text.data() + text.size(), age);
      if (read.ec != std::errc() || age <= kOldest || age > kOldestOfAll) continue;
      const auto digits = static_cast<std::size_t>(read.ptr - text.data());
      if (!word(at).number && text.size() - digits > 3) continue;
      const bool joined = at + 1 < count() && word(at + 1).digit_first &&
                          (word(at + 1).between & (kSlash | kHyphen | kStop)) != 0;
      const bool begun =
          at > 0 && word(at - 1).digit_first && (word(at).between & (kSlash | kHyphen | kStop)) != 0;
      if (!joined && !begun) add(IdentifierKind::age, at, at + 1, word(at).start, word(at).start + digits);
    }
  }

  [[nodiscard]] std::uint32_t word_at(std::size_t letter) const {
    const auto& words = marked_.words();
    const auto found = std::upper_bound(words.begin(), words.end(), letter,
                                        [](std::size_t place, const Word& each) { return place < each.end; });
    return static_cast<std::uint32_t>(found - words.begin());
  }

  static bool is_mail_letter(char32_t c) {
    return is_letter(c) || is_digit(c) || c == U'.' || c == U'-' || c == U'_' || c == U'+';
  }

  void find_emails() {
    constexpr std::size_t kLongest = 64;
    for (std::size_t at = letters_.find(U'@'); at != Letters::npos; at = letters_.find(U'@', at + 1)) {
      std::size_t start = at;
      while (start > 0 && at - start < kLongest && is_mail_letter(letters_[start - 1])) --start;
      std::size_t end = at + 1;
      while (end < letters_.size() && end - at < kLongest && is_mail_letter(letters_[end])) ++end;
      while (end > at && (letters_[end - 1] == U'.' || letters_[end - 1] == U'-')) --end;
      const bool whole = start < at && end > at + 3 && letters_.find(U'.', at) < end;
      if (whole) add(IdentifierKind::email, word_at(start), word_at(end - 1) + 1, start, end);
    }
  }

  static bool is_phone_sign(char32_t c) {
    return c == U' ' || c == U'-' || c == U'.' || c == U'(' || c == U')' || c == U'/' || c == U'\u00a0' ||
           c == U'\u2011';
  }

  void find_phones() {
    for (std::size_t at = 0; at < letters_.size();) {
      const char32_t c = letters_[at];
      const bool begins = (is_digit(c) || c == U'+' || c == U'(') && !is_digit(before(letters_, at)) &&
                          !is_letter(before(letters_, at));
      if (!begins) {
        ++at;
        continue;
      }
      std::size_t end = at;
      std::size_t digits = 0;
      std::size_t last = at;
      bool dashed = false;
      for (std::size_t place = at; place < letters_.size() && digits <= kMostPhoneDigits; ++place) {
        const char32_t letter = letters_[place];
        const bool sign = is_phone_sign(letter) || (letter == U'+' && place == at);
        const bool far = place >= last + 2 && last > at;
        if (!is_digit(letter) && (!sign || far)) break;
        if (is_digit(letter)) {
          ++digits;
          last = place + 1;
        }
        dashed = dashed || letter == U'-';
        end = place + 1;
      }
      const bool local = digits == kLocalPhoneDigits && dashed && c != U'(';
      const bool phone = local || (digits >= kLeastPhoneDigits && digits <= kMostPhoneDigits);
      if (phone && !is_letter(peek(letters_, last)))
        add(IdentifierKind::phone, word_at(at), word_at(last - 1) + 1, at, last);
      at = std::max(end, at + 1);
    }
  }

  /// "14 Elmhurst Road", "Flat 3, 88 Bramley Street", "Goethestrasse 41", and what follows "lives at".
  void find_addresses() {
    const Lists streets = marked_.book().list("street");
    for (std::uint32_t at = 0; at < count(); ++at) {
      if (word(at).digit_first) find_street(at, streets);
      const std::string_view text = marked_.text(at);
      const bool street = text.ends_with("strasse") || text.ends_with("straat") || text.ends_with("gasse") ||
                          text.ends_with("weg") || text.ends_with("platz");
      if (street && word(at).capital && at + 1 < count() && word(at + 1).digit_first &&
          word(at + 1).between == kSpace)
        add(IdentifierKind::address, at, at + 2);
    }
    for (const Match& match : marked_.of("lives-at")) find_home(match);
  }

  void find_street(std::uint32_t at, Lists streets) {
    const std::uint32_t limit = std::min(marked_.sentence_of(at).last, at + kLongestStreet);
    std::uint32_t end = at;
    for (std::uint32_t next = at + 1; next < limit; ++next) {
      const bool the = next == at + 1 && marked_.text(next) == "the";
      if ((!word(next).capital && !the) || (word(next).between & (kColon | kBracket | kNewLine)) != 0) break;
      if ((word(next).between & kComma) != 0 && end == at) break;
      if (marked_.is(next, streets) && next > at + 1) end = next + 1;
    }
    if (end > at) add(IdentifierKind::address, at, end);
  }

  void find_home(const Match& match) {
    if (match.last >= count() || word(match.last).sentence != word(match.first).sentence) return;
    std::uint32_t end = match.last;
    while (end < marked_.sentence_of(match.first).last && end < match.last + 6 &&
           (word(end).capital || word(end).digit_first || marked_.text(end) == "the"))
      ++end;
    const bool loose = marked_.text(match.first) == "from" || marked_.text(match.last - 1) == "in";
    if (end > match.last + (loose ? 1U : 0U)) add(IdentifierKind::address, match.last, end);
  }

  /// UK "LS6 3AB", Irish "F45 XK72", US "Springfield, IL 62704", "PIN 560999".
  void find_postcodes() {
    for (std::uint32_t at = 0; at + 1 < count(); ++at) {
      if (is_zip_word(marked_.text(at))) find_zip(at);
      if (!word(at).capital || word(at + 1).between != kSpace) continue;
      const std::string_view first = marked_.text(at);
      const std::string_view second = marked_.text(at + 1);
      const bool is_code = is_uk(first, second) || is_eircode(first, second) ||
                           (word(at).all_capitals && first.size() == 2 && is_number(at + 1, 5));
      if (is_code && (word(at).all_capitals || first.size() > 1)) add(IdentifierKind::postcode, at, at + 2);
    }
  }

  static bool is_zip_word(std::string_view text) {
    return text == "zip" || text == "postcode" || text == "pincode" || text == "pin" || text == "postal" ||
           text == "zipcode" || text == "plz";
  }
  void find_zip(std::uint32_t at) {
    const std::uint32_t limit = std::min(marked_.sentence_of(at).last, at + 2 + kReachOfZip);
    for (std::uint32_t next = at + 1; next < limit; ++next) {
      if (is_number(next, 5) || is_number(next, 6)) return add(IdentifierKind::postcode, next, next + 1);
    }
  }

  static bool digit(char c) { return c >= '0' && c <= '9'; }
  static bool letter(char c) { return c >= 'a' && c <= 'z'; }
  static bool is_uk(std::string_view first, std::string_view second) {
    if (second.size() != 3 || !digit(second[0]) || !letter(second[1]) || !letter(second[2])) return false;
    if (first.size() < 2 || first.size() > 4 || !letter(first[0])) return false;
    return std::any_of(first.begin(), first.end(), digit) &&
           !std::all_of(first.begin() + 1, first.end(), letter);
  }
  static bool is_eircode(std::string_view first, std::string_view second) {
    return first.size() == 3 && letter(first[0]) && digit(first[1]) && (digit(first[2]) || first[2] == 'w') &&
           second.size() == 4 && std::any_of(second.begin(), second.end(), digit) &&
           std::any_of(second.begin(), second.end(), letter);
  }

  /// Numbers that name a thing: "PZK604118S", "2209-KJ-771", "GJ 5520 18834", "00192847561".
  void find_codes() {
    for (std::uint32_t at = 0; at < count();) {
      const std::uint32_t last = code_end(at);
      if (last > at) add(IdentifierKind::device_number, at, last);
      at = std::max(last, at + 1);
    }
  }

  [[nodiscard]] bool is_of_code(std::uint32_t at) const {
    if (word(at).digit_first) return true;
    const bool digits = marked_.text(at).find_first_of("0123456789") != std::string_view::npos;
    return word(at).capital && (digits || (word(at).all_capitals && word(at).end - word(at).start <= 4));
  }

  [[nodiscard]] std::uint32_t code_end(std::uint32_t at) const {
    const bool is_rest = at > 0 && word(at).between == 0;  // of a word too long to be one
    if (!is_of_code(at) || is_rest) return at;
    std::uint32_t last = at + 1;
    while (last < count() && last < at + kMostCodeWords && word(last).sentence == word(at).sentence &&
           (word(last).between == kHyphen || word(last).between == kSlash || word(last).between == kSpace ||
            word(last).between == kStop) &&
           is_of_code(last))
      ++last;
    while (last > at + 1 && !word(last - 1).digit_first && word(last - 1).between == kSpace) --last;
    std::size_t digits = 0;
    for (std::size_t letter = word(at).start; letter < word(last - 1).end; ++letter)
      digits += is_digit(letters_[letter]) ? 1 : 0;
    const std::size_t length = word(last - 1).end - word(at).start;
    const bool bare = word(at).number && last == at + 1;
    const bool enough = digits >= (bare ? kLeastBareDigits : kLeastCodeDigits);
    return enough && length >= kLeastCodeLetters && length <= kMostCodeLetters ? last : at;
  }

  const Marked& marked_;
  const Letters& letters_;
  std::vector<bool> taken_;
  std::vector<DetailCandidate> found_;
};

}  // namespace

std::vector<DetailCandidate> find_detail_candidates(const Marked& marked) {
  return Finder(marked).all();
}

}  // namespace confrere::etiquette

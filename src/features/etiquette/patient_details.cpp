#include "features/etiquette/patient_details.h"

#include <algorithm>
#include <charconv>

#include "features/etiquette/dates.h"

namespace confrere::etiquette {
namespace {

constexpr std::uint32_t kReachToDate = 4;    ///< words between "DOB" and the date
constexpr std::uint32_t kReachToNumber = 4;  ///< words between "serial no" and the number
constexpr std::uint32_t kReachBack = 8;      ///< words in which a number's owner is named
constexpr std::size_t kLeastPhoneDigits = 9;
constexpr std::size_t kMostPhoneDigits = 15;
constexpr std::size_t kLeastDeviceLetters = 5;
constexpr int kOldest = 89;  ///< HIPAA's safe harbour: ages over 89 identify
constexpr int kOldestOfAll = 122;

bool is_number(const Marked& marked, std::uint32_t word, std::size_t digits) {
  return marked.words()[word].number && marked.text(word).size() == digits;
}

class Details {
 public:
  Details(const Marked& marked, const Scene& scene)
      : marked_(marked),
        scene_(scene),
        own_(marked.begins("own-contact")),
        care_(marked.begins("dated-care")),
        now_(marked.ends("aged-now")),
        relatives_(marked.book().list("relative")),
        roles_(marked.book().list("role") | marked.book().list("colleague_title")),
        letters_(marked.reading().letters) {}

  std::vector<OwnShape> all() {
    find_dates();
    find_ages();
    find_numbers("device-name", IdentifierKind::device_number);
    find_numbers("account-name", IdentifierKind::account_number);
    find_emails();
    find_phones();
    find_addresses();
    find_postcodes();
    return std::move(found_);
  }

 private:
  [[nodiscard]] const Word& word(std::size_t at) const { return marked_.words()[at]; }
  [[nodiscard]] std::uint32_t count() const { return static_cast<std::uint32_t>(marked_.words().size()); }
  [[nodiscard]] bool in_body(std::size_t at) const { return word(at).zone == Zone::body; }

  void add(IdentifierKind kind, std::size_t start, std::size_t end) {
    found_.push_back({.kind = kind, .start = start, .end = end});
  }

  /// The first word of the sentence, or kReachBack words before `at`.
  [[nodiscard]] std::uint32_t reach(std::uint32_t at) const {
    const std::uint32_t first = marked_.sentence_of(at).first;
    return at - first > kReachBack ? at - kReachBack : first;
  }

  /// "my mobile", "call me on": the number after it is the writer's. "Dr Osei, tel": a colleague's.
  [[nodiscard]] bool is_mine(std::uint32_t at) const {
    for (std::uint32_t before = reach(at); before < at; ++before) {
      if (own_[before]) return true;
      if (in_body(before) && marked_.is(before, roles_) && !word(before).possessive) return true;
    }
    return false;
  }

  /// How to reach somebody is the patient's where the sentence, or the one before, speaks of a patient.
  [[nodiscard]] bool is_patients(std::uint32_t at) const {
    if (!in_body(at) || is_mine(at)) return false;
    const std::size_t sentence = word(at).sentence;
    if (scene_.has_patient(sentence)) return true;
    if (sentence == 0 || !scene_.has_patient(sentence - 1)) {
      for (std::uint32_t before = reach(at); before < at; ++before) {
        const std::string_view text = marked_.text(before);
        if (marked_.is(before, relatives_) && scene_.any_patient()) return true;
        if (text == "nok") return true;
      }
      return false;
    }
    return true;
  }

  void find_dates() {
    for (std::uint32_t at = 0; at < count();) {
      const auto date = date_at(marked_, at);
      if (!date) {
        ++at;
        continue;
      }
      const std::size_t sentence = word(at).sentence;
      if (in_body(at) && scene_.near_illness(sentence) && happened_on(at, sentence))
        add(IdentifierKind::date, word(at).start, word(date->last - 1).end);
      at = date->last;
    }
  }

  /// The date belongs to what was done, not to a meeting about it.
  [[nodiscard]] bool happened_on(std::uint32_t at, std::size_t sentence) const {
    constexpr std::uint32_t kNear = 12;
    const auto& bounds = marked_.reading().sentences[sentence];
    const std::uint32_t first = std::max(bounds.first, at - std::min(at, kNear));
    const std::uint32_t last = std::min(bounds.last, at + kNear);
    for (std::uint32_t near = first; near < last; ++near) {
      if (!care_[near]) continue;
      const std::uint8_t signs = scene_.signs(sentence);
      return scene_.near_patient(sentence) || ((signs & kIllness) != 0 && (signs & kShop) == 0);
    }
    return false;
  }

  /// "the 96-year-old patient", "91F", "aged 93", "lady of 102".
  void find_ages() {
    const Lists people = marked_.book().list("person_noun") | marked_.book().list("patient_noun");
    const Lists age_nouns = marked_.book().list("age_noun");
    for (std::uint32_t at = 0; at < count(); ++at) {
      if (!word(at).digit_first || !in_body(at)) continue;
      const std::string_view text = marked_.text(at);
      int age = 0;
      const auto read = std::from_chars(text.data(), text.data() + text.size(), age);
      if (read.ec != std::errc() || age <= kOldest || age > kOldestOfAll) continue;
      const std::size_t digits = static_cast<std::size_t>(read.ptr - text.data());
      const bool sexed = !word(at).number && is_sexed_age(text);
      if (!word(at).number && !sexed) continue;
      const bool noun =
          at + 1 < count() &&
          (marked_.is(at + 1, age_nouns) || marked_.text(at + 1) == "year" || marked_.text(at + 1) == "yr" ||
           marked_.text(at + 1) == "yo" || marked_.text(at + 1) == "y") &&
          !(at + 2 < count() && marked_.text(at + 1) == "years" && marked_.text(at + 2) == "ago");
      const bool aged = at > 0 && (marked_.text(at - 1) == "aged" || marked_.text(at - 1) == "age");
      const bool of = at > 1 && marked_.text(at - 1) == "of" && marked_.is(at - 2, people);
      const bool aside = at > 0 && (word(at).between & (kComma | kBracket)) != 0 &&
                         scene_.near_patient(word(at).sentence) &&
                         (at + 1 == count() || (word(at + 1).between & (kComma | kBracket)) != 0);
      const bool is = now_[at] && scene_.has_patient(word(at).sentence) && ends_thought(at);
      const bool known = sexed || ((noun || aged || is) && is_of_a_patient(at)) || of || aside;
      if (known) add(IdentifierKind::age, word(at).start, word(at).start + digits);
    }
  }

  /// Nothing is counted by the number at `at`.
  [[nodiscard]] bool ends_thought(std::uint32_t at) const {
    return at + 1 == marked_.sentence_of(at).last ||
           (word(at + 1).between & (kComma | kBracket | kColon | kDash)) != 0 ||
           marked_.text(at + 1) == "and" || marked_.text(at + 1) == "but" || marked_.text(at + 1) == "not";
  }

  /// "My 93-year-old grandmother" is no patient.
  [[nodiscard]] bool is_of_a_patient(std::uint32_t at) const {
    for (std::uint32_t before = reach(at); before < at; ++before) {
      const std::string_view text = marked_.text(before);
      if ((text == "my" || text == "our" || text == "your") && at - before < 3 && !names_patient_after(at))
        return false;
    }
    const std::size_t sentence = word(at).sentence;
    return (scene_.signs(sentence) & (kOfPatient | kIllness) & ~unsigned{kAged}) != 0 ||
           scene_.near_patient_beside(sentence);
  }

  [[nodiscard]] bool names_patient_after(std::uint32_t at) const {
    const std::uint32_t last = std::min(marked_.sentence_of(at).last, at + 5);
    for (std::uint32_t word = at; word < last; ++word) {
      if (marked_.is(word, marked_.book().list("patient_noun") | marked_.book().list("person_noun")))
        return true;
    }
    return false;
  }

  /// A word with digits soon behind a name such as "serial no".
  void find_numbers(std::string_view group, IdentifierKind kind) {
    for (const Match& match : marked_.of(group)) {
      if (!in_body(match.first) || !scene_.near_illness(word(match.first).sentence)) continue;
      const std::uint32_t limit =
          std::min(marked_.sentence_of(match.first).last, match.last + kReachToNumber);
      for (std::uint32_t at = match.last; at < limit; ++at) {
        const std::uint32_t last = code_end(at);
        if (last == at) continue;
        if (!date_at(marked_, at)) add(kind, word(at).start, word(last - 1).end);
        break;
      }
    }
  }

  /// "PZK604118S", "2209-KJ-771", "CP1100-882310": words joined by dashes with digits among them.
  [[nodiscard]] std::uint32_t code_end(std::uint32_t at) const {
    std::uint32_t last = at + 1;
    while (last < count() && (word(last).between == kHyphen || word(last).between == kSlash) &&
           (word(last).all_capitals || word(last).digit_first || word(last).capital))
      ++last;
    std::size_t digits = 0;
    for (std::size_t letter = word(at).start; letter < word(last - 1).end; ++letter)
      digits += is_digit(letters_[letter]) ? 1 : 0;
    const bool starts_like_code = word(at).digit_first || word(at).capital || last > at + 1;
    const bool long_enough = word(last - 1).end - word(at).start >= kLeastDeviceLetters;
    return starts_like_code && digits >= 3 && long_enough ? last : at;
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
      const bool whole = start < at && end > at + 3 &&
                         std::find(letters_.begin() + static_cast<std::ptrdiff_t>(at),
                                   letters_.begin() + static_cast<std::ptrdiff_t>(end),
                                   U'.') != letters_.begin() + static_cast<std::ptrdiff_t>(end);
      const std::uint32_t first = word_at(start);
      if (whole && first < count() && is_patients(first)) add(IdentifierKind::email, start, end);
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
      for (std::size_t place = at; place < letters_.size() && digits <= kMostPhoneDigits; ++place) {
        const char32_t letter = letters_[place];
        if (is_digit(letter)) {
          ++digits;
          last = place + 1;
        } else if (!(letter == U'+' && place == at) && !is_phone_sign(letter)) {
          break;
        } else if (place >= last + 2 && last > at) {
          break;
        }
        end = place + 1;
      }
      if (digits >= kLeastPhoneDigits && digits <= kMostPhoneDigits && !is_letter(peek(letters_, last))) {
        const std::uint32_t first = word_at(at);
        if (first < count() && is_patients(first) && !date_at(marked_, first))
          add(IdentifierKind::phone, at, last);
      }
      at = std::max(end, at + 1);
    }
  }

  /// "14 Elmhurst Road, Leeds", "Flat 3, 88 Bramley Street", and what follows "lives at".
  void find_addresses() {
    const Lists streets = marked_.book().list("street");
    for (std::uint32_t at = 0; at < count(); ++at) {
      if (!word(at).digit_first || !in_body(at)) continue;
      const std::uint32_t limit = std::min(marked_.sentence_of(at).last, at + 5);
      for (std::uint32_t next = at + 1; next < limit; ++next) {
        if (!word(next).capital || (word(next).between & (kComma | kColon | kBracket)) != 0) break;
        if (!marked_.is(next, streets) || next == at + 1) continue;
        if (is_patients(at)) add(IdentifierKind::address, word(at).start, word(next).end);
        break;
      }
    }
    for (std::uint32_t at = 0; at + 2 < count(); ++at) {
      if (!is_sexed_age(marked_.text(at)) || marked_.text(at + 1) != "from" || !in_body(at)) continue;
      std::uint32_t end = at + 2;
      while (end < marked_.sentence_of(at).last && end < at + 7 && word(end).capital &&
             !word(end).all_capitals)
        ++end;
      if (end > at + 3) add(IdentifierKind::address, word(at + 2).start, word(end - 1).end);
    }
    find_german_streets();
    for (const Match& match : marked_.of("lives-at")) {
      if (match.last >= count() || word(match.last).sentence != word(match.first).sentence) continue;
      std::uint32_t end = match.last;
      while (end < marked_.sentence_of(match.first).last && end < match.last + 6 &&
             (word(end).capital || word(end).digit_first || marked_.text(end) == "the"))
        ++end;
      if (end > match.last && is_patients(match.last) && !is_town(match, end))
        add(IdentifierKind::address, word(match.last).start, word(end - 1).end);
    }
  }

  /// "Goethestrasse 41", "Lindenweg 3".
  void find_german_streets() {
    for (std::uint32_t at = 0; at + 1 < count(); ++at) {
      const std::string_view text = marked_.text(at);
      const bool street = text.ends_with("strasse") || text.ends_with("straat") || text.ends_with("gasse") ||
                          text.ends_with("weg") || text.ends_with("platz");
      if (street && word(at).capital && word(at + 1).digit_first && word(at + 1).between == kSpace &&
          is_patients(at))
        add(IdentifierKind::address, word(at).start, word(at + 1).end);
    }
  }

  /// "from Leeds": a town alone is no address.
  [[nodiscard]] bool is_town(const Match& match, std::uint32_t end) const {
    const bool loose = marked_.text(match.first) == "from" || marked_.text(match.last - 1) == "in";
    return loose && end - match.last < 2;
  }

  /// UK "LS6 3AB", Irish "F45 XK72", US "Springfield, IL 62704".
  void find_postcodes() {
    for (std::uint32_t at = 0; at + 1 < count(); ++at) {
      if (!word(at).capital || word(at + 1).between != kSpace || !in_body(at)) continue;
      const std::string_view first = marked_.text(at);
      const std::string_view second = marked_.text(at + 1);
      const bool is_code = is_uk(first, second) || is_eircode(first, second) ||
                           (word(at).all_capitals && first.size() == 2 && is_number(marked_, at + 1, 5));
      if (is_code && (word(at).all_capitals || first.size() > 1) && is_patients(at))
        add(IdentifierKind::postcode, word(at).start, word(at + 1).end);
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

  const Marked& marked_;
  const Scene& scene_;
  std::vector<bool> own_, care_, now_;
  Lists relatives_, roles_;
  const Letters& letters_;
  std::vector<OwnShape> found_;
};

/// "My daughter was born on 3 May 2024" is joy and no patient.
bool is_family(const Marked& marked, std::uint32_t first, std::uint32_t born) {
  const Lists family = marked.book().list("own_family");
  bool ours = false;
  for (std::uint32_t word = first; word < born; ++word) {
    const std::string_view text = marked.text(word);
    if (text == "i") return true;
    ours = ours || text == "my" || text == "our" || text == "your";
    if (ours && marked.is(word, family)) return true;
  }
  return false;
}

/// "12 3 56", as numbers may stand behind "DOB".
bool is_spaced_date(const Marked& marked, std::uint32_t at) {
  if (at + 2 >= marked.words().size()) return false;
  for (std::uint32_t word = at; word < at + 3; ++word) {
    const bool two = marked.words()[word].number && marked.text(word).size() <= 2;
    const bool year = word == at + 2 && is_number(marked, word, 4);
    if (!two && !year) return false;
  }
  return true;
}

}  // namespace

std::vector<OwnShape> find_birth_dates(const Marked& marked) {
  std::vector<OwnShape> found;
  const auto& words = marked.words();
  const auto look = [&](const Match& match, bool needs_year) {
    const std::uint32_t limit = std::min(marked.sentence_of(match.first).last, match.last + kReachToDate);
    for (std::uint32_t at = match.last; at < limit; ++at) {
      const auto date = date_at(marked, at);
      const bool bare = !needs_year && (is_number(marked, at, 8) || is_number(marked, at, 6));
      const bool spaced = !needs_year && !date && is_spaced_date(marked, at);
      if (!date && !bare && !spaced) continue;
      if (date && needs_year && !date->has_year) return;
      const std::uint32_t last = date ? date->last : at + (spaced ? 3 : 1);
      found.push_back(
          {.kind = IdentifierKind::birth_date, .start = words[at].start, .end = words[last - 1].end});
      return;
    }
  };
  for (const Match& match : marked.of("birth-name")) look(match, false);
  for (const Match& match : marked.of("born")) {
    if (!is_family(marked, marked.sentence_of(match.first).first, match.first)) look(match, true);
  }
  return found;
}

std::vector<OwnShape> find_details(const Marked& marked, const Scene& scene) {
  return Details(marked, scene).all();
}

}  // namespace confrere::etiquette

#include "features/etiquette/name_runs.h"

#include <algorithm>

namespace confrere::etiquette {
namespace {

constexpr std::uint32_t kLongestName = 6;          ///< words
constexpr std::uint32_t kLongestAbbreviation = 4;  ///< letters of a word all in capitals that is no name
constexpr std::uint16_t kParted = kComma | kColon | kDash | kBracket | kSlash | kNewLine | kOther;

constexpr std::uint32_t kShortestSmallName = 4;  ///< letters

class Finder {
 public:
  explicit Finder(const Marked& marked)
      : marked_(marked),
        first_names_(marked.book().list("first_name")),
        surnames_(marked.book().list("surname")),
        titles_(marked.book().list("title")),
        particles_(marked.book().list("particle")),
        colleague_titles_(marked.book().list("colleague_title")),
        organisations_(marked.book().list("organisation")),
        eponyms_(marked.book().list("eponym")),
        eponym_nouns_(marked.book().list("eponym_noun")),
        named_after_(marked.book().list("named_after")),
        medical_(marked.book().list("illness") | marked.book().list("treatment") |
                 marked.book().list("role") | marked.book().list("care_place") |
                 marked.book().list("letters_after") | marked.book().list("credential") |
                 marked.book().list("person_noun")),
        person_nouns_(marked.book().list("person_noun")),
        also_words_(marked.book().list("also_word")),
        no_names_(marked.book().list("no_name")) {}

  std::vector<NameRun> all() const {
    std::vector<NameRun> runs;
    const auto count = static_cast<std::uint32_t>(marked_.words().size());
    for (std::uint32_t at = 0; at < count;) {
      const auto run = run_at(at);
      if (run.last == run.first) {
        ++at;
        continue;
      }
      if (is_of_a_person(run)) runs.push_back(run);
      at = run.last;
    }
    return runs;
  }

 private:
  [[nodiscard]] const Word& word(std::size_t at) const { return marked_.words()[at]; }
  [[nodiscard]] bool known(std::size_t at) const { return marked_.is(at, first_names_ | surnames_); }
  [[nodiscard]] bool same_sentence(std::size_t a, std::size_t b) const {
    return b < marked_.words().size() && word(a).sentence == word(b).sentence;
  }
  [[nodiscard]] std::uint32_t length(std::size_t at) const { return word(at).end - word(at).start; }

  [[nodiscard]] bool is_initial(std::size_t at) const {
    const auto& letters = marked_.reading().letters;
    if (!word(at).capital || length(at) != 1) return false;
    return peek(letters, word(at).end) == U'.' || marked_.text(at) != "i";
  }

  /// Whether a name may begin, or go on after its beginning, with this word.
  [[nodiscard]] bool fits(std::size_t at, bool begins) const {
    const Word& here = word(at);
    if (!here.capital || here.digit_first || length(at) < 2) return false;
    if (marked_.is(at, first_names_) && (!begins || !marked_.is(at, no_names_))) return true;
    if (marked_.is(at, surnames_) && !begins) return true;
    if (marked_.is(at, no_names_ | organisations_ | medical_ | colleague_titles_)) return false;
    if (here.all_capitals && length(at) <= kLongestAbbreviation && !known(at)) return false;
    return true;
  }

  [[nodiscard]] std::uint32_t run_end(std::uint32_t first, bool begun) const {
    std::uint32_t end = first;
    bool begins = begun;
    while (end < first + kLongestName && end < marked_.words().size()) {
      if (end > first && (!same_sentence(first, end) || !joined(end) || word(end - 1).possessive)) break;
      if (!fits(end, begins) && !is_initial_of(first, end) && !is_particle(end)) break;
      ++end;
      begins = false;
    }
    while (end > first && marked_.is(end - 1, particles_) && !word(end - 1).capital) --end;
    return end;
  }

  /// "J." before a name, or any initial within one.
  [[nodiscard]] bool is_initial_of(std::uint32_t first, std::uint32_t at) const {
    if (at > first) return is_initial(at);
    return is_dotted_initial(at) && same_sentence(first, at + 1) && joined(at + 1) &&
           (fits(at + 1, false) || is_dotted_initial(at + 1));
  }

  [[nodiscard]] bool is_particle(std::uint32_t at) const {
    return marked_.is(at, particles_) && !marked_.is(at, titles_) && particles_lead_on(at);
  }

  [[nodiscard]] bool is_dotted_initial(std::size_t at) const {
    return is_initial(at) && peek(marked_.reading().letters, word(at).end) == U'.';
  }

  /// "van der Berg": particles up to a name.
  [[nodiscard]] bool particles_lead_on(std::uint32_t at) const {
    std::uint32_t next = at;
    while (same_sentence(at, next) && marked_.is(next, particles_) && next < at + 3) ++next;
    return same_sentence(at, next) && joined(next) && fits(next, false);
  }

  [[nodiscard]] bool joined(std::size_t at) const {
    const std::uint16_t between = word(at).between;
    if ((between & kParted) != 0) return false;
    return (between & kStop) == 0 || is_initial(at - 1);
  }

  [[nodiscard]] NameRun run_at(std::uint32_t at) const {
    if (marked_.is(at, titles_) && same_sentence(at, at + 1) && !is_parted_title(at)) {
      const std::uint32_t end = run_end(at + 1, false);
      const bool capital = word(at).capital;
      if (end > at + 1) return {.first = at + 1, .last = end, .titled = true};
      const bool plain_title = !capital && marked_.text(at) != "baby" && marked_.text(at) != "little" &&
                               marked_.text(at) != "miss" && marked_.text(at) != "master";
      if (plain_title && !marked_.is(at + 1, no_names_) && !word(at + 1).digit_first && length(at + 1) > 2)
        return {.first = at + 1, .last = at + 2, .titled = true, .small = true};
      return {};
    }
    const std::uint32_t end = run_end(at, true);
    if (end > at) return trimmed({.first = at, .last = end});
    return small_run_at(at);
  }

  [[nodiscard]] bool is_parted_title(std::uint32_t at) const { return (word(at + 1).between & kParted) != 0; }

  /// A verb that begins the sentence is no part of the name after it: "Rescheduled Mary Obi".
  [[nodiscard]] NameRun trimmed(NameRun run) const {
    const std::string_view text = marked_.text(run.first);
    const bool begins = run.first == marked_.sentence_of(run.first).first;
    const bool verb = text.ends_with("ed") || text.ends_with("ing") || text.ends_with("ly");
    const bool name_next = run.last - run.first > 1 && marked_.is(run.first + 1, first_names_);
    if (begins && (verb || name_next) && !known(run.first)) ++run.first;
    return run;
  }

  /// "john smith", "maria del carmen ruiz", "o'brien": names that are known and no words.
  [[nodiscard]] NameRun small_run_at(std::uint32_t at) const {
    if (word(at).capital || !known(at) || marked_.is(at, no_names_ | medical_)) return {};
    std::uint32_t end = at + 1;
    bool surname = false;
    while (end < at + kLongestName && same_sentence(at, end) && joined(end) && !word(end - 1).possessive) {
      const bool named = known(end) && !marked_.is(end, no_names_ | medical_);
      if (!named && !marked_.is(end, particles_)) break;
      surname = surname || named;
      ++end;
    }
    while (end > at + 1 && marked_.is(end - 1, particles_)) --end;
    if (surname && marked_.is(at, first_names_)) return {.first = at, .last = end, .small = true};
    const bool explained =
        same_sentence(at, at + 1) && (word(at + 1).between & kBracket) != 0 && marked_.is(at + 1, medical_);
    const bool only_a_name = length(at) >= kShortestSmallName && !marked_.is(at, also_words_);
    if (!explained && !only_a_name) return {};
    return {.first = at, .last = at + 1, .small = true};
  }

  [[nodiscard]] bool is_of_a_person(const NameRun& run) const {
    if (run.last == run.first) return false;
    const bool alone = run.last - run.first == 1;
    if (run.first > 0 && same_sentence(run.first - 1, run.first) && joined_loosely(run.first)) {
      const std::string_view last = marked_.text(run.first - 1);
      const bool relative = last == "sister" && is_owned(run.first - 1);
      if (marked_.is(run.first - 1, colleague_titles_) && !run.titled && !relative) return false;
      if (!run.titled && (last == "st" || last == "saint")) return false;
      if (!run.titled && alone && last == "the" && !is_household(run)) return false;
      if (!run.titled && (last == "at" || last == "near")) return false;
      if (!run.titled && last == "in" && !marked_.is(run.first, first_names_)) return false;
    }
    if (run.titled) return true;
    const bool begins = run.first == marked_.sentence_of(run.first).first;
    const bool rare = marked_.kind(run.first).empty() || word(run.last - 1).possessive ||
                      marked_.book().is_like_a_name(marked_.text(run.first));
    if (alone && !known(run.first) && begins && !run.small && !rare && !is_heading(run)) return false;
    if (has_organisation(run)) return false;
    if (same_sentence(run.first, run.last) && (word(run.last).between & kParted) == 0) {
      const bool thing = marked_.is(run.last, eponym_nouns_);
      const bool eponym = marked_.is(run.last - 1, eponyms_) ||
                          (word(run.last - 1).possessive && !known(run.first) && !known(run.last - 1));
      if (thing && (eponym || (alone && !known(run.first)))) return false;
      if (word(run.last).capital && marked_.is(run.last, organisations_)) return false;
      if (alone && marked_.is(run.last, organisations_) && !word(run.last - 1).possessive) return false;
    }
    if (alone && marked_.is(run.first, eponyms_) && !marked_.is(run.first, first_names_)) return false;
    const bool a_place = run.first > 0 && marked_.text(run.first - 1) == "the" &&
                         same_sentence(run.first, run.last) &&
                         marked_.is(run.last, organisations_ | eponym_nouns_);
    if (a_place) return false;
    bool after_person = true;
    for (std::uint32_t at = run.first; at < run.last; ++at)
      after_person = after_person && marked_.is(at, named_after_);
    const bool names_too =
        !alone && marked_.is(run.first, first_names_) && marked_.is(run.last - 1, surnames_);
    return !after_person || names_too;
  }

  /// "her sister", "Amal's little sister".
  [[nodiscard]] bool is_owned(std::uint32_t relative) const {
    if (relative == 0 || !same_sentence(relative - 1, relative)) return false;
    const std::string_view whose = marked_.text(relative - 1);
    return word(relative - 1).possessive || whose == "her" || whose == "his" || whose == "their" ||
           whose == "little" || whose == "twin" || whose == "older" || whose == "younger";
  }

  /// "the Murphy baby", "the Farrell twins".
  [[nodiscard]] bool is_household(const NameRun& run) const {
    return same_sentence(run.first, run.last) &&
           marked_.is(run.last,
                      person_nouns_ | marked_.book().list("relative") | marked_.book().list("own_family"));
  }

  /// "Otieno: hip", "Zielinska (82F)": something is said of whoever is named.
  [[nodiscard]] bool is_heading(const NameRun& run) const {
    return same_sentence(run.first, run.last) && (word(run.last).between & (kBracket | kSlash)) != 0;
  }

  /// "Saltmarsh Cross Borough Council"; but "John Cross".
  [[nodiscard]] bool has_organisation(const NameRun& run) const {
    const bool like_a_person = run.last - run.first == 2 && marked_.is(run.first, first_names_) &&
                               marked_.is(run.last - 1, surnames_);
    if (like_a_person) return false;
    for (std::uint32_t at = run.first; at < run.last; ++at) {
      if (marked_.is(at, organisations_)) return true;
    }
    return false;
  }

  [[nodiscard]] bool joined_loosely(std::size_t at) const {
    return (word(at).between & static_cast<std::uint16_t>(kParted & ~kBracket)) == 0;
  }

  const Marked& marked_;
  Lists first_names_, surnames_, titles_, particles_, colleague_titles_, organisations_, eponyms_,
      eponym_nouns_, named_after_, medical_, person_nouns_, also_words_, no_names_;
};

}  // namespace

std::vector<NameRun> find_name_runs(const Marked& marked) {
  return Finder(marked).all();
}

}  // namespace confrere::etiquette

#include "features/etiquette/patient_names.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "features/etiquette/name_runs.h"
#include "features/etiquette/window_clues.h"

namespace confrere::etiquette {
namespace {

// What each clue counts; a name with kEnough is a patient's. Set by hand on the open half of test/etiquette.
constexpr int kEnough = 3;
constexpr int kNamedAsPatient = 3;  ///< "my patient John", "bed 4: John", "John in bed 4", "John, 54M"
constexpr int kDoneTo = 2;      ///< "operated on John", "John was admitted", "John has copd", "John's biopsy"
constexpr int kSeen = 1;        ///< "saw John", "took John on"
constexpr int kSeenInCare = 2;  ///< … "in clinic"
constexpr int kTitled = 1;      ///< "Mrs Jones": colleagues are written of as "Dr" or without
constexpr int kFullName = 1;
constexpr int kFirstNameOnly = -1;
constexpr int kPatientSigns = 2;  ///< its sentence speaks of a patient
constexpr int kIllnessSign = 2;   ///< … of an illness or a treatment
constexpr int kCareSign = 1;      ///< … of something that may be care
constexpr int kShopTalk = -2;     ///< … of conferences, studies, teams
constexpr int kTitledNear = 1;    ///< "Mrs Jones" where a patient is spoken of; "old Mrs Jones"
constexpr int kAnonymised = 2;    ///< "Katarzyna W.", as one shortens a patient's name
constexpr int kNearSigns = 1;
constexpr int kRoleBeside = -5;     ///< "our registrar John", "John, the physio"
constexpr int kColleagueDoes = -3;  ///< "John runs", "John's paper"
constexpr int kAddressed = -4;      ///< "Thank you, John, for …"
constexpr int kPreposition = -2;    ///< "with John", "by John", "ask John"
constexpr int kActsTitled = -1;     ///< a verb of colleagues behind "Mr Jones"

constexpr std::uint16_t kAside = kComma | kBracket | kColon | kDash;
constexpr std::array<std::string_view, 12> kUnits{"minutes", "min", "mins", "hours",  "days",   "weeks",
                                                  "pm",      "am",  "of",   "people", "slides", "percent"};

constexpr int kMostTold = 9;

const Term& number_word(int number) {
  static constexpr std::array<Term, 2 * kMostTold + 1> kWords{
      "-9", "-8", "-7", "-6", "-5", "-4", "-3", "-2", "-1", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
  return kWords[static_cast<std::size_t>(number + kMostTold)];
}

/// "g3p2": how often pregnant, and given birth.
bool is_gravida(std::string_view text) {
  return text.size() == 4 && text[0] == 'g' && text[2] == 'p' && text[1] >= '0' && text[1] <= '9' &&
         text[3] >= '0' && text[3] <= '9';
}

class Weigher {
 public:
  Weigher(const Marked& marked, const Scene& scene)
      : marked_(marked),
        scene_(scene),
        names_patient_(marked.ends("names-patient")),
        treats_(marked.ends("treats")),
        sees_(marked.ends("sees")),
        takes_(marked.ends("takes")),
        in_care_(marked.begins("in-care")),
        after_(marked.begins("after-name")),
        after_bed_(marked.begins("after-name-bed")),
        after_ward_(marked.begins("after-name-ward")),
        before_colleague_(marked.ends("colleague-before")),
        roles_(marked.book().list("role") | marked.book().list("colleague_title")),
        verbs_(marked.book().list("colleague_verb")),
        work_(marked.book().list("work_thing")),
        owned_(marked.book().list("owned") | marked.book().list("illness") | marked.book().list("treatment")),
        illness_(marked.book().list("illness")),
        relatives_(marked.book().list("relative")),
        patients_(marked.book().list("patients_noun")),
        letters_(marked.book().list("letters_after")) {}

  [[nodiscard]] bool is_patient(const NameRun& run) const {
    if (is_initials(run) && !(has_after(run) && age_follows(run))) return false;
    return score(run) >= kEnough;
  }

  /// "her mother Rosa", "NOK: son, Andrzej", where a patient is spoken of.
  [[nodiscard]] bool is_relative(const NameRun& run, bool patient_named) const {
    if (!has_before(run)) return false;
    const std::uint32_t last = run.first - 1;
    if (!marked_.is(last, relatives_)) return false;
    const std::string_view whose = last > 0 ? marked_.text(last - 1) : std::string_view();
    const bool owned =
        whose == "his" || whose == "her" || whose == "their" || (last > 0 && word(last - 1).possessive);
    if (marked_.is(last, roles_) && !owned) return false;  // "sister Comfort"
    if (whose == "my" || whose == "your" || whose == "our") return false;
    return scene_.has_patient(word(run.first).sentence) || patient_named;
  }

  /// What the rules make of it, as clues for the model.
  void tell(const NameRun& run, Clues& clues) const {
    clues.add("score", number_word(std::clamp(score(run), -kMostTold, kMostTold)));
    clues.add("said-before", number_word(before_clues(run)));
    clues.add("said-after", number_word(after_clues(run)));
    clues.add_if(is_patient(run), kByRule);
    clues.add_if(has_role(run), "role-beside");
    clues.add_if(is_addressed(run), "addressed");
    clues.add_if(is_anonymised(run), "anonymised");
    clues.add_if(is_initials(run), "initials");
    clues.add_if(is_old(run), "old");
    clues.add_if(is_relative(run, true), "relative");
    clues.add_if(has_before(run) && follows_list_head(before(run)), "listed");
    clues.add_if(has_after(run) && age_follows(run), "age-follows");
  }

  [[nodiscard]] bool is_colleague(const NameRun& run) const { return has_role(run) || is_addressed(run); }

 private:
  [[nodiscard]] const Word& word(std::size_t at) const { return marked_.words()[at]; }
  [[nodiscard]] std::uint32_t before(const NameRun& run) const {
    return run.titled ? run.first - 1 : run.first;  // where the title begins
  }
  [[nodiscard]] bool has_before(const NameRun& run) const {
    return before(run) > marked_.sentence_of(run.first).first;
  }
  [[nodiscard]] bool has_after(const NameRun& run) const {
    return run.last < marked_.sentence_of(run.first).last;
  }

  [[nodiscard]] int score(const NameRun& run) const {
    int sum = run.titled ? kTitled : 0;
    if (run.last - run.first > 1) sum += kFullName;
    if (run.last - run.first == 1 && !run.titled) sum += kFirstNameOnly;
    if (is_anonymised(run)) sum += kAnonymised;
    if (run.titled && scene_.any_patient()) sum += kTitledNear;
    if (run.titled && is_old(run)) sum += kTitledNear;
    const int clues = before_clues(run) + after_clues(run);
    sum += clues + sign_clues(run, clues >= kDoneTo);
    if (has_role(run)) sum += kRoleBeside;
    if (is_addressed(run)) sum += kAddressed;
    return sum;
  }

  [[nodiscard]] int before_clues(const NameRun& run) const {
    if (!has_before(run)) return 0;
    const std::uint32_t at = before(run);
    if (names_patient_[at] && !is_patience(at)) return kNamedAsPatient;
    if (follows_list_head(at)) return kNamedAsPatient;
    if ((word(at).between & (kComma | kNewLine | kQuote | kBracket)) != 0) return 0;
    if (treats_[at]) return kDoneTo;
    if (sees_[at]) return kSeen + (care_follows(run) ? kSeenInCare : 0);
    if (takes_[at]) return kSeen;
    if (run.titled) return marked_.text(at - 1) == "by" || marked_.text(at - 1) == "under" ? kRoleBeside : 0;
    if (before_colleague_[at]) return kPreposition;
    return 0;
  }

  [[nodiscard]] bool is_patience(std::uint32_t at) const {
    if (marked_.text(at - 1) != "patient" || at < 2) return false;
    const std::string_view last = marked_.text(at - 2);
    return last == "be" || last == "very" || last == "so" || last == "is" || last == "are" ||
           last == "being" || last == "was" || last == "too" || last == "more";
  }

  /// "pts for the study: Amina Yusuf, …", "clinic list: …".
  [[nodiscard]] bool follows_list_head(std::uint32_t at) const {
    constexpr std::uint32_t kReach = 8;
    if ((word(at).between & kColon) == 0) return false;
    const std::uint32_t first = std::max(marked_.sentence_of(at).first, at - std::min(at, kReach));
    for (std::uint32_t head = first; head < at; ++head) {
      if (marked_.is(head, patients_)) return true;
    }
    return false;
  }

  /// "R.K.": it may be an abbreviation, too.
  [[nodiscard]] bool is_initials(const NameRun& run) const {
    for (std::uint32_t at = run.first; at < run.last; ++at) {
      if (word(at).end - word(at).start > 1) return false;
    }
    return true;
  }

  /// "Katarzyna W.": a surname of one letter.
  [[nodiscard]] bool is_anonymised(const NameRun& run) const {
    const Word& last = word(run.last - 1);
    return run.last - run.first == 2 && last.end - last.start == 1 &&
           word(run.first).end - word(run.first).start > 1;
  }

  /// "old Mr Cartwright", "poor Mrs Hill".
  [[nodiscard]] bool is_old(const NameRun& run) const {
    if (!has_before(run)) return false;
    const std::string_view text = marked_.text(before(run) - 1);
    return text == "old" || text == "poor" || text == "dear" || text == "little" || text == "our" ||
           text == "lovely";
  }

  [[nodiscard]] bool care_follows(const NameRun& run) const {
    const std::uint32_t limit = std::min(marked_.sentence_of(run.first).last, run.last + 3);
    for (std::uint32_t at = run.last; at < limit; ++at) {
      if (in_care_[at]) return true;
    }
    return false;
  }

  [[nodiscard]] int after_clues(const NameRun& run) const {
    if (!has_after(run)) return 0;
    if (age_follows(run) || after_bed_[run.last]) return kNamedAsPatient;
    if (word(run.last - 1).possessive) return possession_clues(run);
    int sum = 0;
    if (after_[run.last]) sum += work_follows(run) ? 0 : kDoneTo;
    if (!after_[run.last] && illness_follows(run)) sum += kDoneTo;
    if (after_ward_[run.last] && run.titled) sum += kDoneTo;
    if (!after_[run.last] && colleague_acts(run)) sum += run.titled ? kActsTitled : kColleagueDoes;
    return sum;
  }

  /// "John (CF, …)", "John / pre-eclampsia", "Mr Ito chest pain".
  [[nodiscard]] bool illness_follows(const NameRun& run) const {
    const bool aside = (word(run.last).between & (kAside | kSlash)) != 0;
    if (!aside) return marked_.is(run.last, illness_) && !work_follows(run);
    const std::uint32_t limit = std::min(marked_.sentence_of(run.first).last, run.last + 2);
    for (std::uint32_t at = run.last; at < limit; ++at) {
      if (marked_.is(at, illness_)) return !work_follows(run);
    }
    return false;
  }

  [[nodiscard]] int possession_clues(const NameRun& run) const {
    const std::uint32_t limit = std::min(marked_.sentence_of(run.first).last, run.last + 2);
    for (std::uint32_t at = run.last; at < limit; ++at) {
      if (marked_.is(at, work_) && !marked_.is(at, owned_)) return kColleagueDoes;
    }
    for (std::uint32_t at = run.last; at < limit; ++at) {
      if (marked_.is(at, owned_)) return kDoneTo;
    }
    return 0;
  }

  /// "has diabetes data", "with a stroke clinic": the illness is somebody's work.
  [[nodiscard]] bool work_follows(const NameRun& run) const {
    const std::uint32_t limit = std::min(marked_.sentence_of(run.first).last, run.last + 6);
    bool ill = false;
    for (std::uint32_t at = run.last; at < limit; ++at) {
      if (at > run.last && (word(at).between & kAside) != 0) break;
      if (ill && marked_.is(at, work_ | roles_) && !marked_.is(at, owned_)) return true;
      ill = marked_.is(at, owned_) || (ill && marked_.text(at) == "and");
    }
    return marked_.text(run.last) == "admitted" && run.last + 1 < limit &&
           (marked_.text(run.last + 1) == "that" || marked_.text(run.last + 1) == "to");
  }

  [[nodiscard]] bool colleague_acts(const NameRun& run) const {
    if ((word(run.last).between & (kComma | kColon | kBracket | kDash)) != 0) return false;
    const std::uint32_t limit = std::min(marked_.sentence_of(run.first).last, run.last + 2);
    for (std::uint32_t at = run.last; at < limit; ++at) {
      if (marked_.is(at, verbs_) && !after_[at]) return true;
    }
    return false;
  }

  /// "John, 67, …", "John 54M", "John (72F)", "John, a 54-year-old", "John aged 54".
  [[nodiscard]] bool age_follows(const NameRun& run) const {
    const auto& sentence = marked_.sentence_of(run.first);
    std::uint32_t at = run.last;
    while (at < sentence.last && at < run.last + 2 &&
           (marked_.text(at) == "a" || marked_.text(at) == "an" || marked_.text(at) == "aged"))
      ++at;
    if (at < sentence.last && is_gravida(marked_.text(at))) return true;
    if (at == sentence.last || !word(at).digit_first) return false;
    if (is_sexed_age(marked_.text(at))) return true;
    if (!word(at).number || marked_.text(at).size() > 3) return false;
    if (marked_.text(at).size() == 3 && marked_.text(at)[0] != '1') return false;
    if (marked_.text(run.last) == "aged") return true;
    const bool last = at + 1 == sentence.last;
    if (last) return (word(at).between & (kComma | kBracket)) != 0;
    const std::string_view next = marked_.text(at + 1);
    if (std::find(kUnits.begin(), kUnits.end(), next) != kUnits.end()) return false;
    if (next == "year" || next == "yr" || next == "yo" || next == "y" || next == "m" || next == "f" ||
        next == "yrs")
      return true;
    return (word(at).between & (kComma | kBracket)) != 0 &&
           (word(at + 1).between & (kComma | kBracket | kDash)) != 0;
  }

  [[nodiscard]] int sign_clues(const NameRun& run, bool certain) const {
    const std::size_t sentence = word(run.first).sentence;
    const unsigned signs = scene_.signs(sentence);
    const int patient = (signs & kOfPatient) != 0 ? kPatientSigns : 0;
    const int ill = (signs & kIllness) != 0 ? kIllnessSign : (signs & kCare) != 0 ? kCareSign : 0;
    const int shop = (signs & kShop) != 0 && !certain ? kShopTalk : 0;
    const int own = std::max(patient, ill) + (patient != 0 && ill != 0 ? 1 : 0) + shop;
    const bool near = (sentence > 0 && scene_.has_patient(sentence - 1)) ||
                      (sentence + 1 < marked_.reading().sentences.size() && scene_.has_patient(sentence + 1));
    return own + (near ? kNearSigns : 0);
  }

  /// "our registrar John", "secretary = Joan", "John, the physio", "John (HCA)", "John is a nurse".
  [[nodiscard]] bool has_role(const NameRun& run) const {
    const auto& sentence = marked_.sentence_of(run.first);
    std::uint32_t at = before(run);
    while (at > sentence.first && at + 2 > before(run) && is_link(at - 1)) --at;
    if (at > sentence.first && marked_.is(at - 1, roles_) && (word(at).between & (kComma | kNewLine)) == 0 &&
        !word(at - 1).possessive)
      return true;
    if (!has_after(run)) return false;
    if (letters_follow(run.last, sentence.last)) return true;
    const bool aside = (word(run.last).between & kAside) != 0;
    const bool is = marked_.text(run.last) == "is" || marked_.text(run.last) == "was" ||
                    (word(run.last).between & kOther) != 0;
    if (!aside && !is) return false;
    const std::uint32_t limit = std::min(sentence.last, run.last + 5);
    for (std::uint32_t next = run.last; next < limit; ++next) {
      if (next > run.last && (word(next).between & (kComma | kBracket | kDash | kColon)) != 0) break;
      if (marked_.text(next) == "under" || marked_.text(next) == "by" || marked_.text(next) == "with") break;
      if (marked_.is(next, roles_) && !word(next).possessive) return true;
    }
    return false;
  }

  /// "John Smith FRCS", "John Smith MS MCh".
  [[nodiscard]] bool letters_follow(std::uint32_t at, std::uint32_t last) const {
    if (marked_.is(at, letters_) && word(at).all_capitals) return true;
    return at + 1 < last && word(at).all_capitals && marked_.is(at + 1, letters_) && word(at + 1).capital;
  }

  [[nodiscard]] bool is_link(std::uint32_t at) const {
    const std::string_view text = marked_.text(at);
    return text == "is" || text == "called" || text == "named" || text == "was";
  }

  /// "Thank you, John, for …", "John, could you …", "… see you, John."
  [[nodiscard]] bool is_addressed(const NameRun& run) const {
    if (word(run.first).zone != Zone::body) return true;
    if (has_after(run) && after_[run.last] && before(run) > 0) return false;
    if (run.titled && run.first > 1 && scene_.has_patient(word(run.first).sentence)) return false;
    const auto& sentence = marked_.sentence_of(run.first);
    const bool begins = before(run) == sentence.first;
    const bool comma_before = (word(before(run)).between & kComma) != 0;
    const bool ends = run.last == sentence.last;
    const bool comma_after = !ends && (word(run.last).between & kComma) != 0;
    const bool short_name = run.last - run.first <= 2;
    if (begins && comma_after && !word(run.last).digit_first && short_name && word(run.first).sentence == 0)
      return !marked_.is(run.last, illness_);
    return !begins && comma_before && (ends || comma_after) && run.last - run.first == 1 &&
           !(before(run) > 0 && names_patient_[before(run)]) && (ends || !word(run.last).digit_first);
  }

  const Marked& marked_;
  const Scene& scene_;
  std::vector<bool> names_patient_, treats_, sees_, takes_, in_care_, after_, after_bed_, after_ward_,
      before_colleague_;
  Lists roles_, verbs_, work_, owned_, illness_, relatives_, patients_, letters_;
};

constexpr std::size_t kShortestNamePart = 3;  ///< letters; shorter ones are initials and particles

/// Whether `run` has a word in common with the names that were found.
bool repeats(const Marked& marked, const std::unordered_set<std::string_view>& named, const NameRun& run) {
  for (std::uint32_t word = run.first; word < run.last; ++word) {
    if (named.contains(marked.text(word))) return true;
  }
  return false;
}

/// The clues of both: what the rules say, and the words around.
class Teller {
 public:
  Teller(const Marked& marked, const Scene& scene, const std::vector<NameRun>& runs)
      : weigher_(marked, scene), words_(marked, scene, runs) {}
  [[nodiscard]] const Weigher& weigher() const { return weigher_; }
  void tell(const NameRun& run, Clues& clues) const {
    weigher_.tell(run, clues);
    words_.tell(run, clues);
  }
  void tell_text(Clues& clues) const { words_.tell_text(clues); }

 private:
  Weigher weigher_;
  WindowClues words_;
};

}  // namespace

std::vector<NameExample> name_examples(const Marked& marked, const Scene& scene,
                                       const std::vector<NameRun>& runs) {
  const Teller teller(marked, scene, runs);
  std::vector<NameExample> examples;
  for (const NameRun& run : runs) {
    if (marked.words()[run.first].zone != Zone::body) continue;
    NameExample& example = examples.emplace_back();
    example.name = {.first = run.first, .last = run.last};
    Clues clues(marked.book().clues(), &example.clues);
    teller.tell(run, clues);
    teller.tell_text(clues);
  }
  return examples;
}

std::vector<Match> find_patient_names(const Marked& marked, const Scene& scene, const Sense& sense) {
  const std::vector<NameRun>& runs = sense.names();
  const Teller teller(marked, scene, runs);
  const Weigher& weigher = teller.weigher();
  const Weights& weights = marked.book().weights("patient-name");
  Clues of_text(marked.book().clues());
  if (!runs.empty()) teller.tell_text(of_text);
  const float text_says = weights.sum(of_text);
  std::vector<bool> patients(runs.size());
  std::unordered_set<std::string_view> named;
  Clues clues(marked.book().clues());
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (marked.words()[runs[i].first].zone != Zone::body) continue;
    teller.tell(runs[i], clues);
    const float told = text_says + weights.sum(clues.take());
    const float sensed = sense.of_words("patient-name", {.first = runs[i].first, .last = runs[i].last});
    patients[i] = weights.empty() ? weigher.is_patient(runs[i]) : told + sensed > 0;
    for (std::uint32_t word = runs[i].first; patients[i] && word < runs[i].last; ++word) {
      if (marked.text(word).size() >= kShortestNamePart) named.insert(marked.text(word));
    }
  }
  std::vector<Match> found;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const bool again = marked.words()[runs[i].first].zone == Zone::body && !patients[i] &&
                       !weigher.is_colleague(runs[i]) && repeats(marked, named, runs[i]);
    if (patients[i] || again) found.push_back({.first = runs[i].first, .last = runs[i].last});
  }
  return found;
}

}  // namespace confrere::etiquette

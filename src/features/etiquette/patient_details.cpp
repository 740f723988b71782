#include "features/etiquette/patient_details.h"

#include <algorithm>

#include "base/json.h"
#include "features/etiquette/dates.h"
#include "features/etiquette/detail_candidates.h"
#include "features/etiquette/window_clues.h"

namespace confrere::etiquette {
namespace {

constexpr std::uint32_t kReachToDate = 4;     ///< words between "DOB" and the date
constexpr std::uint32_t kReachBack = 8;       ///< words in which a number's owner is named
constexpr std::uint32_t kReachToFamily = 12;  ///< words between "my daughter" and "born"
constexpr std::uint32_t kNearCare = 12;       ///< words around a date in which care is named

bool is_number(const Marked& marked, std::uint32_t word, std::size_t digits) {
  return marked.words()[word].number && marked.text(word).size() == digits;
}

/// What tells whose a detail is.
class DetailTeller {
 public:
  DetailTeller(const Marked& marked, const Scene& scene, const std::vector<NameRun>& runs)
      : marked_(marked),
        scene_(scene),
        window_(marked, scene, runs),
        own_(marked.begins("own-contact")),
        care_(marked.begins("dated-care")),
        device_(marked.ends("device-name")),
        account_(marked.ends("account-name")),
        now_(marked.ends("aged-now")),
        people_(marked.book().list("person_noun") | marked.book().list("patient_noun")),
        age_nouns_(marked.book().list("age_noun")),
        relatives_(marked.book().list("relative")),
        roles_(marked.book().list("role") | marked.book().list("colleague_title")) {}

  void tell(const DetailCandidate& detail, Clues& clues) const {
    const Term shape(word_of(detail.kind));
    const std::uint32_t at = detail.words.first;
    const std::size_t sentence = marked_.words()[at].sentence;
    clues.add("shape", shape);
    clues.add_if(is_before(own_, at), "own");
    clues.add_if(has_role_before(at), "role");
    clues.add_if(has_relative_before(at), "relative");
    const bool here = scene_.has_patient(sentence);
    const bool beside = scene_.near_patient_beside(sentence);
    clues.add(here ? Term("patient-here") : beside ? Term("patient-beside") : Term("no-patient"), shape);
    clues.add(scene_.any_patient() ? Term("some-patient") : Term("nobody"), shape);
    const bool shop = (scene_.signs(sentence) & kShop) != 0;
    clues.add(shop ? Term("shop") : Term("no-shop"), shape);
    if (detail.kind == IdentifierKind::date) tell_date(at, here || beside, clues);
    if (detail.kind == IdentifierKind::age) tell_age(at, clues);
    if (detail.kind == IdentifierKind::device_number) tell_number(at, here || beside, clues);
    window_.tell_window(detail.words, shape, clues);
  }

  void tell_text(Clues& clues) const { window_.tell_text(clues); }
  /// A number behind the name of a device or an account.
  [[nodiscard]] IdentifierKind kind_of(const DetailCandidate& detail) const {
    const bool code = detail.kind == IdentifierKind::device_number;
    return code && is_before(account_, detail.words.first) ? IdentifierKind::account_number : detail.kind;
  }

 private:
  [[nodiscard]] std::uint32_t reach(std::uint32_t at) const {
    const std::uint32_t first = marked_.sentence_of(at).first;
    return at - first > kReachBack ? at - kReachBack : first;
  }
  [[nodiscard]] bool is_before(const std::vector<bool>& places, std::uint32_t at) const {
    return std::find(places.begin() + reach(at), places.begin() + at + 1, true) != places.begin() + at + 1;
  }
  [[nodiscard]] bool has_role_before(std::uint32_t at) const {
    for (std::uint32_t word = reach(at); word < at; ++word) {
      if (marked_.is(word, roles_) && !marked_.words()[word].possessive) return true;
    }
    return false;
  }
  [[nodiscard]] bool has_relative_before(std::uint32_t at) const {
    for (std::uint32_t word = reach(at); word < at; ++word) {
      if (marked_.is(word, relatives_)) return true;
    }
    return false;
  }

  void tell_date(std::uint32_t at, bool patient, Clues& clues) const {
    const auto& bounds = marked_.sentence_of(at);
    const std::uint32_t first = std::max(bounds.first, at - std::min(at, kNearCare));
    const std::uint32_t last = std::min(bounds.last, at + kNearCare);
    const bool care = std::find(care_.begin() + first, care_.begin() + last, true) != care_.begin() + last;
    clues.add(care ? Term("care") : Term("no-care"), patient ? Term("patient") : Term("nobody"));
  }

  void tell_age(std::uint32_t at, Clues& clues) const {
    const auto& words = marked_.words();
    const auto next = [&](std::uint32_t on) {
      return at + on < words.size() ? marked_.text(at + on) : std::string_view();
    };
    const bool noun = at + 1 < words.size() && (marked_.is(at + 1, age_nouns_) || next(1) == "year" ||
                                                next(1) == "yr" || next(1) == "yo" || next(1) == "y");
    clues.add_if(noun && next(2) != "ago", "year-old");
    clues.add_if(!words[at].number && is_sexed_age(marked_.text(at)), "sexed");
    clues.add_if(at > 0 && (marked_.text(at - 1) == "aged" || marked_.text(at - 1) == "age"), "aged");
    clues.add_if(at > 1 && marked_.text(at - 1) == "of" && marked_.is(at - 2, people_), "lady-of");
    clues.add_if(now_[at], "now");
    const bool ends = at + 1 == marked_.sentence_of(at).last;
    clues.add_if(ends || (words[at + 1].between & (kComma | kBracket | kColon | kDash)) != 0, "ends-thought");
    clues.add_if(at > 0 && (words[at].between & (kComma | kBracket)) != 0, "aside");
  }

  void tell_number(std::uint32_t at, bool patient, Clues& clues) const {
    const bool named = is_before(device_, at) || is_before(account_, at);
    clues.add(named ? Term("named-number") : Term("bare-number"), patient ? Term("patient") : Term("nobody"));
  }

  const Marked& marked_;
  const Scene& scene_;
  WindowClues window_;
  std::vector<bool> own_, care_, device_, account_, now_;
  Lists people_, age_nouns_, relatives_, roles_;
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
    const std::uint32_t reach = match.first - std::min(match.first, kReachToFamily);
    const std::uint32_t first = std::max(marked.sentence_of(match.first).first, reach);
    if (!is_family(marked, first, match.first)) look(match, true);
  }
  return found;
}

std::vector<DetailExample> detail_examples(const Marked& marked, const Scene& scene,
                                           const std::vector<NameRun>& names) {
  const DetailTeller teller(marked, scene, names);
  std::vector<DetailExample> examples;
  for (const DetailCandidate& each : find_detail_candidates(marked)) {
    DetailExample& example = examples.emplace_back();
    example.start = each.start;
    example.end = each.end;
    example.words = each.words;
    Clues clues(marked.book().clues(), &example.clues);
    teller.tell(each, clues);
    teller.tell_text(clues);
  }
  return examples;
}

std::vector<OwnShape> find_details(const Marked& marked, const Scene& scene, const Sense& sense) {
  const auto candidates = find_detail_candidates(marked);
  if (candidates.empty()) return {};
  const DetailTeller teller(marked, scene, sense.names());
  const Weights& weights = marked.book().weights("patient-detail");
  Clues of_text(marked.book().clues());
  teller.tell_text(of_text);
  const float text_says = weights.sum(of_text);
  std::vector<OwnShape> found;
  Clues clues(marked.book().clues());
  for (const DetailCandidate& each : candidates) {
    teller.tell(each, clues);
    if (text_says + weights.sum(clues.take()) + sense.of_words("patient-detail", each.words) > 0)
      found.push_back({.kind = teller.kind_of(each), .start = each.start, .end = each.end});
  }
  return found;
}

}  // namespace confrere::etiquette

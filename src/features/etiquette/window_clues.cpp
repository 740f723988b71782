#include "features/etiquette/window_clues.h"

#include <algorithm>
#include <array>
#include <bit>
#include <string>
#include <utility>

namespace confrere::etiquette {
namespace {

constexpr std::uint32_t kPlaces = 3;  ///< words to each side whose place counts
constexpr std::uint32_t kBeside = 6;  ///< … that count together
constexpr std::uint32_t kAround = 14;
constexpr std::array<Term, 3> kBefore{"before1", "before2", "before3"};
constexpr std::array<Term, 3> kAfter{"after1", "after2", "after3"};
constexpr std::array<Term, 3> kKindBefore{"kind-before1", "kind-before2", "kind-before3"};
constexpr std::array<Term, 3> kKindAfter{"kind-after1", "kind-after2", "kind-after3"};
constexpr std::array<Term, 3> kListBefore{"list-before1", "list-before2", "list-before3"};
constexpr std::array<Term, 3> kListAfter{"list-after1", "list-after2", "list-after3"};
constexpr std::array<Term, 11> kMarks{"space", "comma", "colon", "hyphen", "dash", "bracket",
                                      "slash", "quote", "stop",  "line",   "other"};
constexpr std::array<Term, 8> kSigns{"patient", "bed", "aged", "event", "illness", "number", "shop", "care"};
constexpr std::array<Term, 8> kCounts{"0", "1", "2", "3", "4", "5", "6", "many"};

/// Whom a text speaks of: somebody's daughter is a patient's or a colleague's.
Term people_in(const Marked& marked, const Scene& scene, Lists roles) {
  bool patient = false;
  for (std::size_t at = 0; at < marked.reading().sentences.size(); ++at)
    patient = patient || (scene.signs(at) & (kPatient | kBed | kEvent | kNumber)) != 0;
  bool colleague = false;
  for (std::size_t word = 0; word < marked.words().size(); ++word)
    colleague = colleague || marked.is(word, roles);
  if (patient) return colleague ? Term("both") : Term("patient");
  return colleague ? Term("colleague") : Term("nobody");
}

void tell_marks(const Term& what, std::uint16_t between, Clues& clues) {
  for (std::size_t mark = 1; mark < kMarks.size(); ++mark) {
    if ((between >> mark & 1U) != 0) clues.add(what, kMarks[mark]);
  }
}

void tell_signs(const Term& what, unsigned signs, Clues& clues) {
  for (std::size_t sign = 0; sign < kSigns.size(); ++sign) {
    if ((signs >> sign & 1U) != 0) clues.add(what, kSigns[sign]);
  }
}

}  // namespace

WindowClues::WindowClues(const Marked& marked, const Scene& scene, const std::vector<NameRun>& runs)
    : marked_(marked),
      scene_(scene),
      named_(marked.words().size()),
      names_(runs.size()),
      first_names_(marked.book().list("first_name")),
      surnames_(marked.book().list("surname")),
      roles_(marked.book().list("role") | marked.book().list("colleague_title")),
      works_(marked.book().list("colleague_verb") | marked.book().list("work_thing")),
      ills_(marked.book().list("illness") | marked.book().list("treatment") | marked.book().list("happened") |
            marked.book().list("presented")),
      relatives_(marked.book().list("relative") | marked.book().list("own_family")),
      whose_(people_in(marked, scene, roles_)) {
  for (const NameRun& run : runs) {
    for (std::uint32_t word = run.first; word < run.last; ++word) named_[word] = true;
  }
}

Term WindowClues::token(std::size_t word) const {
  const Word& here = marked_.words()[word];
  if (named_[word]) return "<name>";
  if (here.digit_first && is_sexed_age(marked_.text(word))) return "<aged>";
  if (here.digit_first && here.number)
    return here.end - here.start < 3 ? Term("<small-number>") : Term("<number>");
  if (here.digit_first) return "<code>";
  return marked_.term(word);
}

void WindowClues::tell(const NameRun& run, Clues& clues) const {
  tell_name(run, clues);
  tell_relative(run.first, clues);
  tell_pattern(run, clues);
  tell_window({.first = run.titled ? run.first - 1 : run.first, .last = run.last}, {}, clues);
}

void WindowClues::tell_text(Clues& clues) const {
  for (std::size_t word = 0; word < marked_.words().size(); ++word) {
    if (marked_.words()[word].zone != Zone::body) continue;
    clues.add("text", token(word));
    if (!named_[word] && !marked_.kind(word).empty()) clues.add("kind-text", marked_.kind(word));
    tell_lists("list-text", word, clues);
  }
}

void WindowClues::tell_window(const Match& place, const Term& shape, Clues& clues) const {
  clues.add("bias");
  if (!shape.empty()) tell_relative(place.first, clues);
  tell_before(place, shape, clues);
  tell_after(place, shape, clues);
  tell_around(place, clues);
  tell_scene(place, clues);
}

/// Who and what is around a name, all at once: a sum of clues alone cannot say "an illness, and no role".
void WindowClues::tell_pattern(const NameRun& run, Clues& clues) const {
  const auto& sentence = marked_.sentence_of(run.first);
  const std::uint32_t first = std::max(sentence.first, run.first - std::min(run.first, kAround));
  const std::uint32_t last = std::min(sentence.last, run.last + kAround);
  bool role = false;
  bool work = false;
  bool other = false;
  bool ill = false;
  for (std::uint32_t word = first; word < last; ++word) {
    if (word >= run.first && word < run.last) continue;
    role = role || marked_.is(word, roles_);
    work = work || marked_.is(word, works_);
    other = other || named_[word];
    ill = ill || marked_.is(word, ills_);
  }
  const std::size_t at = marked_.words()[run.first].sentence;
  const unsigned signs = scene_.signs(at);
  std::string scene;
  for (const bool bit :
       {(signs & kOfPatient) != 0, ill, (signs & kCare) != 0, (signs & kShop) != 0, role, work, other})
    scene += bit ? '1' : '0';
  const Term form = run.titled ? Term("titled") : run.last - run.first > 1 ? Term("full") : Term("single");
  clues.add("scene", Term(scene));
  clues.add("scene-form", form, Term(std::string_view(scene).substr(0, 5)));
  const Term before = run.first > sentence.first ? token(run.first - 1) : Term("<start>");
  const Term after = run.last < sentence.last ? token(run.last) : Term("<end>");
  clues.add("between", before, after);
  clues.add("form-after", form, after);
  clues.add("form-before", form, before);
  clues.add("form-place", form, marked_.words()[run.first].sentence == 0 ? Term("first") : Term("later"));
}

void WindowClues::tell_name(const NameRun& run, Clues& clues) const {
  const std::size_t length = run.last - run.first;
  clues.add("name-words", kCounts[std::min<std::size_t>(length, 7)]);
  clues.add_if(run.titled, "titled");
  clues.add_if(run.small, "small");
  if (run.titled) clues.add("title", marked_.term(run.first - 1));
  const bool first = marked_.is(run.first, first_names_);
  const bool last = marked_.is(run.last - 1, surnames_);
  clues.add(length == 1 && !run.titled ? Term("single") : Term("full"),
            first ? Term("first-name") : Term("no-first-name"), last ? Term("surname") : Term("no-surname"));
  if (!marked_.kind(run.first).empty()) clues.add("name-kind", marked_.kind(run.first));
  if (!marked_.kind(run.last - 1).empty()) clues.add("name-kind", marked_.kind(run.last - 1));
  clues.add_if(marked_.kind(run.first).empty() && marked_.kind(run.last - 1).empty(), "name-rare");
  clues.add_if(marked_.words()[run.last - 1].possessive, "possessive");
  clues.add_if(marked_.words()[run.last - 1].all_capitals, "capitals");
}

/// "His wife Esi" beside a colleague, or beside a patient.
void WindowClues::tell_relative(std::uint32_t at, Clues& clues) const {
  clues.add("speaks-of", whose_);
  const std::uint32_t first = std::max(marked_.sentence_of(at).first, at - std::min(at, kPlaces));
  for (std::uint32_t word = first; word < at; ++word) {
    if (!marked_.is(word, relatives_)) continue;
    clues.add("relative-of", whose_);
    return;
  }
}

void WindowClues::tell_lists(const Term& what, std::size_t word, Clues& clues) const {
  if (named_[word]) return;
  const auto& names = marked_.book().list_names();
  for (Lists left = marked_.lists(word); left != 0; left &= left - 1)
    clues.add(what, names[static_cast<std::size_t>(std::countr_zero(left))]);
}

void WindowClues::tell_before(const Match& place, const Term& shape, Clues& clues) const {
  const std::uint32_t begin = place.first;
  const std::uint32_t sentence = marked_.sentence_of(begin).first;
  tell_marks("mark-before", marked_.words()[begin].between, clues);
  Term last = "<start>";
  for (std::uint32_t back = 1; back <= kBeside; ++back) {
    if (begin < sentence + back) {
      if (back <= kPlaces) clues.add(kBefore[back - 1], "<start>");
      if (back <= 2 && back > 1) clues.add("pair-before", "<start>", last);
      break;
    }
    const std::uint32_t word = begin - back;
    const Term text = token(word);
    const Term kind = named_[word] ? Term() : marked_.kind(word);
    if (back <= kPlaces) {
      clues.add(kBefore[back - 1], text);
      if (!shape.empty()) clues.add(kBefore[back - 1], text, shape);
      if (!kind.empty()) clues.add(kKindBefore[back - 1], kind);
      tell_lists(kListBefore[back - 1], word, clues);
    }
    if (back == 2) clues.add("pair-before", text, last);
    clues.add("before", text);
    if (!shape.empty()) clues.add("before", text, shape);
    if (!kind.empty()) clues.add("kind-before", kind);
    tell_lists("list-before", word, clues);
    last = text;
  }
}

void WindowClues::tell_after(const Match& place, const Term& shape, Clues& clues) const {
  const std::uint32_t sentence = marked_.sentence_of(place.first).last;
  if (place.last < sentence) tell_marks("mark-after", marked_.words()[place.last].between, clues);
  Term last = "<end>";
  for (std::uint32_t on = 0; on < kBeside; ++on) {
    const std::uint32_t word = place.last + on;
    if (word >= sentence) {
      if (on < kPlaces) clues.add(kAfter[on], "<end>");
      if (on == 1) clues.add("pair-after", last, "<end>");
      break;
    }
    const Term text = token(word);
    const Term kind = named_[word] ? Term() : marked_.kind(word);
    if (on < kPlaces) {
      clues.add(kAfter[on], text);
      if (!shape.empty()) clues.add(kAfter[on], text, shape);
      if (!kind.empty()) clues.add(kKindAfter[on], kind);
      tell_lists(kListAfter[on], word, clues);
    }
    if (on == 1) clues.add("pair-after", last, text);
    clues.add("after", text);
    if (!kind.empty()) clues.add("kind-after", kind);
    tell_lists("list-after", word, clues);
    last = text;
  }
}

void WindowClues::tell_around(const Match& place, Clues& clues) const {
  const auto& sentence = marked_.sentence_of(place.first);
  const std::uint32_t first = std::max(sentence.first, place.first - std::min(place.first, kAround));
  const std::uint32_t last = std::min(sentence.last, place.last + kAround);
  for (std::uint32_t word = first; word < last; ++word) {
    if (word >= place.first && word < place.last) continue;
    clues.add("near", token(word));
    if (!named_[word] && !marked_.kind(word).empty()) clues.add("kind-near", marked_.kind(word));
    tell_lists("list-near", word, clues);
  }
}

void WindowClues::tell_scene(const Match& place, Clues& clues) const {
  const std::size_t sentence = marked_.words()[place.first].sentence;
  tell_signs("here", scene_.signs(sentence), clues);
  if (sentence > 0) tell_signs("last", scene_.signs(sentence - 1), clues);
  if (sentence + 1 < marked_.reading().sentences.size())
    tell_signs("next", scene_.signs(sentence + 1), clues);
  clues.add_if(scene_.any_patient(), "some-patient");
  clues.add_if(sentence == 0, "first-sentence");
  clues.add("names", kCounts[std::min<std::size_t>(names_, 7)]);
  clues.add_if(marked_.words()[0].zone == Zone::greeting, "letter");
}

}  // namespace confrere::etiquette

#include "features/etiquette/scene.h"

#include <algorithm>
#include <array>

namespace confrere::etiquette {
namespace {

constexpr std::array<std::string_view, 10> kAgeEnds{"m",   "f",   "yo",  "y",  "yr",
                                                    "yrs", "yom", "yof", "ym", "yf"};
constexpr std::array<std::string_view, 14> kAdjective{
    "be", "very", "so", "too", "more", "is", "are", "being", "was", "how", "most", "am", "stay", "remain"};

/// "Be patient": no patient at all.
bool is_patience(const Marked& marked, const Match& match) {
  for (std::uint32_t word = match.first; word < match.last; ++word) {
    if (marked.text(word) != "patient" || word == 0) continue;
    const std::string_view last = marked.text(word - 1);
    if (std::find(kAdjective.begin(), kAdjective.end(), last) != kAdjective.end()) return true;
  }
  return false;
}

}  // namespace

bool is_sexed_age(std::string_view text) {
  std::size_t digits = 0;
  while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') ++digits;
  if (digits == 0 || digits > 3 || (digits == 3 && text[0] != '1')) return false;
  return std::find(kAgeEnds.begin(), kAgeEnds.end(), text.substr(digits)) != kAgeEnds.end();
}

Scene::Scene(const Marked& marked, const std::vector<std::size_t>& own_shapes)
    : signs_(marked.reading().sentences.size()) {
  const auto& words = marked.words();
  std::vector<bool> generic(words.size());
  for (const Match& match : marked.of("generic-patient")) {
    for (std::uint32_t word = match.first; word < match.last; ++word) generic[word] = true;
  }
  for (const Match& match : marked.of("patient")) {
    const bool of_all =
        std::any_of(generic.begin() + match.first, generic.begin() + match.last, [](bool is) { return is; });
    if (!of_all && !is_patience(marked, match)) add(words[match.first].sentence, kPatient);
  }
  for (const Match& match : marked.of("bed")) add(words[match.first].sentence, kBed);
  for (const Match& match : marked.of("aged")) add(words[match.first].sentence, kAged);
  for (const Match& match : marked.of("clinical-event")) add(words[match.first].sentence, kEvent);
  for (const Match& match : marked.of("shop")) add(words[match.first].sentence, kShop);
  const Lists illness = marked.book().list("illness") | marked.book().list("treatment");
  const Lists care = marked.book().list("care");
  for (std::size_t word = 0; word < words.size(); ++word) {
    if (marked.is(word, illness)) add(words[word].sentence, kIllness);
    if (marked.is(word, care)) add(words[word].sentence, kCare);
    if (words[word].digit_first && !words[word].number && is_sexed_age(marked.text(word)))
      add(words[word].sentence, kAged);
  }
  for (const std::size_t place : own_shapes) {
    const auto& sentences = marked.reading().sentences;
    const auto found =
        std::upper_bound(sentences.begin(), sentences.end(), place,
                         [](std::size_t start, const Sentence& sentence) { return start < sentence.end; });
    if (found != sentences.end()) add(static_cast<std::size_t>(found - sentences.begin()), kNumber);
  }
}

bool Scene::near_illness(std::size_t sentence) const {
  const std::size_t first = sentence > 0 ? sentence - 1 : 0;
  const std::size_t last = std::min(sentence + 2, signs_.size());
  return near_patient(sentence) || std::any_of(signs_.begin() + static_cast<std::ptrdiff_t>(first),
                                               signs_.begin() + static_cast<std::ptrdiff_t>(last),
                                               [](std::uint8_t signs) { return (signs & kIllness) != 0; });
}

bool Scene::near_patient_beside(std::size_t sentence) const {
  return (sentence > 0 && has_patient(sentence - 1)) ||
         (sentence + 1 < signs_.size() && has_patient(sentence + 1));
}

bool Scene::near_patient(std::size_t sentence) const {
  return has_patient(sentence) || near_patient_beside(sentence);
}

}  // namespace confrere::etiquette

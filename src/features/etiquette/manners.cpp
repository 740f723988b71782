#include "features/etiquette/manners.h"

#include <algorithm>
#include <array>
#include <string>

#include "features/etiquette/credentials.h"
#include "features/etiquette/manner_phrases.h"

namespace confrere::etiquette {
namespace {

constexpr std::array<std::string_view, 3> kThanks{"thanks", "thanks-vague", "thanks-what"};
constexpr std::array<std::string_view, 3> kHopes{"hope", "ask", "asks-for-job"};
constexpr std::array<std::string_view, 3> kAsks{"ask", "asks-for-job", "hope"};

/// Where the text asks, or hopes, or thanks; else its first sentence.
Place place_of_text(const Marked& marked, const MannerClues& clues, std::string_view rule) {
  const auto& groups = rule == "thanks-without-what" ? kThanks : rule == "no-next-step" ? kHopes : kAsks;
  if (rule == "credential-repeat") return place_of_credentials(marked);
  for (const std::string_view group : groups) {
    const auto found = in_body(marked, group);
    if (!found.empty()) return place_of(marked, found.front());
  }
  const auto& sentences = marked.reading().sentences;
  for (std::size_t at = 0; at < sentences.size(); ++at) {
    if (clues.has_body(at)) return {.start = sentences[at].start, .end = sentences[at].end};
  }
  return {.start = 0, .end = marked.reading().letters.size()};
}

/// Nothing is asked of a text without a body, and no reason for thanks of one that does not thank.
bool is_worth_judging(std::string_view rule, const Marked& marked, const MannerClues& clues) {
  if (rule == "thanks-without-what" && !marked.any_in_body("gratitude")) return false;
  const std::size_t sentences = marked.reading().sentences.size();
  for (std::size_t at = 0; at < sentences; ++at) {
    if (clues.has_body(at)) return true;
  }
  return false;
}

/// A model's word on the whole text.
std::vector<Place> judge_text(std::string_view rule, const Marked& marked, const MannerClues& told,
                              const Sense& sense, const Circumstances& circumstances) {
  if (!is_worth_judging(rule, marked, told)) return {};
  auto places = found_by_phrases(rule, marked, circumstances);
  const Weights& weights = marked.book().weights(rule);
  const ClueIndex& index = marked.book().clues();
  float sum = weights.sum(told.text()) + sense.of_text(rule);
  for (const std::string& clue : rule_clues(rule, marked, circumstances))
    sum += weights.of(index.find_named(clue));
  const bool certain = rule == "question-barrage" && !places.empty();  // questions can be counted
  if (sum <= 0 && !certain) return {};
  if (places.empty()) places.push_back(place_of_text(marked, told, rule));
  return places;
}

/// The words of a sentence that the neural net means, around those that it means most; the sentence where it
/// means none.
Place place_of_sentence(const Marked& marked, const Sense& sense, std::string_view rule, std::size_t at) {
  const Sentence& sentence = marked.reading().sentences[at];
  std::vector<float> meant;
  for (std::uint32_t word = sentence.first; word < sentence.last; ++word)
    meant.push_back(sense.of_word(rule, word));
  const auto most = std::max_element(meant.begin(), meant.end());
  if (*most <= 0) return {.start = sentence.start, .end = sentence.end};
  auto first = most;
  while (first != meant.begin() && *(first - 1) > 0) --first;
  const auto last = std::find_if(most, meant.end(), [](float each) { return each <= 0; });
  return place_of(marked, {.first = sentence.first + static_cast<std::uint32_t>(first - meant.begin()),
                           .last = sentence.first + static_cast<std::uint32_t>(last - meant.begin())});
}

/// A model's word on each sentence; what the phrases found in it is shown rather than what the neural net
/// means.
std::vector<Place> judge_sentences(std::string_view rule, const Marked& marked, const MannerClues& told,
                                   const Sense& sense, const Circumstances& circumstances) {
  const Weights& weights = marked.book().weights(rule);
  const float by_rule = weights.of(marked.book().clues().find(kByRule));
  const auto phrases = by_sentence(marked, found_by_phrases(rule, marked, circumstances));
  std::vector<Place> places;
  const auto& sentences = marked.reading().sentences;
  for (std::size_t at = 0; at < sentences.size(); ++at) {
    if (!told.has_body(at)) continue;
    const std::vector<Place>& here = phrases[at];
    const float sum = weights.sum(told.sentence(at)) + (here.empty() ? 0 : by_rule);
    if (sum + sense.of_sentence(rule, at) <= 0) continue;
    places.insert(places.end(), here.begin(), here.end());
    if (here.empty()) places.push_back(place_of_sentence(marked, sense, rule, at));
  }
  return places;
}

template <std::size_t N>
bool has(const std::string_view (&models)[N], std::string_view rule) {
  return std::find(std::begin(models), std::end(models), rule) != std::end(models);
}

}  // namespace

std::vector<Place> apply(std::string_view rule, const Marked& marked, const MannerClues& told,
                         const Sense& sense, const Circumstances& circumstances) {
  if (marked.book().weights(rule).empty()) return found_by_phrases(rule, marked, circumstances);
  if (rule == "third-nudge" && !is_nudged(circumstances))
    return found_by_phrases(rule, marked, circumstances);
  if (has(kTextModels, rule)) return judge_text(rule, marked, told, sense, circumstances);
  return judge_sentences(rule, marked, told, sense, circumstances);
}

}  // namespace confrere::etiquette

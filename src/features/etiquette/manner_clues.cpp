#include "features/etiquette/manner_clues.h"

#include <algorithm>
#include <array>
#include <bit>

namespace confrere::etiquette {
namespace {

constexpr std::array<Term, 8> kCounts{"0", "1", "2", "3", "4", "6", "9", "many"};

/// Few numbers are told apart exactly, many roughly.
const Term& count_word(std::size_t count) {
  constexpr std::array<std::size_t, 7> kBelow{1, 2, 3, 4, 6, 9, 14};
  const auto above = std::upper_bound(kBelow.begin(), kBelow.end(), count);
  return kCounts[static_cast<std::size_t>(above - kBelow.begin())];
}

}  // namespace

MannerClues::MannerClues(const Marked& marked) : marked_(marked), groups_(marked.reading().sentences.size()) {
  const std::size_t groups = marked.book().group_names().size();
  for (std::size_t group = 0; group < groups; ++group) {
    for (const Match& match : marked.of_group(group)) {
      if (!marked.in_body(match)) continue;
      auto& told = groups_[marked.words()[match.first].sentence];
      if (told.empty() || told.back() != group) told.push_back(static_cast<std::uint16_t>(group));
    }
  }
  Clues clues(marked.book().clues());
  tell_text(clues);
  text_ = clues.take();
  for (std::size_t at = 0; at < groups_.size(); ++at) {
    tell_sentence(at, clues);
    sentences_.push_back(clues.take());
  }
}

bool MannerClues::has_body(std::size_t sentence) const {
  const Sentence& words = marked_.reading().sentences[sentence];
  for (std::uint32_t word = words.first; word < words.last; ++word) {
    if (marked_.words()[word].zone == Zone::body) return true;
  }
  return false;
}

void MannerClues::tell_words(std::size_t at, Clues& clues) const {
  constexpr Term kNumber = "<number>";
  constexpr Term kStart = "<start>";
  const Sentence& sentence = marked_.reading().sentences[at];
  const auto& lists = marked_.book().list_names();
  Term last = kStart;
  for (std::uint32_t word = sentence.first; word < sentence.last; ++word) {
    const Word& here = marked_.words()[word];
    if (here.zone != Zone::body) continue;
    const Term text = here.digit_first ? kNumber : marked_.term(word);
    const Term kind = here.digit_first ? kNumber : marked_.kind(word);
    if (last == kStart && !kind.empty()) clues.add("begins", kind);
    clues.add("word", text);
    clues.add("pair", last, text);
    if (!kind.empty()) clues.add("kind", kind);
    for (Lists left = marked_.lists(word); left != 0; left &= left - 1)
      clues.add("list", lists[static_cast<std::size_t>(std::countr_zero(left))]);
    last = text;
  }
  clues.add("pair", last, sentence.question ? Term("<?>") : Term("<end>"));
  for (const std::uint16_t group : groups_[at]) clues.add("phrase", marked_.book().group_names()[group]);
}

void MannerClues::tell_text(Clues& clues) const {
  clues.add("bias");
  const auto& sentences = marked_.reading().sentences;
  std::size_t told = 0;
  std::size_t questions = 0;
  for (std::size_t at = 0; at < sentences.size(); ++at) {
    if (!has_body(at)) continue;
    ++told;
    questions += sentences[at].question ? 1 : 0;
    tell_words(at, clues);
  }
  clues.add("sentences", count_word(told));
  clues.add("questions", count_word(questions));
  clues.add("length", count_word(marked_.words().size() / 8));
  clues.add_if(!marked_.words().empty() && marked_.words()[0].zone == Zone::greeting, "greets");
}

void MannerClues::tell_sentence(std::size_t sentence, Clues& clues) const {
  clues.add("bias");
  tell_words(sentence, clues);
  clues.add_if(marked_.reading().sentences[sentence].question, "question");
  const auto& words = marked_.reading().sentences[sentence];
  clues.add("length", count_word((words.last - words.first) / 2));
}

}  // namespace confrere::etiquette

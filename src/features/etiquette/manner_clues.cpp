#include "features/etiquette/manner_clues.h"

#include <algorithm>
#include <array>
#include <bit>

namespace confrere::etiquette {
namespace {

constexpr std::array<std::string_view, 8> kCounts{"0", "1", "2", "3", "4", "6", "9", "many"};

/// Few numbers are told apart exactly, many roughly.
std::string_view count_word(std::size_t count) {
  constexpr std::array<std::size_t, 7> kBelow{1, 2, 3, 4, 6, 9, 14};
  const auto above = std::upper_bound(kBelow.begin(), kBelow.end(), count);
  return kCounts[static_cast<std::size_t>(above - kBelow.begin())];
}

}  // namespace

MannerClues::MannerClues(const Marked& marked) : marked_(marked), groups_(marked.reading().sentences.size()) {
  const auto& names = marked.book().group_names();
  for (std::size_t group = 0; group < names.size(); ++group) {
    for (const Match& match : marked.of(names[group])) {
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

void MannerClues::tell_words(std::size_t at, bool of_text, Clues& clues) const {
  const Sentence& sentence = marked_.reading().sentences[at];
  const auto& lists = marked_.book().list_names();
  std::string_view last = "<start>";
  std::string_view last_kind = "<start>";
  std::string_view before_last;
  for (std::uint32_t word = sentence.first; word < sentence.last; ++word) {
    const Word& here = marked_.words()[word];
    if (here.zone != Zone::body) continue;
    const std::string_view text = here.digit_first ? "<number>" : marked_.text(word);
    const std::string_view kind = here.digit_first ? "<number>" : marked_.kind(word);
    if (last == "<start>" && !kind.empty()) clues.add("begins", kind);
    clues.add("word", text);
    clues.add("pair", last, text);
    if (!of_text && !before_last.empty()) clues.add("around", before_last, text);
    if (!kind.empty()) clues.add("kind", kind);
    if (!of_text && !kind.empty() && !last_kind.empty()) clues.add("kinds", last_kind, kind);
    for (Lists left = marked_.lists(word); left != 0; left &= left - 1)
      clues.add("list", lists[static_cast<std::size_t>(std::countr_zero(left))]);
    before_last = last;
    last = text;
    last_kind = kind;
  }
  clues.add("pair", last, sentence.question ? "<?>" : "<end>");
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
    tell_words(at, true, clues);
  }
  clues.add("sentences", count_word(told));
  clues.add("questions", count_word(questions));
  clues.add("length", count_word(marked_.words().size() / 8));
  clues.add_if(!marked_.words().empty() && marked_.words()[0].zone == Zone::greeting, "greets");
}

void MannerClues::tell_sentence(std::size_t sentence, Clues& clues) const {
  clues.add("bias");
  tell_words(sentence, false, clues);
  clues.add_if(marked_.reading().sentences[sentence].question, "question");
  const auto& words = marked_.reading().sentences[sentence];
  clues.add("length", count_word((words.last - words.first) / 2));
}

}  // namespace confrere::etiquette

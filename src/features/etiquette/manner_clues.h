#pragma once

#include <string_view>
#include <vector>

#include "features/etiquette/rule_book.h"

namespace confrere::etiquette {

/// What the words of a text, or of one of its sentences, tell about its manners: clues of the models that
/// are named after their rules. Greeting and closing aside. O(words).
class MannerClues {
 public:
  explicit MannerClues(const Marked& marked);

  /// The clues of the text, and of each sentence, told once for all models.
  [[nodiscard]] const std::vector<std::uint32_t>& text() const { return text_; }
  [[nodiscard]] const std::vector<std::uint32_t>& sentence(std::size_t at) const { return sentences_[at]; }

  void tell_text(Clues& clues) const;
  void tell_sentence(std::size_t sentence, Clues& clues) const;
  /// A sentence with something outside greeting and closing.
  [[nodiscard]] bool has_body(std::size_t sentence) const;

 private:
  void tell_words(std::size_t sentence, Clues& clues) const;

  const Marked& marked_;
  std::vector<std::vector<std::uint16_t>> groups_;  ///< by sentence
  std::vector<std::uint32_t> text_;
  std::vector<std::vector<std::uint32_t>> sentences_;
};

/// The models that look at the whole text, and at each sentence.
inline constexpr std::string_view kTextModels[] = {"ask-without-give",    "no-next-step",
                                                   "thanks-without-what", "third-nudge",
                                                   "credential-repeat",   "question-barrage"};
inline constexpr std::string_view kSentenceModels[] = {"ill-word", "complication-or-lawsuit", "asks-for-job"};

}  // namespace confrere::etiquette

#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "features/etiquette/manner_clues.h"
#include "features/etiquette/name_runs.h"
#include "features/etiquette/neural_net.h"

namespace confrere::etiquette {

/// The name of a layer that Sense cannot use for its shape; empty when there is none.
std::string_view misshapen_layer(const NeuralNet& net);

/// The clues of each word by itself, for NeuralNet: the word, its kind, the lists and phrases it is in, how
/// it is written and what stands before it. A word of a name counts as a name, whoever's it is.
class WordClues {
 public:
  WordClues(const Marked& marked, const std::vector<NameRun>& names);
  void tell(std::size_t word, Clues& clues) const;

 private:
  void tell_text(std::size_t word, Clues& clues) const;

  const Marked& marked_;
  std::vector<bool> named_;
  std::vector<std::vector<std::uint16_t>> groups_;  ///< by word: the phrases it is part of
};

/// What the neural net makes of a text: a sum for each model and place, which is added to what the model's
/// own clues count. Zero everywhere where there is no net. O(words).
class Sense {
 public:
  explicit Sense(const Marked& marked);
  Sense(const Sense&) = delete;
  Sense& operator=(const Sense&) = delete;

  /// All names of people in the text, whoever they are.
  [[nodiscard]] const std::vector<NameRun>& names() const { return names_; }
  /// Of some words, by models named after what they look for: "patient-name", "patient-detail".
  [[nodiscard]] float of_words(std::string_view model, const Match& words) const;
  [[nodiscard]] float of_sentence(std::string_view model, std::size_t sentence) const;
  [[nodiscard]] float of_text(std::string_view model) const;
  /// Of one word as a part of what a model for sentences looks for.
  [[nodiscard]] float of_word(std::string_view model, std::size_t word) const;

 private:
  static constexpr std::size_t kWidth = NeuralNet::kWidth;
  using Hidden = std::array<float, kWidth>;

  [[nodiscard]] NeuralNet::Sum sum_of(std::size_t word, const WordClues& teller, Clues& clues) const;
  void read_words();
  void look_around(const Layer& layer, std::size_t reach);
  void sum_up();
  [[nodiscard]] float judge(std::string_view model, const float* from) const;

  const Marked& marked_;
  const NeuralNet& net_;
  std::vector<NameRun> names_;
  std::array<const Layer*, std::size(kSentenceModels)> word_layers_{};
  std::vector<Hidden> words_;
  std::vector<Hidden> most_;   ///< by sentence: the greatest of each number
  std::vector<Hidden> means_;  ///< by sentence
  std::vector<float> text_;    ///< greatest, means, and a few counts
  Hidden of_text_{};           ///< … as each place in the text is told of it
};

}  // namespace confrere::etiquette

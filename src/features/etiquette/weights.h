#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "features/etiquette/term.h"

namespace confrere::etiquette {

/// The clues that any model knows, by number. A clue is named by up to three words.
class ClueIndex {
 public:
  static constexpr std::uint32_t kNone = 0xffffffff;

  /// The number of the clue, which is made known.
  std::uint32_t add(std::string_view clue);
  [[nodiscard]] std::uint32_t find(const Term& what, const Term& of = {}, const Term& and_of = {}) const;
  /// By its whole name, the words with spaces between.
  [[nodiscard]] std::uint32_t find_named(std::string_view clue) const;
  [[nodiscard]] std::size_t size() const { return count_; }

 private:
  struct Slot {
    std::uint64_t hash = 0;
    std::uint32_t clue = kNone;
  };
  [[nodiscard]] std::size_t slot_of(std::uint64_t hash) const;
  void grow();

  std::vector<Slot> slots_ = std::vector<Slot>(1);  ///< open addressing, a power of two, at most half full
  std::uint32_t count_ = 0;
};

/// The clue that the rule made by hand finds it.
inline constexpr Term kByRule = "by-rule";

/// The clues of one candidate, each once.
class Clues {
 public:
  /// With `names` the clues' names are kept, for the training.
  explicit Clues(const ClueIndex& index, std::vector<std::string>* names = nullptr)
      : index_(&index), told_(index.size()), names_(names) {}

  void add(const Term& what, const Term& of = {}, const Term& and_of = {});
  void add_if(bool is, const Term& what) {
    if (is) add(what);
  }
  [[nodiscard]] const std::vector<std::uint32_t>& known() const { return known_; }
  /// What was told, handed over; the next candidate may be told.
  std::vector<std::uint32_t> take();

 private:
  const ClueIndex* index_;
  std::vector<bool> told_;  ///< by number
  std::vector<std::uint32_t> known_;
  std::vector<std::string>* names_;
};

/// A linear model: what each clue counts. Learned offline by tools/train_lint.py, read from [weights NAME].
class Weights {
 public:
  void add(std::uint32_t clue, float weight);
  [[nodiscard]] bool empty() const { return weights_.empty(); }
  [[nodiscard]] float sum(const Clues& clues) const { return sum(clues.known()); }
  [[nodiscard]] float sum(const std::vector<std::uint32_t>& clues) const;
  [[nodiscard]] float of(std::uint32_t clue) const { return clue < weights_.size() ? weights_[clue] : 0; }

 private:
  std::vector<float> weights_;  ///< by number of the clue
};

}  // namespace confrere::etiquette

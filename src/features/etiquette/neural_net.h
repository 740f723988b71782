#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "features/etiquette/weights.h"

namespace confrere::etiquette {

inline constexpr std::size_t kNetWidth = 48;

/// Which of kNetWidth numbers are not zero: looked for once where they are the input of several places.
struct Filled {
  explicit Filled(const float* from);
  std::array<std::uint8_t, kNetWidth> places{};
  std::size_t count = 0;
};

/// A full layer: from `inputs` numbers to kNetWidth, or to one.
class Layer {
 public:
  /// One more input and what it counts for each output; the first row added is the bias.
  void add(std::vector<float> row);
  [[nodiscard]] std::size_t inputs() const { return rows_; }
  [[nodiscard]] std::size_t outputs() const { return bias_.size(); }
  /// Writes outputs() sums to `to`. Inputs that are zero, as many are behind a ramp, cost nothing.
  void apply(const float* from, float* to) const;
  /// The same in parts, for a layer of several outputs: first the bias, then any kNetWidth inputs from number
  /// `first` on.
  void begin(float* to) const;
  void add_part(const float* from, const Filled& filled, std::size_t first, float* to) const;

 private:
  std::vector<float> bias_;
  std::vector<float> weights_;  ///< by input, then output
  std::size_t rows_ = 0;
};

/// A small convolutional neural net over the words of a text (Collobert 2011): a word is the sum of its
/// clues' vectors and of those of the words beside it; further layers look two and four words to each side.
/// Learned offline by tools/train_lint.py, read from [net NAME]. Sense applies it.
class NeuralNet {
 public:
  static constexpr std::size_t kWidth = kNetWidth;
  static constexpr std::size_t kReach = 3;  ///< the word before, itself, and the one after
  /// Fixed point: sums of it are the same in any order, on any machine.
  using Vector = std::array<std::int16_t, kReach * kWidth>;
  static constexpr float kOne = 512;
  using Sum = std::array<std::int32_t, kReach * kWidth>;

  /// A line is a name, a factor, and a character for each number (see numbers_in in neural_net.cpp); of the
  /// layer "words" the name is a clue, of others "bias" comes first. False where a line is none of these.
  bool add_line(std::string_view layer, std::string_view line, ClueIndex& clues);

  [[nodiscard]] bool empty() const { return vectors_.empty(); }
  /// Null for a clue it does not know.
  [[nodiscard]] const Vector* vector(std::uint32_t clue) const;
  static void add(const Vector& vector, Sum& to);
  /// Null where there is none of that name.
  [[nodiscard]] const Layer* layer(std::string_view name) const;
  /// By name, for the check of their shapes.
  [[nodiscard]] const std::map<std::string, Layer, std::less<>>& layers() const { return layers_; }

 private:
  static constexpr std::uint32_t kUnknown = 0xffffffff;
  std::vector<std::uint32_t> vector_of_;  ///< by clue
  std::vector<Vector> vectors_;
  std::map<std::string, Layer, std::less<>> layers_;
};

}  // namespace confrere::etiquette

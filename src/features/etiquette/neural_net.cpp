#include "features/etiquette/neural_net.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <optional>
#include <utility>

namespace confrere::etiquette {
namespace {

/// 63 characters for the numbers from -31 to 31.
constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-";
constexpr int kZero = 31;

constexpr auto kNumberOf = [] {
  std::array<std::int8_t, 256> numbers{};
  numbers.fill(-128);
  for (std::size_t at = 0; at < kDigits.size(); ++at)
    numbers[static_cast<unsigned char>(kDigits[at])] = static_cast<std::int8_t>(static_cast<int>(at) - kZero);
  return numbers;
}();

std::optional<std::vector<float>> numbers_in(std::string_view factor, std::string_view digits) {
  float scale = 0;
  const auto read = std::from_chars(factor.data(), factor.data() + factor.size(), scale);
  if (read.ec != std::errc() || read.ptr != factor.data() + factor.size()) return std::nullopt;
  std::vector<float> numbers;
  numbers.reserve(digits.size());
  for (const char digit : digits) {
    const std::int8_t number = kNumberOf[static_cast<unsigned char>(digit)];
    if (number < -kZero) return std::nullopt;
    numbers.push_back(scale * static_cast<float>(number));
  }
  return numbers;
}

/// Numbers that are added and multiplied at once (an extension of gcc and clang): four, as every processor of
/// 64 bits does it, and eight where AVX2 is.
using FourLanes = float __attribute__((vector_size(4 * sizeof(float))));
using EightLanes = float __attribute__((vector_size(8 * sizeof(float))));
constexpr std::size_t kMostInputs = NeuralNet::kReach * NeuralNet::kWidth;
using Inputs = std::array<std::uint8_t, kMostInputs>;
static_assert(kMostInputs <= 256 && NeuralNet::kWidth % 8 == 0);

/// The inputs that are not zero, without a jump that nobody could foresee.
std::size_t find_inputs(const float* from, std::size_t count, Inputs& inputs) {
  std::size_t found = 0;
  for (std::size_t input = 0; input < count; ++input) {
    inputs[found] = static_cast<std::uint8_t>(input);
    found += from[input] != 0 ? 1 : 0;
  }
  return found;
}

template <class Lanes>
[[gnu::always_inline]] inline void add_product(Lanes& sum, float value, const float* row) {
  Lanes lanes;
  std::memcpy(&lanes, row, sizeof(lanes));
  sum += value * lanes;
}

/// Adds the `found` inputs of `from` times their rows to the kWidth sums in `to`, which stay in registers
/// meanwhile. Each sum is made in the same order, however many lanes there are.
template <class Lanes, std::size_t... Part>
[[gnu::always_inline]] inline void add_found(const float* from, const Inputs& inputs, std::size_t found,
                                             const float* weights, float* to, std::index_sequence<Part...>) {
  constexpr std::size_t kLanes = sizeof(Lanes) / sizeof(float);
  static_assert(sizeof...(Part) * kLanes == NeuralNet::kWidth);
  std::array<Lanes, sizeof...(Part)> sums;
  (std::memcpy(&sums[Part], to + Part * kLanes, sizeof(Lanes)), ...);
  for (std::size_t at = 0; at < found; ++at) {
    const float* row = weights + inputs[at] * NeuralNet::kWidth;
    (add_product(sums[Part], from[inputs[at]], row + Part * kLanes), ...);
  }
  (std::memcpy(to + Part * kLanes, &sums[Part], sizeof(Lanes)), ...);
}

template <class Lanes>
constexpr auto kParts = std::make_index_sequence<NeuralNet::kWidth * sizeof(float) / sizeof(Lanes)>();

#if defined(__x86_64__)
[[gnu::target("avx2")]] void add_eight_at_once(const float* from, const Inputs& inputs, std::size_t found,
                                               const float* weights, float* to) {
  add_found<EightLanes>(from, inputs, found, weights, to, kParts<EightLanes>);
}
bool has_eight_lanes() {
  static const bool kHas = __builtin_cpu_supports("avx2") != 0;
  return kHas;
}
#endif

/// Adds `from` times the rows of `weights` to the kWidth sums in `to`.
void add_rows(const float* from, std::size_t count, const float* weights, float* to) {
  Inputs inputs;
  const std::size_t found = find_inputs(from, count, inputs);
#if defined(__x86_64__)
  if (has_eight_lanes()) return add_eight_at_once(from, inputs, found, weights, to);
#endif
  add_found<FourLanes>(from, inputs, found, weights, to, kParts<FourLanes>);
}

/// REQUIRES: `count` is a multiple of four.
float dot(const float* a, const float* b, std::size_t count) {
  FourLanes sums{};
  for (std::size_t at = 0; at < count; at += 4) {
    FourLanes of_a;
    FourLanes of_b;
    std::memcpy(&of_a, a + at, sizeof(of_a));
    std::memcpy(&of_b, b + at, sizeof(of_b));
    sums += of_a * of_b;
  }
  return sums[0] + sums[1] + sums[2] + sums[3];
}

}  // namespace

void Layer::add(std::vector<float> row) {
  if (bias_.empty()) {
    bias_ = std::move(row);
    return;
  }
  weights_.insert(weights_.end(), row.begin(), row.end());
  ++rows_;
}

void Layer::apply(const float* from, float* to) const {
  if (outputs() == 1) {
    *to = bias_.front() + dot(from, weights_.data(), rows_);
  } else {
    std::copy(bias_.begin(), bias_.end(), to);
    add_rows(from, rows_, weights_.data(), to);
  }
}

bool NeuralNet::add_line(std::string_view layer, std::string_view line, ClueIndex& clues) {
  const std::size_t digits = line.rfind(' ');
  if (digits == std::string_view::npos || digits == 0) return false;
  const std::size_t factor = line.rfind(' ', digits - 1);
  if (factor == std::string_view::npos) return false;
  auto numbers = numbers_in(line.substr(factor + 1, digits - factor - 1), line.substr(digits + 1));
  if (!numbers || numbers->empty()) return false;
  if (layer != "words") {
    Layer& to = layers_[std::string(layer)];
    if (to.outputs() != 0 && numbers->size() != to.outputs()) return false;
    to.add(std::move(*numbers));
    return true;
  }
  if (numbers->size() != kReach * kWidth) return false;
  const std::uint32_t clue = clues.add(line.substr(0, factor));
  if (vector_of_.size() <= clue) vector_of_.resize(clue + 1, kUnknown);
  vector_of_[clue] = static_cast<std::uint32_t>(vectors_.size());
  Vector& vector = vectors_.emplace_back();
  std::transform(numbers->begin(), numbers->end(), vector.begin(),
                 [](float number) { return static_cast<std::int16_t>(std::lround(number * kOne)); });
  return true;
}

const NeuralNet::Vector* NeuralNet::vector(std::uint32_t clue) const {
  if (clue >= vector_of_.size() || vector_of_[clue] == kUnknown) return nullptr;
  return &vectors_[vector_of_[clue]];
}

const Layer* NeuralNet::layer(std::string_view name) const {
  const auto found = layers_.find(name);
  return found == layers_.end() ? nullptr : &found->second;
}

}  // namespace confrere::etiquette

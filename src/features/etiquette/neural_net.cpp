#include "features/etiquette/neural_net.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <optional>

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

/// Four numbers at once, as every processor of 64 bits has it (an extension of gcc and clang).
using Lanes = float __attribute__((vector_size(4 * sizeof(float))));
constexpr std::size_t kLanes = 4;
constexpr std::size_t kMostInputs = NeuralNet::kReach * NeuralNet::kWidth;

Lanes lanes_at(const float* place) {
  Lanes lanes;
  std::memcpy(&lanes, place, sizeof(lanes));
  return lanes;
}

/// The inputs that are not zero, without a jump that nobody could foresee.
std::size_t find_inputs(const float* from, std::size_t count, std::array<std::uint8_t, kMostInputs>& inputs) {
  std::size_t found = 0;
  for (std::size_t input = 0; input < count; ++input) {
    inputs[found] = static_cast<std::uint8_t>(input);
    found += from[input] != 0 ? 1 : 0;
  }
  return found;
}

/// Adds `from` times the rows of `weights` to the kWidth sums in `to`: half of them at a time, which stay in
/// registers.
void add_rows(const float* from, std::size_t count, const float* weights, float* to) {
  std::array<std::uint8_t, kMostInputs> inputs;
  const std::size_t found = find_inputs(from, count, inputs);
  for (std::size_t half = 0; half < NeuralNet::kWidth; half += 4 * kLanes) {
    Lanes a = lanes_at(to + half);
    Lanes b = lanes_at(to + half + kLanes);
    Lanes c = lanes_at(to + half + 2 * kLanes);
    Lanes d = lanes_at(to + half + 3 * kLanes);
    for (std::size_t at = 0; at < found; ++at) {
      const float value = from[inputs[at]];
      const float* row = weights + inputs[at] * NeuralNet::kWidth + half;
      a += value * lanes_at(row);
      b += value * lanes_at(row + kLanes);
      c += value * lanes_at(row + 2 * kLanes);
      d += value * lanes_at(row + 3 * kLanes);
    }
    for (const Lanes& sums : {a, b, c, d}) {
      std::memcpy(to + half, &sums, sizeof(sums));
      to += kLanes;
    }
    to -= 4 * kLanes;
  }
}

/// REQUIRES: `count` is a multiple of kLanes.
float dot(const float* a, const float* b, std::size_t count) {
  Lanes sums{};
  for (std::size_t at = 0; at < count; at += kLanes) sums += lanes_at(a + at) * lanes_at(b + at);
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

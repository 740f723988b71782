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
static_assert(kNetWidth <= 256 && kNetWidth % 8 == 0);

template <class Lanes>
[[gnu::always_inline]] inline void add_product(Lanes& sum, float value, const float* row) {
  Lanes lanes;
  std::memcpy(&lanes, row, sizeof(lanes));
  sum += value * lanes;
}

/// Adds the filled inputs of `from` times their rows to the kNetWidth sums in `to`, which stay in registers
/// meanwhile. Each sum is made in the same order, however many lanes there are.
template <class Lanes, std::size_t... Part>
[[gnu::always_inline]] inline void add_filled(const float* from, const Filled& filled, const float* weights,
                                              float* to, std::index_sequence<Part...>) {
  constexpr std::size_t kLanes = sizeof(Lanes) / sizeof(float);
  static_assert(sizeof...(Part) * kLanes == kNetWidth);
  std::array<Lanes, sizeof...(Part)> sums;
  (std::memcpy(&sums[Part], to + Part * kLanes, sizeof(Lanes)), ...);
  for (std::size_t at = 0; at < filled.count; ++at) {
    const std::size_t input = filled.places[at];
    const float* row = weights + input * kNetWidth;
    (add_product(sums[Part], from[input], row + Part * kLanes), ...);
  }
  (std::memcpy(to + Part * kLanes, &sums[Part], sizeof(Lanes)), ...);
}

template <class Lanes>
constexpr auto kParts = std::make_index_sequence<kNetWidth * sizeof(float) / sizeof(Lanes)>();

[[gnu::always_inline]] inline void add_vector(const NeuralNet::Vector& vector, NeuralNet::Sum& to) {
  for (std::size_t at = 0; at < to.size(); ++at) to[at] += vector[at];
}

#if defined(__x86_64__)
[[gnu::target("avx2")]] void add_eight_at_once(const float* from, const Filled& filled, const float* weights,
                                               float* to) {
  add_filled<EightLanes>(from, filled, weights, to, kParts<EightLanes>);
}
[[gnu::target("avx2")]] void add_vector_eight_at_once(const NeuralNet::Vector& vector, NeuralNet::Sum& to) {
  add_vector(vector, to);
}
bool has_eight_lanes() {
  static const bool kHas = __builtin_cpu_supports("avx2") != 0;
  return kHas;
}
#endif

/// Adds the filled numbers of `from` times the rows of `weights` to the kNetWidth sums in `to`.
void add_rows(const float* from, const Filled& filled, const float* weights, float* to) {
#if defined(__x86_64__)
  if (has_eight_lanes()) return add_eight_at_once(from, filled, weights, to);
#endif
  add_filled<FourLanes>(from, filled, weights, to, kParts<FourLanes>);
}

/// Without a jump that nobody could foresee.
std::size_t find_filled(const float* from, std::size_t count, std::uint8_t* places) {
  std::size_t found = 0;
  for (std::size_t place = 0; place < count; ++place) {
    places[found] = static_cast<std::uint8_t>(place);
    found += from[place] != 0 ? 1 : 0;
  }
  return found;
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

Filled::Filled(const float* from) : count(find_filled(from, kNetWidth, places.data())) {}

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
    begin(to);
    std::size_t first = 0;
    for (; first + kNetWidth <= rows_; first += kNetWidth)
      add_part(from + first, Filled(from + first), first, to);
    for (; first < rows_; ++first) {
      for (std::size_t at = 0; at < kNetWidth; ++at) to[at] += from[first] * weights_[first * kNetWidth + at];
    }
  }
}

void Layer::begin(float* to) const {
  std::copy(bias_.begin(), bias_.end(), to);
}

void Layer::add_part(const float* from, const Filled& filled, std::size_t first, float* to) const {
  add_rows(from, filled, weights_.data() + first * kNetWidth, to);
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

void NeuralNet::add(const Vector& vector, Sum& to) {
#if defined(__x86_64__)
  if (has_eight_lanes()) return add_vector_eight_at_once(vector, to);
#endif
  add_vector(vector, to);
}

const Layer* NeuralNet::layer(std::string_view name) const {
  const auto found = layers_.find(name);
  return found == layers_.end() ? nullptr : &found->second;
}

}  // namespace confrere::etiquette

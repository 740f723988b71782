#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>

namespace confrere::demo {

/// A stream of random numbers that is the same on every machine: SplitMix64 (Steele, Lea, Flood 2014) and no
/// distribution of the standard library, whose results differ between implementations. Streams of different
/// keys are independent, so that one person's story does not change with what was drawn for another.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  static Random of(std::uint64_t seed, std::uint64_t purpose, std::uint64_t a = 0, std::uint64_t b = 0) {
    Random mixer(seed);
    for (const std::uint64_t key : {purpose, a, b}) mixer.state_ = mixer.next() ^ (key * 0xD1B54A32D192ED03U);
    return Random(mixer.next());
  }

  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15U);
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
  }
  /// In [0, 1).
  double unit() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }
  bool chance(double probability) { return unit() < probability; }
  /// In [0, n). REQUIRES: n > 0.
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(next() % n); }
  /// In [low, high].
  int between(int low, int high) {
    return low + static_cast<int>(below(static_cast<std::size_t>(high - low) + 1));
  }
  double exponential(double mean) { return -mean * std::log(1.0 - unit()); }
  /// Normal with mean 0 and deviation 1 (Box and Muller 1958).
  double normal() {
    const double radius = std::sqrt(-2.0 * std::log(1.0 - unit()));
    return radius * std::cos(6.283185307179586 * unit());
  }
  template <class T>
  const T& pick(std::span<const T> from) {
    return from[below(from.size())];
  }

 private:
  std::uint64_t state_;
};

}  // namespace confrere::demo

#pragma once

/// A tie in six bytes: its strength at any clock, and who may use it.
///
/// Strength is kept as a *cost*, -log2(strength) in 4096ths, so that the cost of a path is a sum of whole
/// numbers: the product of strengths, the same in whatever order it is taken. A cost step is 0.02 % of a
/// strength, and strengths under 2^-16 count as 2^-16.
///
/// `level` is the cost on the day of the last touch. It is a lower bound of the cost on every day (an upper
/// bound of strength), which is what rows are sorted by. Clocks are whole days, so a tie that was touched
/// today is as at its touch.

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>

#include <boost/describe.hpp>

#include "base/time.h"
#include "graph/strength.h"

namespace confrere::graph {

/// Who may use a tie for introductions; its owner says so.
enum class Sharing : std::uint8_t { nobody, asked, visible };
BOOST_DESCRIBE_ENUM(Sharing, nobody, asked, visible)

using Cost = std::uint32_t;
constexpr Cost kCostPerOctave = 4096;
constexpr Cost kMaxTieCost = 65535;

/// Days since 1970, 0 to 65535 (the year 2149); what is outside counts as the nearest.
using Day = std::uint16_t;
[[nodiscard]] Day day_of(Instant at);

/// REQUIRES: 0 < strength <= 1.
[[nodiscard]] Cost cost_of(double strength);
[[nodiscard]] double strength_of(Cost cost);

struct PackedTie {
  std::uint16_t level = kMaxTieCost;
  Day last = 0;
  std::uint16_t detail =
      0;  ///< bits 0 to 1 sharing, 2 to 6 stated in twentieths, 7 to 15 the gap, 0: never fades

  [[nodiscard]] Sharing sharing() const { return static_cast<Sharing>(detail & 3U); }
  friend bool operator==(const PackedTie&, const PackedTie&) = default;
};

/// A tie that fades, with what its owner states as a second reason (with_stated), rounded to twentieths; its
/// gap is kept to 2 %. Odds of 0 and nothing stated give the weakest tie there is.
[[nodiscard]] PackedTie pack(const Fade& fade, double stated, Sharing sharing);

/// A tie of one strength at every clock. REQUIRES: 0 < strength <= 1.
[[nodiscard]] PackedTie pack_fixed(double strength, Sharing sharing);

/// The cost on that day; never less than `tie.level`. O(1), a few nanoseconds. Thread safe.
[[nodiscard]] Cost cost_on(const PackedTie& tie, Day day);

}  // namespace confrere::graph

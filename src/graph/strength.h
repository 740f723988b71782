#pragma once

/// How strong a tie is, version 2. Pure: no clock, no database. docs/decisions/0200-tie-strength.md has the
/// sources and the fit.
///
///   strength(t) = o(t) / (1 + o(t))                                     a chance, from its odds
///   o(t)        = 0.3 · (((1 + S30)(1 + S120)(1 + S480))^(5/12) - 1) / (1 + (t - last) / gap)
///   gap         = (last - first + 3 days) / count                        the tie's own rhythm
///
/// S30, S120 and S480 are the weights of its touches as of the last one, halved every 30, 120 and 480 days:
/// several half-lives, since no single one fits both people who meet daily and people who meet twice a year.
/// After the last touch nothing is decayed any more by the calendar: silence counts in the tie's own gaps,
/// and odds fall in inverse proportion to it. Without touches strength is 0; without new ones it never grows.
///
/// In the data it was fitted to, strength is about the chance of another touch within four weeks.

#include <cstdint>

#include "base/time.h"

namespace confrere::graph {

constexpr int kStrengthVersion = 2;

/// What a tie keeps of its touches, whatever their number. The sums are as of `last`.
struct TieSummary {
  std::int64_t count = 0;
  Instant first{};
  Instant last{};
  double sum_30 = 0;
  double sum_120 = 0;
  double sum_480 = 0;
  friend bool operator==(const TieSummary&, const TieSummary&) = default;
};

/// The summary with one touch more. O(1). REQUIRES: weight > 0, and `at` is not before `summary.last`.
[[nodiscard]] TieSummary with_touch(TieSummary summary, Instant at, double weight = 1);

/// Strength as a function of the clock: all that a reader needs, in three numbers.
struct Fade {
  double odds = 0;      ///< at `last`; 0: never in touch
  double gap_days = 1;  ///< the tie's own rhythm
  Instant last{};
  friend bool operator==(const Fade&, const Fade&) = default;
};

/// O(1).
[[nodiscard]] Fade fade_of(const TieSummary& summary);

/// Days of silence at `now` in units of the tie's own gap; 0 before `last`.
[[nodiscard]] double silence_in_gaps(const Fade& fade, Instant now);

/// In [0, 1). Never grows with `now`. O(1).
[[nodiscard]] double strength_at(const Fade& fade, Instant now);

/// What is known from touches and what the member states, as two independent reasons for the tie to hold
/// (noisy or: Pearl 1988, section 4.3.2). Both in [0, 1].
[[nodiscard]] constexpr double with_stated(double strength, double stated) {
  return 1 - (1 - strength) * (1 - stated);
}

}  // namespace confrere::graph

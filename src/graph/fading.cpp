#include "graph/fading.h"

#include <algorithm>
#include <cmath>

namespace confrere::graph {
namespace {

constexpr std::int64_t kTouchesOfARhythm = 3;
constexpr double kFadingGaps = 8;
constexpr double kFadingDays = 30;
constexpr double kDormantDays = 365;
constexpr double kForgottenHalfLifeDays = 3650;

}  // namespace

TieState state_of(const TieSummary& summary, Instant now) {
  if (summary.count == 0) return TieState::never;
  const double days = days_between(summary.last, now);
  const bool has_rhythm = summary.count >= kTouchesOfARhythm;
  const bool fading = days >= kFadingDays && silence_in_gaps(fade_of(summary), now) >= kFadingGaps;
  if (days >= kDormantDays && (fading || !has_rhythm)) return TieState::dormant;
  if (!has_rhythm) return TieState::new_tie;
  return fading ? TieState::fading : TieState::kept;
}

double worth_reviving(const TieSummary& summary, double peak, double stated, double willing, Instant now) {
  if (state_of(summary, now) != TieState::dormant) return 0;
  const double once = std::max(peak, stated);
  const double remembered =
      std::exp2(-(days_between(summary.last, now) - kDormantDays) / kForgottenHalfLifeDays);
  // Half of the worth is in the tie; the other half needs somebody who is glad to hear.
  return once * remembered * (1 + willing) / 2;
}

}  // namespace confrere::graph

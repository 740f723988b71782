#include "graph/strength.h"

#include <algorithm>
#include <cmath>

namespace confrere::graph {
namespace {

// Measured by `confrere eval ties`; docs/decisions/0200-tie-strength.md tells how they were chosen.
constexpr double kOddsOfFirst = 0.3;
constexpr double kGrowth = 5.0 / 12;
constexpr double kPriorGapDays = 3;

double decayed(double sum, double days, double half_life_days) {
  return sum * std::exp2(-days / half_life_days);
}

}  // namespace

TieSummary with_touch(TieSummary summary, Instant at, double weight) {
  if (summary.count == 0) summary.first = summary.last = at;
  const double days = days_between(summary.last, at);
  summary.sum_30 = decayed(summary.sum_30, days, 30) + weight;
  summary.sum_120 = decayed(summary.sum_120, days, 120) + weight;
  summary.sum_480 = decayed(summary.sum_480, days, 480) + weight;
  summary.last = at;
  ++summary.count;
  return summary;
}

Fade fade_of(const TieSummary& summary) {
  if (summary.count == 0) return {};
  const double product = (1 + summary.sum_30) * (1 + summary.sum_120) * (1 + summary.sum_480);
  const double span = days_between(summary.first, summary.last);
  return {.odds = kOddsOfFirst * (std::pow(product, kGrowth) - 1),
          .gap_days = (span + kPriorGapDays) / static_cast<double>(summary.count),
          .last = summary.last};
}

double silence_in_gaps(const Fade& fade, Instant now) {
  return std::max(0.0, days_between(fade.last, now)) / fade.gap_days;
}

double strength_at(const Fade& fade, Instant now) {
  const double odds = fade.odds / (1 + silence_in_gaps(fade, now));
  return odds / (1 + odds);
}

}  // namespace confrere::graph

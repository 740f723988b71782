#include "features/today/score.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace confrere::today {
namespace {

constexpr double kEarly = 0.8;
constexpr double kLatest = 2;
constexpr double kDaysToLatest = 21;
/// A rhythm is one's own wish: nobody waits for it as for a promise that is due.
constexpr double kDaysToLatestOfRhythm = 90;
constexpr double kNudge = 0.8;

double base(TodayKind kind) {
  switch (kind) {
    case TodayKind::promise:
      return 1;
    case TodayKind::thank:
      return 0.95;
    case TodayKind::follow_up:
      return 0.85;
    case TodayKind::answer_awaited:
      return 0.8;
    case TodayKind::ask:
      return 0.75;
    case TodayKind::acquaint:
      return 0.7;
    case TodayKind::rhythm:
      return 0.65;
    case TodayKind::fading:
      return 0.62;
    case TodayKind::never_followed_up:
    case TodayKind::dormant:
      return 0.6;
    case TodayKind::planned:
      return 0.55;
  }
  return 0;
}

double time_factor(const Candidate& candidate, Date today) {
  if (!candidate.due) return 1;
  if (candidate.kind == TodayKind::planned) return 2;
  const int late = today - *candidate.due;
  if (late < 0) return kEarly;
  const double days = candidate.kind == TodayKind::rhythm ? kDaysToLatestOfRhythm : kDaysToLatest;
  return std::min(kLatest, 1 + late / days);
}

double stated(std::optional<ties::Closeness> closeness) {
  if (!closeness) return 0;
  switch (*closeness) {
    case ties::Closeness::trusted:
      return 0.8;
    case ties::Closeness::friendly:
      return 0.5;
    case ties::Closeness::acquainted:
      return 0.2;
  }
  return 0;
}

/// A card of last month is easier to take up than one of ten years ago.
double recency(const Candidate& candidate, Date today) {
  if (candidate.kind != TodayKind::never_followed_up || !candidate.known_since) return 0;
  const double years = std::max(0, today - *candidate.known_since) / 365.0;
  return 0.1 * std::exp2(-years / 2);
}

/// What sorting compares, from the first.
auto rank(const Candidate& candidate, Date today) {
  return std::tuple(candidate.lowered, !candidate.overdue, -score(candidate, today), candidate.kind,
                    candidate.subject);
}

}  // namespace

double urgency(const Candidate& candidate, Date today) {
  return base(candidate.kind) * time_factor(candidate, today);
}

double value(const Candidate& candidate, Date today) {
  double worth = 0.5 + 0.5 * std::max({candidate.strength, stated(candidate.closeness), candidate.worth});
  if (candidate.promise) worth += 0.3;
  if (candidate.matters) worth += 0.3;
  if (candidate.fits_goal) worth += 0.2;
  if (candidate.same_organisation) worth += 0.1;
  if (candidate.heard) worth += 0.1;
  worth += recency(candidate, today);
  return candidate.kind == TodayKind::answer_awaited ? worth * kNudge : worth;
}

double score(const Candidate& candidate, Date today) {
  return urgency(candidate, today) * value(candidate, today);
}

/// Ranks are computed once each, and the candidates, which are large, moved once each.
void sort_by_score(std::vector<Candidate>& candidates, Date today) {
  std::vector<std::pair<decltype(rank(candidates.front(), today)), std::size_t>> order;
  order.reserve(candidates.size());
  for (const Candidate& candidate : candidates) order.emplace_back(rank(candidate, today), order.size());
  std::sort(order.begin(), order.end());
  std::vector<Candidate> sorted;
  sorted.reserve(candidates.size());
  for (const auto& [its_rank, place] : order) sorted.push_back(std::move(candidates[place]));
  candidates = std::move(sorted);
}

}  // namespace confrere::today

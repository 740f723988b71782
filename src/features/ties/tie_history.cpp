#include "features/ties/tie_history.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/catalogue.h"
#include "features/ties/ties_store.h"
#include "graph/fading.h"

namespace confrere::ties {
namespace {

constexpr int kEvenPoints = 60;
constexpr std::size_t kMostMarks = 100;
constexpr std::chrono::hours kShortestSpan{24 * 90};  ///< a first meeting of yesterday is no cliff

/// Even steps from the first moment to now, and the moments of the last encounters, where it rises.
std::vector<Instant> moments_of(std::span<const Touch> counted, Instant now) {
  const Instant begin = std::min(counted.front().moment(), now - kShortestSpan);
  const std::int64_t step = (now.microseconds - begin.microseconds) / kEvenPoints;
  std::vector<Instant> moments;
  for (int i = 0; i < kEvenPoints; ++i) moments.push_back({begin.microseconds + i * step});
  for (const Touch& touch : counted) moments.push_back(touch.moment());
  moments.push_back(now);
  std::sort(moments.begin(), moments.end());
  moments.erase(std::unique(moments.begin(), moments.end()), moments.end());
  return moments;
}

void make_relative(std::vector<TiePoint>& points) {
  constexpr double kSteps = 100;
  const auto highest = std::max_element(
      points.begin(), points.end(), [](const TiePoint& a, const TiePoint& b) { return a.level < b.level; });
  const double top = highest->level;
  for (TiePoint& point : points) point.level = top > 0 ? std::round(point.level / top * kSteps) / kSteps : 0;
}

std::string month(Date day) {
  return fmt::format("{} {}", day.month_name(), static_cast<int>(day.civil().year()));
}

/// "2023", or the month where that says more.
std::string since(Date first, Date today) {
  constexpr int kSomeYears = 600;  ///< days
  const bool is_long = today - first > kSomeYears;
  return is_long ? std::to_string(static_cast<int>(first.civil().year())) : month(first);
}

Message text_of(const Summary& summary, Instant now, const TimeZone& zone) {
  const graph::TieSummary touches = touches_of(summary);
  const auto state = graph::state_of(touches, now);
  if (state == graph::TieState::never) return say("tie.history.never");
  const Date first = zone.date_at(touches.first), last = zone.date_at(touches.last);
  if (touches.count == 1) return say("tie.history.once", {{"month", month(last)}});
  if (touches.count == 2) return say("tie.history.twice", {{"first", month(first)}, {"last", month(last)}});
  const std::string tempo(word_of(tempo_of(graph::fade_of(touches).gap_days)));
  std::map<std::string, std::string> params{{"often", phrase("tie.tempo." + tempo)},
                                            {"since", since(first, zone.date_at(now))}};
  if (state == graph::TieState::kept) return say("tie.history.kept", std::move(params));
  params["month"] = month(last);
  return say("tie.history.quiet", std::move(params));
}

}  // namespace

TieHistory history_of(std::span<const Touch> touches, Instant now, const TimeZone& zone) {
  std::vector<Touch> counted;
  std::copy_if(touches.begin(), touches.end(), std::back_inserter(counted),
               [&](const Touch& touch) { return touch.counts() && touch.moment() <= now; });
  TieHistory history;
  history.text = text_of(summary_of(counted), now, zone);
  if (counted.empty()) return history;
  const std::size_t shown = std::min(counted.size(), kMostMarks);
  const auto last_ones = std::span(counted).last(shown);
  Summary summary;
  auto next = counted.begin();
  for (const Instant at : moments_of(last_ones, now)) {
    for (; next != counted.end() && next->moment() <= at; ++next) summary = add(summary, *next);
    history.points.push_back({.at = at, .level = strength(summary, std::nullopt, at)});
  }
  make_relative(history.points);
  for (const Touch& touch : last_ones)
    history.encounters.push_back({.at = touch.moment(), .channel = touch.channel});
  return history;
}

Result<TieHistory> load_history(const Viewer& viewer, store::ReadTransaction& tx, ContactId contact) {
  if (!find(tx, viewer, contact)) return not_found("There is no such contact.");
  return history_of(find_touches(tx, viewer.network, contact), viewer.now, viewer.time_zone);
}

}  // namespace confrere::ties

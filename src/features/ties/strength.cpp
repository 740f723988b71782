#include "features/ties/strength.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace confrere::ties {
namespace {

constexpr double kShortHalfLife = 30;
constexpr double kMiddleHalfLife = 120;
constexpr double kLongHalfLife = 480;
constexpr double kKnowsWell = 0.5;
constexpr double kKnows = 0.2;

double channel_weight(Channel channel) {
  switch (channel) {
    case Channel::in_person:
      return 1;
    case Channel::video:
      return 0.8;
    case Channel::call:
      return 0.7;
    case Channel::message:
      return 0.3;
  }
  return 0;
}

double depth_weight(Depth depth) {
  switch (depth) {
    case Depth::passing:
      return 0.4;
    case Depth::conversation:
      return 1;
    case Depth::deep:
      return 1.8;
  }
  return 0;
}

/// Being sought out says more than seeking; an answer makes a message an exchange, a message without one is
/// half.
double direction_weight(const Touch& touch) {
  if (touch.answered_at) return 1.5;
  if (touch.channel == Channel::message && touch.begun_by == BegunBy::me) return 0.5;
  switch (touch.begun_by) {
    case BegunBy::me:
      return 1;
    case BegunBy::them:
      return 1.2;
    case BegunBy::event:
      return 0.9;
  }
  return 0;
}

double faded(double sum, double days, double half_life) {
  return sum * std::exp2(-days / half_life);
}

double from_encounters(const Summary& summary, Instant now) {
  return summary.held == 0 ? 0 : graph::strength_at(graph::fade_of(touches_of(summary)), now);
}

void fade_to(Summary& summary, Instant at) {
  const double days = days_between(summary.decayed_at, at);
  summary.sum_30 = faded(summary.sum_30, days, kShortHalfLife);
  summary.sum_120 = faded(summary.sum_120, days, kMiddleHalfLife);
  summary.sum_480 = faded(summary.sum_480, days, kLongHalfLife);
  summary.decayed_at = at;
}

}  // namespace

Tempo tempo_of(double gap_days) {
  constexpr std::array<std::pair<double, Tempo>, 6> kUpTo{{{10, Tempo::weekly},
                                                           {21, Tempo::fortnightly},
                                                           {45, Tempo::monthly},
                                                           {120, Tempo::every_few_months},
                                                           {270, Tempo::twice_a_year},
                                                           {550, Tempo::yearly}}};
  for (const auto& [days, tempo] : kUpTo) {
    if (gap_days < days) return tempo;
  }
  return Tempo::rarely;
}

bool Touch::counts() const {
  const bool my_message = channel == Channel::message && begun_by == BegunBy::me;
  return !my_message || !awaits_answer || answered_at.has_value();
}

Instant Touch::moment() const {
  return answered_at ? std::max(happened_at, *answered_at) : happened_at;
}

double weight(const Touch& touch) {
  if (!touch.counts()) return 0;
  return channel_weight(touch.channel) * depth_weight(touch.depth) * direction_weight(touch);
}

bool is_newest(const Summary& summary, const Touch& touch) {
  const Instant moment = touch.moment();
  return (!summary.last_held_at || *summary.last_held_at < moment) &&
         (!summary.last_awaiting_at || *summary.last_awaiting_at < moment);
}

Summary add(Summary summary, const Touch& touch) {
  const Instant moment = touch.moment();
  if (!touch.counts()) {
    summary.last_awaiting_at = std::max(summary.last_awaiting_at.value_or(moment), moment);
    return summary;
  }
  if (summary.held == 0) summary.decayed_at = moment;
  fade_to(summary, moment);
  const double more = weight(touch);
  summary.sum_30 += more;
  summary.sum_120 += more;
  summary.sum_480 += more;
  ++summary.held;
  if (!summary.first_held_at) summary.first_held_at = moment;
  summary.last_held_at = moment;
  summary.peak = std::max(summary.peak, from_encounters(summary, moment));
  return summary;
}

Summary summary_of(std::span<const Touch> touches) {
  Summary summary;
  for (const Touch& touch : touches) summary = add(summary, touch);
  return summary;
}

graph::TieSummary touches_of(const Summary& summary) {
  if (summary.held == 0) return {};
  return {.count = summary.held,
          .first = *summary.first_held_at,
          .last = *summary.last_held_at,
          .sum_30 = summary.sum_30,
          .sum_120 = summary.sum_120,
          .sum_480 = summary.sum_480};
}

double stated_strength(std::optional<Closeness> closeness) {
  if (!closeness) return 0;
  switch (*closeness) {
    case Closeness::trusted:
      return 0.6;
    case Closeness::friendly:
      return 0.35;
    case Closeness::acquainted:
      return 0.1;
  }
  return 0;
}

double strength(const Summary& summary, std::optional<Closeness> closeness, Instant now) {
  return graph::with_stated(from_encounters(summary, now), stated_strength(closeness));
}

TieWord word_for(const Summary& summary, std::optional<Closeness> closeness, Instant now) {
  if (summary.held == 0 && !closeness) return TieWord::not_yet;
  const double strong = strength(summary, closeness, now);
  if (strong >= kKnowsWell) return TieWord::knows_well;
  return strong >= kKnows ? TieWord::knows : TieWord::has_met;
}

}  // namespace confrere::ties

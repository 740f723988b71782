#include "graph/evaluate_ties.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "graph/strength.h"

namespace confrere::graph {
namespace {

constexpr std::array kCuts{0.5, 0.6, 0.7, 0.8};
constexpr int kResamples = 500;
constexpr std::uint64_t kSeed = 20090713;
constexpr double kFrequencyWindow = 0.1;
constexpr std::size_t kScores = kTieScores.size();

using Qualities = std::array<std::optional<Quality>, kScores>;

/// The pair of each touch, numbered by first touch: those known before a cut are the first so many.
struct PairLog {
  std::vector<std::uint32_t> pair_of;
  std::size_t pairs = 0;
};

PairLog number_pairs(std::span<const Touch> touches) {
  PairLog log;
  log.pair_of.reserve(touches.size());
  std::unordered_map<std::uint64_t, std::uint32_t> numbers;
  for (const Touch& touch : touches) {
    const auto [low, high] = std::minmax(touch.from, touch.to);
    const std::uint64_t key = std::uint64_t{low} << 32 | high;
    log.pair_of.push_back(numbers.try_emplace(key, static_cast<std::uint32_t>(numbers.size())).first->second);
  }
  log.pairs = numbers.size();
  return log;
}

struct History {
  TieSummary summary;
  double lately = 0;  ///< touches in the frequency window
};

std::vector<History> histories_before(std::span<const Touch> touches, const PairLog& log, std::size_t cut) {
  const Instant now = touches[cut].at;
  const double seen_days = days_between(touches.front().at, now);
  std::vector<History> histories;
  for (std::size_t i = 0; i < cut; ++i) {
    if (log.pair_of[i] == histories.size()) histories.emplace_back();
    History& history = histories[log.pair_of[i]];
    history.summary = with_touch(history.summary, touches[i].at);
    if (days_between(touches[i].at, now) <= kFrequencyWindow * seen_days) ++history.lately;
  }
  return histories;
}

double score_of(TieScore score, const History& history, Instant now) {
  switch (score) {
    case TieScore::strength:
      return strength_at(fade_of(history.summary), now);
    case TieScore::recency:
      return -days_between(history.summary.last, now);
    case TieScore::count:
      return static_cast<double>(history.summary.count);
    case TieScore::frequency:
      return history.lately;
  }
  return 0;
}

/// One cut: the rankings of its population, and for each horizon who was in touch.
struct Cut {
  std::vector<Ranking> rankings;
  std::vector<std::vector<std::uint8_t>> in_touch;
};

Cut make_cut(std::span<const Touch> touches, const PairLog& log, std::size_t cut,
             std::span<const double> horizon_days) {
  const Instant now = touches[cut].at;
  const auto histories = histories_before(touches, log, cut);
  Cut made;
  std::vector<double> scores(histories.size());
  for (const TieScore score : kTieScores) {
    std::transform(histories.begin(), histories.end(), scores.begin(),
                   [&](const History& history) { return score_of(score, history, now); });
    made.rankings.emplace_back(scores);
  }
  made.in_touch.assign(horizon_days.size(), std::vector<std::uint8_t>(histories.size(), 0));
  for (std::size_t i = cut; i < touches.size(); ++i) {
    if (log.pair_of[i] >= histories.size()) continue;
    const double days = days_between(now, touches[i].at);
    for (std::size_t horizon = 0; horizon < horizon_days.size(); ++horizon) {
      if (days <= horizon_days[horizon]) made.in_touch[horizon][log.pair_of[i]] = 1;
    }
  }
  return made;
}

/// The means over the cuts where there is something to tell apart.
Qualities mean_over(std::span<const Cut> cuts, std::size_t horizon, std::span<const std::uint32_t> weights) {
  Qualities means;
  for (std::size_t score = 0; score < kScores; ++score) {
    Quality sum;
    double measured = 0;
    for (const Cut& cut : cuts) {
      const auto& in_touch = cut.in_touch[horizon];
      const auto quality = cut.rankings[score].measure(in_touch, weights.first(in_touch.size()));
      if (!quality) continue;
      sum.auc += quality->auc;
      sum.average_precision += quality->average_precision;
      ++measured;
    }
    if (measured > 0) means.at(score) = Quality{sum.auc / measured, sum.average_precision / measured};
  }
  return means;
}

/// The index of the best score that is not strength.
std::size_t best_baseline(const Qualities& qualities, double Quality::*of) {
  std::size_t best = 1;
  for (std::size_t score = 2; score < kScores; ++score) {
    if ((*qualities.at(score)).*of > (*qualities.at(best)).*of) best = score;
  }
  return best;
}

struct Comparison {
  double difference = 0;
  Interval interval{};
};

Comparison compare(const Qualities& measured, std::span<const Qualities> resampled, std::size_t score,
                   double Quality::*of) {
  const std::size_t best = best_baseline(measured, of);
  const auto difference = [&](const Qualities& in) { return (*in.at(score)).*of - (*in.at(best)).*of; };
  std::vector<double> differences;
  for (const Qualities& each : resampled) {
    if (each.at(score)) differences.push_back(difference(each));
  }
  return {difference(measured), interval_of(std::move(differences))};
}

void add_results(TieEvaluation& evaluation, double days, const Qualities& measured,
                 std::span<const Qualities> resampled) {
  for (std::size_t score = 0; score < kScores; ++score) {
    TieScoreResult result{.horizon_days = days, .score = kTieScores.at(score), .quality = measured.at(score)};
    if (result.quality) {
      const auto auc = compare(measured, resampled, score, &Quality::auc);
      const auto precision = compare(measured, resampled, score, &Quality::average_precision);
      result.auc_minus_best_baseline = auc.difference;
      result.auc_interval = auc.interval;
      result.ap_minus_best_baseline = precision.difference;
      result.ap_interval = precision.interval;
    }
    evaluation.results.push_back(result);
  }
}

}  // namespace

TieEvaluation evaluate_ties(std::span<const Touch> touches, std::span<const double> horizon_days) {
  const PairLog log = number_pairs(touches);
  std::vector<Cut> cuts;
  for (const double share : kCuts) {
    const auto cut = static_cast<std::size_t>(share * static_cast<double>(touches.size()));
    cuts.push_back(make_cut(touches, log, std::max<std::size_t>(cut, 1), horizon_days));
  }
  const std::size_t population = cuts.back().in_touch.empty() ? 0 : cuts.back().in_touch.front().size();
  std::mt19937_64 random(kSeed);
  std::vector<std::vector<Qualities>> resampled(horizon_days.size());
  for (int i = 0; i < kResamples; ++i) {
    const auto weights = resample(random, population);
    for (std::size_t horizon = 0; horizon < horizon_days.size(); ++horizon) {
      resampled[horizon].push_back(mean_over(cuts, horizon, weights));
    }
  }
  TieEvaluation evaluation{.events = touches.size(), .pairs = log.pairs, .results = {}};
  const std::vector<std::uint32_t> once(population, 1);
  for (std::size_t horizon = 0; horizon < horizon_days.size(); ++horizon) {
    add_results(evaluation, horizon_days[horizon], mean_over(cuts, horizon, once), resampled[horizon]);
  }
  return evaluation;
}

}  // namespace confrere::graph

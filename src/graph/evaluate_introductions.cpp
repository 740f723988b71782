#include "graph/evaluate_introductions.h"

#include <algorithm>
#include <unordered_set>

#include "graph/ranking_quality.h"

namespace confrere::graph {
namespace {

constexpr std::uint64_t kSeed = 20090901;
constexpr int kResamples = 1000;
constexpr std::size_t kHiddenShare = 10;
constexpr std::size_t kOthersPerHidden = 20;
constexpr double kHits = 10;
constexpr std::size_t kScores = kPairScores.size();
constexpr std::size_t kFirstBaseline = 2;

using Qualities = std::array<HiddenTieQuality, kScores>;

std::uint64_t key_of(Person a, Person b) {
  return std::uint64_t{std::min(a, b)} << 32 | std::max(a, b);
}

struct Split {
  std::vector<KnownPair> known;
  std::vector<KnownPair> hidden;
  std::vector<KnownPair> others;  ///< pairs that are no tie
};

class Splitter {
 public:
  Splitter(Person people, std::span<const KnownPair> pairs)
      : people_(people), pairs_(pairs.begin(), pairs.end()) {
    for (const auto& [a, b] : pairs) ties_.insert(key_of(a, b));
  }

  Split next() {
    for (std::size_t i = pairs_.size() - 1; i > 0; --i) std::swap(pairs_[i], pairs_[random_() % (i + 1)]);
    const auto hidden = static_cast<std::ptrdiff_t>(std::max<std::size_t>(pairs_.size() / kHiddenShare, 1));
    Split split;
    split.hidden.assign(pairs_.begin(), pairs_.begin() + hidden);
    split.known.assign(pairs_.begin() + hidden, pairs_.end());
    while (split.others.size() < split.hidden.size() * kOthersPerHidden) {
      const auto a = static_cast<Person>(random_() % people_), b = static_cast<Person>(random_() % people_);
      if (a != b && !is_tie(a, b)) split.others.emplace_back(a, b);
    }
    return split;
  }

  [[nodiscard]] bool is_tie(Person a, Person b) const { return ties_.contains(key_of(a, b)); }

 private:
  Person people_;
  std::vector<KnownPair> pairs_;
  std::unordered_set<std::uint64_t> ties_;
  std::mt19937_64 random_{kSeed};
};

/// The pairs to be scored, by the person they are asked from.
struct Asked {
  std::vector<std::vector<Person>> hidden;  ///< from both ends
  std::vector<std::vector<std::pair<Person, std::size_t>>>
      ranked;  ///< from one end, with its place in the ranking
};

Asked ask(Person people, const Split& split) {
  Asked asked{.hidden = std::vector<std::vector<Person>>(people),
              .ranked = std::vector<std::vector<std::pair<Person, std::size_t>>>(people)};
  std::size_t place = 0;
  for (const auto& [a, b] : split.hidden) {
    asked.hidden[a].push_back(b);
    asked.hidden[b].push_back(a);
    asked.ranked[a].emplace_back(b, place++);
  }
  for (const auto& [a, b] : split.others) asked.ranked[a].emplace_back(b, place++);
  return asked;
}

class Measuring {
 public:
  Measuring(const Splitter& splitter, Person people, const Split& split)
      : splitter_(splitter),
        people_(people),
        split_(split),
        asked_(ask(people, split)),
        scores_(kScores, std::vector<double>(split.hidden.size() + split.others.size())) {}

  Qualities measure() {
    const Acquaintances acquaintances(people_, split_.known);
    ScoresFrom from(acquaintances);
    for (Person person = 0; person < people_; ++person) {
      if (asked_.hidden[person].empty() && asked_.ranked[person].empty()) continue;
      from.compute(person);
      for (std::size_t score = 0; score < kScores; ++score) {
        for (const auto& [other, place] : asked_.ranked[person])
          scores_[score][place] = from.score(kPairScores.at(score), other);
      }
      if (!asked_.hidden[person].empty()) rank_hidden(from, person);
    }
    std::vector<std::uint8_t> is_hidden(scores_.front().size(), 0);
    std::fill_n(is_hidden.begin(), split_.hidden.size(), std::uint8_t{1});
    for (std::size_t score = 0; score < kScores; ++score) {
      HiddenTieQuality& quality = qualities_.at(score);
      quality.auc = Ranking(scores_[score]).measure(is_hidden)->auc;
      quality.hits_at_10 /= static_cast<double>(2 * split_.hidden.size());
      quality.reciprocal_rank /= static_cast<double>(2 * split_.hidden.size());
    }
    return qualities_;
  }

 private:
  void rank_hidden(const ScoresFrom& from, Person person) {
    std::vector<Person> strangers;
    for (Person other = 0; other < people_; ++other) {
      if (other != person && !splitter_.is_tie(person, other)) strangers.push_back(other);
    }
    std::vector<double> theirs(strangers.size());
    for (std::size_t score = 0; score < kScores; ++score) {
      const PairScore kind = kPairScores.at(score);
      std::transform(strangers.begin(), strangers.end(), theirs.begin(),
                     [&](Person other) { return from.score(kind, other); });
      for (const Person other : asked_.hidden[person])
        add_rank(qualities_.at(score), theirs, from.score(kind, other));
    }
  }

  static void add_rank(HiddenTieQuality& quality, std::span<const double> theirs, double score) {
    double above = 0, equal = 1;
    for (const double other : theirs) {
      above += other > score ? 1 : 0;
      equal += other == score ? 1 : 0;
    }
    quality.hits_at_10 += std::clamp((kHits - above) / equal, 0.0, 1.0);
    quality.reciprocal_rank += 1 / (above + (equal + 1) / 2);
  }

  const Splitter& splitter_;
  Person people_;
  const Split& split_;
  Asked asked_;
  std::vector<std::vector<double>> scores_;
  Qualities qualities_{};
};

using Measure = double HiddenTieQuality::*;

double mean_of(std::span<const Qualities> splits, std::size_t score, Measure of) {
  double sum = 0;
  for (const Qualities& split : splits) sum += split.at(score).*of;
  return sum / static_cast<double>(splits.size());
}

/// The mean over splits of one score less another, and the interval of the mean over resampled splits.
Difference difference(std::span<const Qualities> splits, std::size_t score, std::size_t less, Measure of) {
  std::mt19937_64 random(kSeed);
  std::vector<double> means;
  for (int i = 0; i < kResamples; ++i) {
    const auto times = resample(random, splits.size());
    double sum = 0;
    for (std::size_t split = 0; split < splits.size(); ++split)
      sum += times[split] * (splits[split].at(score).*of - splits[split].at(less).*of);
    means.push_back(sum / static_cast<double>(splits.size()));
  }
  return {.mean = mean_of(splits, score, of) - mean_of(splits, less, of),
          .interval = interval_of(std::move(means))};
}

std::size_t best_baseline(std::span<const Qualities> splits, Measure of) {
  std::size_t best = kFirstBaseline;
  for (std::size_t score = kFirstBaseline; score < kScores; ++score) {
    if (mean_of(splits, score, of) > mean_of(splits, best, of)) best = score;
  }
  return best;
}

}  // namespace

IntroductionEvaluation evaluate_introductions(Person people, std::span<const KnownPair> pairs, int splits) {
  Splitter splitter(people, pairs);
  std::vector<Qualities> measured;
  for (int i = 0; i < splits; ++i) {
    const Split split = splitter.next();
    measured.push_back(Measuring(splitter, people, split).measure());
  }
  IntroductionEvaluation evaluation{.people = people, .ties = pairs.size(), .splits = splits, .results = {}};
  const auto less_best = [&](std::size_t score, Measure of) {
    return difference(measured, score, best_baseline(measured, of), of);
  };
  for (std::size_t score = 0; score < kScores; ++score) {
    const auto mean = [&](Measure of) { return mean_of(measured, score, of); };
    evaluation.results.push_back({.score = kPairScores.at(score),
                                  .quality = {.auc = mean(&HiddenTieQuality::auc),
                                              .hits_at_10 = mean(&HiddenTieQuality::hits_at_10),
                                              .reciprocal_rank = mean(&HiddenTieQuality::reciprocal_rank)},
                                  .auc = less_best(score, &HiddenTieQuality::auc),
                                  .hits_at_10 = less_best(score, &HiddenTieQuality::hits_at_10),
                                  .reciprocal_rank = less_best(score, &HiddenTieQuality::reciprocal_rank)});
  }
  evaluation.bridging_auc = difference(measured, 1, 0, &HiddenTieQuality::auc);
  evaluation.bridging_hits_at_10 = difference(measured, 1, 0, &HiddenTieQuality::hits_at_10);
  evaluation.bridging_reciprocal_rank = difference(measured, 1, 0, &HiddenTieQuality::reciprocal_rank);
  return evaluation;
}

}  // namespace confrere::graph

#include <charconv>
#include <cmath>
#include <iostream>

#include <fmt/format.h>

#include "app/commands.h"
#include "app/evaluate_lint_files.h"
#include "app/network_files.h"
#include "base/text.h"
#include "graph/evaluate_introductions.h"
#include "graph/evaluate_ties.h"

namespace confrere::app {
namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;

constexpr std::array kHorizonDays{7.0, 28.0, 56.0};
constexpr double kMaxHorizonDays = 36500;
constexpr std::size_t kMaxHorizons = 100;
/// Half of them are before the first cut.
constexpr std::size_t kFewestTouches = 10;
constexpr std::size_t kFewestTies = 10;
/// The work grows with people × ties.
constexpr std::size_t kMostPeople = 20000;

Result<std::vector<double>> horizons_of(const Arguments& arguments) {
  const auto given = arguments.find("--horizons");
  if (!given) return std::vector<double>(kHorizonDays.begin(), kHorizonDays.end());
  std::vector<double> horizons;
  for (const std::string_view part : split(*given, ',')) {
    const std::string_view text = trim(part);
    double days = 0;
    const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), days);
    if (wrong != std::errc() || end != text.data() + text.size() || !(days > 0) || days > kMaxHorizonDays)
      return wrong_use(fmt::format("--horizons are days such as 7,28,56; \"{}\" is none.", text));
    horizons.push_back(days);
  }
  if (horizons.size() > kMaxHorizons) return wrong_use(fmt::format("At most {} horizons.", kMaxHorizons));
  return horizons;
}

/// 7 and not 7.0 where it is a whole number.
value plain_number(double number) {
  if (number == std::floor(number)) return static_cast<std::int64_t>(number);
  return number;
}

value or_null(const std::optional<graph::Quality>& quality, double graph::Quality::*of) {
  return quality ? value((*quality).*of) : value();
}

object json_of(const std::string& file, const graph::TieEvaluation& evaluation) {
  array results;
  for (const graph::TieScoreResult& result : evaluation.results) {
    object row{{"horizon_days", plain_number(result.horizon_days)},
               {"score", word_of(result.score)},
               {"auc", or_null(result.quality, &graph::Quality::auc)},
               {"ap", or_null(result.quality, &graph::Quality::average_precision)}};
    row["auc_minus_best_baseline"] = result.quality ? value(result.auc_minus_best_baseline) : value();
    row["interval"] =
        result.quality ? value(array{result.auc_interval.low, result.auc_interval.high}) : value();
    results.emplace_back(std::move(row));
  }
  return {{"file", file},
          {"events", evaluation.events},
          {"pairs", evaluation.pairs},
          {"results", std::move(results)}};
}

std::string difference_text(double difference, const graph::Interval& interval) {
  return fmt::format("{:+.4f} [{:+.4f}, {:+.4f}]", difference, interval.low, interval.high);
}

void print_table(const graph::TieEvaluation& evaluation) {
  std::cout << fmt::format("{} touches of {} pairs\n\n", evaluation.events, evaluation.pairs)
            << fmt::format("{:>5}  {:<9}  {:>6}  {:<27}  {:>6}  {}\n", "days", "score", "AUC",
                           "minus best baseline", "AP", "minus best baseline");
  for (const graph::TieScoreResult& result : evaluation.results) {
    std::cout << fmt::format("{:>5g}  {:<9}  ", result.horizon_days, word_of(result.score));
    if (!result.quality) {
      std::cout << "nobody or everybody was in touch again\n";
      continue;
    }
    std::cout << fmt::format("{:.4f}  {:<27}  {:.4f}  {}\n", result.quality->auc,
                             difference_text(result.auc_minus_best_baseline, result.auc_interval),
                             result.quality->average_precision,
                             difference_text(result.ap_minus_best_baseline, result.ap_interval));
  }
}

Result<void> evaluate_ties(const std::string& path, const Arguments& arguments) {
  const auto horizons = horizons_of(arguments);
  if (!horizons) return horizons.error();
  const Instant now = SystemClock().now();
  const auto log = read_file(path, [&](std::istream& file) { return formats::read_touch_log(file, now); });
  if (!log) return log.error();
  if (log->touches.size() < kFewestTouches) {
    return file_error(path,
                      fmt::format("It has {} touches between two people, and {} are the fewest to judge by.",
                                  log->touches.size(), kFewestTouches));
  }
  if (log->with_oneself > 0)
    std::cerr << fmt::format("{} rows of people with themselves are left out.\n", log->with_oneself);
  std::vector<graph::Touch> touches;
  touches.reserve(log->touches.size());
  for (const auto& touch : log->touches)
    touches.push_back({.from = touch.from, .to = touch.to, .at = touch.at});
  const auto evaluation = graph::evaluate_ties(touches, *horizons);
  if (arguments.has("--json")) {
    std::cout << boost::json::serialize(json_of(path, evaluation)) << '\n';
  } else {
    print_table(evaluation);
  }
  return {};
}

value json_of(const graph::Difference& difference) {
  return object{{"mean", difference.mean},
                {"interval", array{difference.interval.low, difference.interval.high}}};
}

object json_of(const std::string& file, const graph::IntroductionEvaluation& evaluation) {
  array results;
  for (const graph::PairScoreResult& result : evaluation.results) {
    results.emplace_back(object{{"score", word_of(result.score)},
                                {"auc", result.quality.auc},
                                {"hits_at_10", result.quality.hits_at_10},
                                {"reciprocal_rank", result.quality.reciprocal_rank},
                                {"auc_minus_best_baseline", json_of(result.auc)},
                                {"hits_at_10_minus_best_baseline", json_of(result.hits_at_10)},
                                {"reciprocal_rank_minus_best_baseline", json_of(result.reciprocal_rank)}});
  }
  return {{"file", file},
          {"people", evaluation.people},
          {"ties", evaluation.ties},
          {"splits", evaluation.splits},
          {"results", std::move(results)},
          {"bridging", object{{"auc", json_of(evaluation.bridging_auc)},
                              {"hits_at_10", json_of(evaluation.bridging_hits_at_10)},
                              {"reciprocal_rank", json_of(evaluation.bridging_reciprocal_rank)}}}};
}

void print_measure(const char* name, const graph::IntroductionEvaluation& evaluation,
                   double graph::HiddenTieQuality::*of, graph::Difference graph::PairScoreResult::*less,
                   const graph::Difference& bridging) {
  std::cout << fmt::format("\n{}, and that less the best baseline\n", name);
  for (const graph::PairScoreResult& result : evaluation.results) {
    std::cout << fmt::format("  {:<24}  {:.4f}  {}\n", word_of(result.score), result.quality.*of,
                             difference_text((result.*less).mean, (result.*less).interval));
  }
  std::cout << fmt::format("  the bridging term brings  {}\n",
                           difference_text(bridging.mean, bridging.interval));
}

void print_tables(const graph::IntroductionEvaluation& evaluation) {
  std::cout << fmt::format("{} people, {} ties, {} splits\n", evaluation.people, evaluation.ties,
                           evaluation.splits);
  print_measure("AUC", evaluation, &graph::HiddenTieQuality::auc, &graph::PairScoreResult::auc,
                evaluation.bridging_auc);
  print_measure("Hits at 10", evaluation, &graph::HiddenTieQuality::hits_at_10,
                &graph::PairScoreResult::hits_at_10, evaluation.bridging_hits_at_10);
  print_measure("Reciprocal rank", evaluation, &graph::HiddenTieQuality::reciprocal_rank,
                &graph::PairScoreResult::reciprocal_rank, evaluation.bridging_reciprocal_rank);
}

Result<void> evaluate_introductions(const std::string& path, const Arguments& arguments) {
  const auto list = read_file(path, formats::read_acquaintances);
  if (!list) return list.error();
  const std::size_t people = list->people.size();
  if (list->pairs.size() < kFewestTies) {
    return file_error(path,
                      fmt::format("It has {} ties between two people, and {} are the fewest to judge by.",
                                  list->pairs.size(), kFewestTies));
  }
  if (people > kMostPeople)
    return file_error(path,
                      fmt::format("It has {} people, and {} are the most to judge by.", people, kMostPeople));
  if (list->pairs.size() == people * (people - 1) / 2)
    return file_error(path, "Everybody knows everybody; there is nobody to introduce.");
  if (list->with_oneself > 0)
    std::cerr << fmt::format("{} rows of people with themselves are left out.\n", list->with_oneself);
  const auto evaluation = graph::evaluate_introductions(list->people.size(), list->pairs);
  if (arguments.has("--json")) {
    std::cout << boost::json::serialize(json_of(path, evaluation)) << '\n';
  } else {
    print_tables(evaluation);
  }
  return {};
}

Result<void> run_eval(const Arguments& arguments) {
  const auto& operands = arguments.operands();
  if (operands.size() > 1 && operands[0] == "lint")
    return evaluate_lint_files({operands.begin() + 1, operands.end()}, arguments);
  if (operands.size() != 2) {
    return wrong_use(
        "Say what to judge and by which file: eval ties FILE, eval introductions FILE, or eval lint FILE….");
  }
  if (operands[0] == "ties") return evaluate_ties(operands[1], arguments);
  if (operands[0] == "introductions") return evaluate_introductions(operands[1], arguments);
  return wrong_use(fmt::format("\"{}\" cannot be judged; ties, introductions and lint can.", operands[0]));
}

}  // namespace

Command eval_command() {
  return {
      .name = "eval",
      .summary = "Measure tie strength and introductions on real networks, and the lint on marked texts.",
      .usage = "(ties FILE [--horizons DAYS,…] | introductions FILE | lint FILE… [--show|--clues]) [--json]",
      .line =
          {.flags = {{.name = "--horizons", .value = "DAYS", .help = "days after each cut, such as 7,28,56"},
                     {.name = "--json", .help = "print the figures as JSON"},
                     {.name = "--show", .help = "lint: print the texts it fails on, too"},
                     {.name = "--clues",
                      .help = "lint: print what its models see instead, for tools/train_lint.py"}},
           .operands = Operands::some,
           .operand_name = "ties|introductions|lint FILE"},
      .run = run_eval,
      .details =
          "Of ties, FILE is CSV with the heading from,to,time (seconds; such columns as unix_time or "
          "person_a are known, too). The touches are cut at 0.5, 0.6, "
          "0.7\n"
          "and 0.8 of their number; what was before ranks the pairs that were ever in touch, by strength, "
          "by\n"
          "recency, by count and by frequency in the last tenth of the time; who was in touch within so "
          "many\n"
          "days after says which ranking was right. Differences come with the 95 % interval over resampled\n"
          "pairs. Rows may be in any order; touches with oneself are left out; text that is not UTF-8 is "
          "taken\n"
          "for Windows-1252; a time in the future, or a row that cannot be read, is an error with its line.\n"
          "\n"
          "Of introductions, FILE is CSV with the heading from,to: who knows whom, directions and repeats\n"
          "aside. A tenth of the ties is hidden, 50 times; the structural part of whom to introduce, and "
          "what\n"
          "it is measured against, rank the pairs without a tie. What the bridging term costs is told "
          "apart:\n"
          "it prefers pairs that would be new to each other's circles.\n"
          "\n"
          "Of lint, FILE is JSON lines as in test/etiquette/README.md: recall and precision of each rule "
          "over\n"
          "the marked texts, and how many of the good texts, those without findings, are flagged."};
}

}  // namespace confrere::app

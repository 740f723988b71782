#include <charconv>
#include <cmath>
#include <iostream>

#include <fmt/format.h>

#include "app/commands.h"
#include "app/network_files.h"
#include "base/text.h"
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

Result<void> run_eval(const Arguments& arguments) {
  const auto& operands = arguments.operands();
  if (operands.size() != 2) return wrong_use("Say what to judge and by which file: eval ties FILE.");
  if (operands[0] == "ties") return evaluate_ties(operands[1], arguments);
  return wrong_use(fmt::format("\"{}\" cannot be judged; ties can.", operands[0]));
}

}  // namespace

Command eval_command() {
  return {
      .name = "eval",
      .summary = "Measure tie strength on a file of who was in touch when.",
      .usage = "ties FILE [--horizons DAYS,…] [--json]",
      .line =
          {.flags = {{.name = "--horizons", .value = "DAYS", .help = "days after each cut, such as 7,28,56"},
                     {.name = "--json", .help = "print the figures as JSON"}},
           .operands = Operands::some,
           .operand_name = "ties FILE"},
      .run = run_eval,
      .details =
          "FILE is CSV with the heading from,to,time (seconds). The touches are cut at 0.5, 0.6, 0.7 and 0.8 "
          "of\n"
          "their number; what was before ranks the pairs that were ever in touch, by strength, by recency, "
          "by\n"
          "count and by frequency in the last tenth of the time; who was in touch within so many days after\n"
          "says which ranking was right. Differences come with the 95 % interval over resampled pairs.\n"
          "Rows may be in any order; touches with oneself are left out; text that is not UTF-8 is taken for\n"
          "Windows-1252; a time in the future, or a row that cannot be read, is an error with its line."};
}

}  // namespace confrere::app

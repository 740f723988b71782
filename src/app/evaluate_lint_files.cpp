#include "app/evaluate_lint_files.h"

#include <iostream>
#include <iterator>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "app/network_files.h"
#include "features/etiquette/evaluate_lint.h"
#include "features/etiquette/training.h"

namespace confrere::app {
namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;
using etiquette::LintEvaluation;
using etiquette::LintFailure;
using etiquette::LintScore;

value or_null(const std::optional<double>& number) {
  return number ? value(*number) : value();
}

object json_of(const LintEvaluation& evaluation) {
  array results;
  for (const LintScore& score : evaluation.scores) {
    results.emplace_back(object{{"rule", score.name},
                                {"wanted", score.wanted},
                                {"met", score.met},
                                {"found", score.found},
                                {"right", score.right},
                                {"recall", or_null(score.recall())},
                                {"precision", or_null(score.precision())}});
  }
  return {{"marked", evaluation.marked},
          {"good", evaluation.good},
          {"good_flagged", evaluation.good_flagged},
          {"results", std::move(results)}};
}

std::string share_text(const std::optional<double>& share, std::size_t part, std::size_t whole) {
  return share ? fmt::format("{:.3f} ({} of {})", *share, part, whole) : "–";
}

void print_table(const LintEvaluation& evaluation) {
  std::cout << fmt::format("{} marked texts\n\n{:<26}{:<26}{}\n", evaluation.marked, "", "recall",
                           "precision");
  for (const LintScore& score : evaluation.scores) {
    std::cout << fmt::format("{:<26}{:<26}{}\n", score.name,
                             share_text(score.recall(), score.met, score.wanted),
                             share_text(score.precision(), score.right, score.found));
  }
  if (evaluation.good == 0) return;
  std::cout << fmt::format(
      "\n{} good texts, {} flagged: {:.1f} %\n", evaluation.good, evaluation.good_flagged,
      100 * static_cast<double>(evaluation.good_flagged) / static_cast<double>(evaluation.good));
}

void print_failures(const LintEvaluation& evaluation) {
  for (const LintFailure& failure : evaluation.failures) {
    const std::string part = failure.part.empty() ? "" : fmt::format(" «{}»", failure.part);
    std::cout << fmt::format("\n{}: {} {}{}\n    {}\n", failure.id, failure.name,
                             failure.found ? "found, not wanted" : "wanted, not found", part, failure.text);
  }
}

}  // namespace

Result<void> evaluate_lint_files(const std::vector<std::string>& files, const Arguments& arguments) {
  std::vector<etiquette::MarkedText> texts;
  for (const std::string& file : files) {
    auto read = read_file(file, etiquette::read_marked_texts);
    if (!read) return read.error();
    texts.insert(texts.end(), std::make_move_iterator(read->begin()), std::make_move_iterator(read->end()));
  }
  if (arguments.has("--clues")) {
    for (const auto& text : texts) etiquette::write_examples(text, std::cout);
    return {};
  }
  const LintEvaluation evaluation = etiquette::evaluate_lint(texts);
  if (arguments.has("--json")) {
    std::cout << boost::json::serialize(json_of(evaluation)) << '\n';
  } else {
    print_table(evaluation);
    if (arguments.has("--show")) print_failures(evaluation);
  }
  return {};
}

}  // namespace confrere::app

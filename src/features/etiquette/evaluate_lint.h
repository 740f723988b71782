#pragma once

#include <istream>
#include <optional>
#include <string>
#include <vector>

#include "features/etiquette/etiquette.h"

namespace confrere::etiquette {

/// What a careful reader wants to be found, as test/etiquette/README.md says.
struct Mark {
  std::string rule;
  std::string shape;                 ///< of a patient-identifier "own" or "context"
  std::string what;                  ///< of a patient-identifier, such as "nhs" or "name"
  std::optional<std::size_t> start;  ///< code points, end exclusive; none where the whole text is meant
  std::optional<std::size_t> end;
};

struct MarkedText {
  std::string id;
  Circumstances circumstances;
  std::string text;
  bool good = false;  ///< a text without a list of marks: nothing is to be said about it
  std::vector<Mark> marks;
};

/// Marked texts, one in each line of JSON. An Error (`invalid`) names the line.
Result<std::vector<MarkedText>> read_marked_texts(std::istream& file);

/// What was wanted and what was found, of one rule or, of patient identifiers, of one sort of them.
struct LintScore {
  std::string name;
  std::size_t wanted = 0;
  std::size_t met = 0;    ///< of those wanted
  std::size_t found = 0;  ///< in marked texts
  std::size_t right = 0;  ///< of those found
  /// None where nothing was wanted, or found.
  [[nodiscard]] std::optional<double> recall() const;
  [[nodiscard]] std::optional<double> precision() const;
};

/// Something wanted that was not found, or found that nobody wanted.
struct LintFailure {
  std::string id;
  std::string name;
  bool found = false;
  std::string part;  ///< empty where the whole text is meant
  std::string text;
};

struct LintEvaluation {
  std::size_t marked = 0;  ///< texts
  std::size_t good = 0;
  std::size_t good_flagged = 0;
  std::vector<LintScore> scores;  ///< patient identifiers by sort, then the rules in their order
  std::vector<LintFailure> failures;
  [[nodiscard]] const LintScore& score(std::string_view name) const;
};

constexpr std::string_view kOwnShapes = "own-shape identifiers";
constexpr std::string_view kNames = "names of patients";
constexpr std::string_view kOtherDetails = "other details of patients";

/// A mark is met by a finding of its rule that overlaps its span, or anywhere where it has none; a finding is
/// right when it overlaps a mark of its rule, or the text has one without a span. Good texts count on their
/// own only.
LintEvaluation evaluate_lint(const std::vector<MarkedText>& texts);

}  // namespace confrere::etiquette

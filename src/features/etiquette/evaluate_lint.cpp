#include "features/etiquette/evaluate_lint.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/json.h"
#include "base/text.h"
#include "features/etiquette/identifiers.h"

namespace confrere::etiquette {
namespace {

constexpr std::string_view kPatientIdentifier = "patient-identifier";

std::optional<std::size_t> place_in(const boost::json::object& mark, std::string_view name) {
  const auto* place = mark.if_contains(name);
  if (place == nullptr || !place->is_int64() || place->get_int64() < 0) return std::nullopt;
  return static_cast<std::size_t>(place->get_int64());
}

std::string text_in(const boost::json::object& object, std::string_view name) {
  const auto* text = object.if_contains(name);
  return text != nullptr && text->is_string() ? std::string(text->get_string()) : std::string();
}

int count_in(const boost::json::object& object, std::string_view name) {
  return static_cast<int>(place_in(object, name).value_or(0));
}

Result<MarkedText> marked_text_in(std::string_view line) {
  const auto document = parse_json(line);
  if (!document) return document.error();
  if (!document->is_object()) return invalid("$", "It is no JSON object.");
  const auto& object = document->get_object();
  const auto kind = from_word<Kind>(text_in(object, "kind"));
  if (!kind) return invalid("$.kind", "Its kind is none of message, blurb, note and event.");
  MarkedText made{
      .id = text_in(object, "id"),
      .circumstances = {.kind = *kind, .met = count_in(object, "met"), .nudges = count_in(object, "nudges")},
      .text = text_in(object, "text"),
      .marks = {}};
  const auto* findings = object.if_contains("findings");
  made.good = findings == nullptr;
  if (made.good) return made;
  if (!findings->is_array()) return invalid("$.findings", "Its findings are no list.");
  for (const auto& each : findings->get_array()) {
    if (!each.is_object()) return invalid("$.findings", "A finding is no JSON object.");
    const auto& mark = each.get_object();
    made.marks.push_back({.rule = text_in(mark, "rule"),
                          .shape = text_in(mark, "shape"),
                          .what = text_in(mark, "what"),
                          .start = place_in(mark, "start"),
                          .end = place_in(mark, "end")});
  }
  return made;
}

/// Under which name a mark, or a finding, is counted.
std::string name_of(const Mark& mark) {
  if (mark.rule != kPatientIdentifier) return mark.rule;
  if (mark.shape == "own") return std::string(kOwnShapes);
  return std::string(mark.what == "name" ? kNames : kOtherDetails);
}

std::string name_of(const Finding& finding, const std::vector<OwnShape>& identifiers) {
  if (finding.rule != kPatientIdentifier) return finding.rule;
  const auto found = std::find_if(identifiers.begin(), identifiers.end(), [&](const OwnShape& each) {
    return each.start == finding.start && each.end == finding.end;
  });
  if (found != identifiers.end() && has_own_shape(found->kind)) return std::string(kOwnShapes);
  const bool name = found != identifiers.end() && found->kind == IdentifierKind::name;
  return std::string(name ? kNames : kOtherDetails);
}

bool meets(const Finding& finding, const Mark& mark) {
  if (finding.rule != mark.rule) return false;
  if (!mark.start || !mark.end) return true;
  return finding.start < *mark.end && *mark.start < finding.end;
}

class Evaluator {
 public:
  Evaluator() {
    for (const std::string_view name : {kOwnShapes, kNames, kOtherDetails}) add(name);
    for (const Rule& rule : RuleBook::english().rules()) {
      if (rule.id != kPatientIdentifier) add(rule.id);
    }
  }

  void look_at(const MarkedText& text) {
    const auto findings = lint(text.text, text.circumstances).value();
    const Marked marked(RuleBook::english(), read(text.text));
    const auto identifiers = find_identifiers(marked, Sense(marked));
    if (text.good) {
      ++made_.good;
      made_.good_flagged += findings.empty() ? 0 : 1;
    } else {
      ++made_.marked;
    }
    for (const Mark& mark : text.marks) count(text, mark, findings);
    for (const Finding& finding : findings) count(text, finding, name_of(finding, identifiers));
  }

  LintEvaluation take() { return std::move(made_); }

 private:
  void add(std::string_view name) { made_.scores.push_back({.name = std::string(name)}); }

  LintScore& score(std::string_view name) {
    const auto found = std::find_if(made_.scores.begin(), made_.scores.end(),
                                    [&](const LintScore& each) { return each.name == name; });
    if (found != made_.scores.end()) return *found;
    add(name);
    return made_.scores.back();
  }

  void count(const MarkedText& text, const Mark& mark, const std::vector<Finding>& findings) {
    const std::string name = name_of(mark);
    const bool met = std::any_of(findings.begin(), findings.end(),
                                 [&](const Finding& finding) { return meets(finding, mark); });
    LintScore& counted = score(name);
    ++counted.wanted;
    if (met) {
      ++counted.met;
      return;
    }
    const std::string part =
        mark.start && mark.end ? text_of(letters_of(text.text), *mark.start, *mark.end) : std::string();
    made_.failures.push_back({.id = text.id, .name = name, .found = false, .part = part, .text = text.text});
  }

  void count(const MarkedText& text, const Finding& finding, const std::string& name) {
    const bool right = std::any_of(text.marks.begin(), text.marks.end(),
                                   [&](const Mark& mark) { return meets(finding, mark); });
    if (!text.good) {
      LintScore& counted = score(name);
      ++counted.found;
      counted.right += right ? 1 : 0;
    }
    if (!right)
      made_.failures.push_back(
          {.id = text.id, .name = name, .found = true, .part = finding.text, .text = text.text});
  }

  LintEvaluation made_;
};

std::optional<double> share(std::size_t part, std::size_t whole) {
  if (whole == 0) return std::nullopt;
  return static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

Result<std::vector<MarkedText>> read_marked_texts(std::istream& file) {
  std::vector<MarkedText> texts;
  std::string line;
  for (std::size_t number = 1; std::getline(file, line); ++number) {
    if (trim(line).empty()) continue;
    auto text = marked_text_in(line);
    if (!text) return invalid("$", fmt::format("Line {}: {}", number, text.error().message));
    if (text->text.size() > kLongestText || !is_valid_text(text->text))
      return invalid("$", fmt::format("Line {}: its text is none that lint would look at.", number));
    texts.push_back(std::move(*text));
  }
  return texts;
}

std::optional<double> LintScore::recall() const {
  return share(met, wanted);
}

std::optional<double> LintScore::precision() const {
  return share(right, found);
}

const LintScore& LintEvaluation::score(std::string_view name) const {
  const auto found =
      std::find_if(scores.begin(), scores.end(), [&](const LintScore& each) { return each.name == name; });
  if (found == scores.end())
    throw BrokenInvariant({.message = fmt::format("Nothing was counted as {}.", name)});
  return *found;
}

LintEvaluation evaluate_lint(const std::vector<MarkedText>& texts) {
  Evaluator evaluator;
  for (const MarkedText& text : texts) evaluator.look_at(text);
  return evaluator.take();
}

}  // namespace confrere::etiquette

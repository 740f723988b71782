#include "features/etiquette/etiquette.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "base/catalogue.h"
#include "base/json.h"
#include "base/text.h"
#include "features/etiquette/identifiers.h"
#include "features/etiquette/manners.h"

namespace confrere::etiquette {
namespace {

constexpr std::string_view kPatientIdentifier = "patient-identifier";

bool applies(const Rule& rule, const Circumstances& circumstances) {
  if (std::find(rule.kinds.begin(), rule.kinds.end(), circumstances.kind) == rule.kinds.end()) return false;
  return !rule.most_met || circumstances.met <= *rule.most_met;
}

Finding finding(const Rule& rule, const Marked& marked, Place place, std::string_view reason) {
  return {.rule = rule.id,
          .severity = rule.severity,
          .start = place.start,
          .end = place.end,
          .text = text_of(marked.reading().letters, place.start, place.end),
          .reason = phrase(fmt::format("etiquette.{}.reason", reason)),
          .suggestion = phrase(fmt::format("etiquette.{}.suggestion", rule.id))};
}

}  // namespace

Result<std::vector<Finding>> lint(std::string_view text, const Circumstances& circumstances) {
  if (text.size() > kLongestText) {
    return Error{
        .code = ErrorCode::too_large,
        .message = fmt::format("The text is too long to be looked at: it has {} bytes, and {} are the most.",
                               text.size(), kLongestText)};
  }
  if (!is_valid_text(text)) return invalid("$.text", "This is no text: it has to be UTF-8, without NUL.");
  const RuleBook& book = RuleBook::english();
  const Marked marked(book, read(text));
  const Sense sense(marked);
  std::vector<Finding> found;
  std::optional<MannerClues> manners;  // told once, where a rule asks for them
  for (const Rule& rule : book.rules()) {
    if (!applies(rule, circumstances)) continue;
    if (rule.id == kPatientIdentifier) {
      for (const OwnShape& each : find_identifiers(marked, sense)) {
        found.push_back(finding(rule, marked, {.start = each.start, .end = each.end},
                                fmt::format("{}.{}", rule.id, word_of(each.kind))));
      }
    } else {
      if (!manners) manners.emplace(marked);
      for (const Place& place : apply(rule.id, marked, *manners, sense, circumstances))
        found.push_back(finding(rule, marked, place, rule.id));
    }
  }
  std::stable_sort(found.begin(), found.end(), [](const Finding& a, const Finding& b) {
    return a.start != b.start ? a.start < b.start : a.end < b.end;
  });
  return found;
}

}  // namespace confrere::etiquette

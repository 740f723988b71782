#include "features/etiquette/etiquette.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/json.h"
#include "base/text.h"
#include "features/etiquette/rule_book.h"

namespace confrere::etiquette {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<Finding> found(std::string_view text, const Circumstances& circumstances = {}) {
  return lint(text, circumstances).value();
}

std::vector<std::string> rules(std::string_view text, const Circumstances& circumstances = {}) {
  std::vector<std::string> names;
  for (const Finding& each : found(text, circumstances)) names.push_back(each.rule);
  return names;
}

/// An example without its guillemets, and where they stood.
struct Unwrapped {
  std::string text;
  std::vector<TextSpan> parts;
};

Unwrapped unwrapped(std::string_view example) {
  constexpr std::string_view kOpen = "«";
  constexpr std::string_view kClose = "»";
  Unwrapped made;
  while (true) {
    const std::size_t open = example.find(kOpen);
    if (open == std::string_view::npos) break;
    const std::size_t close = example.find(kClose, open);
    made.text += example.substr(0, open);
    const std::size_t start = code_points(made.text);
    made.text += example.substr(open + kOpen.size(), close - open - kOpen.size());
    made.parts.push_back({.start = start, .end = code_points(made.text)});
    example.remove_prefix(close + kClose.size());
  }
  made.text += example;
  return made;
}

TEST(Etiquette, EveryRuleDoesWhatItsFileSays) {
  for (const Example& example : RuleBook::english().examples()) {
    const auto [text, parts] = unwrapped(example.text);
    std::vector<Finding> of_rule;
    for (Finding& each : found(text, {.kind = example.kind})) {
      if (each.rule == example.rule) of_rule.push_back(std::move(each));
    }
    ASSERT_EQ(of_rule.size(), parts.size()) << example.rule << ": " << text;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      EXPECT_TRUE(of_rule[i].start < parts[i].end && parts[i].start < of_rule[i].end)
          << of_rule[i].text << " in " << text;
    }
  }
}

TEST(Etiquette, EveryRuleHasExamplesReasonAndBetterWay) {
  for (const Rule& rule : RuleBook::english().rules()) {
    EXPECT_FALSE(rule.kinds.empty()) << rule.id;
    const auto& examples = RuleBook::english().examples();
    const bool shown = std::any_of(examples.begin(), examples.end(),
                                   [&](const Example& each) { return each.rule == rule.id; });
    EXPECT_TRUE(shown || rule.id == "too-long" || rule.id == "third-nudge") << rule.id;
  }
}

TEST(Etiquette, AFindingSaysWhereWhyAndWhatIsBetter) {
  const auto findings = found("Für 👩‍⚕️: Mrs Jones in bed 4 asked for you on the ward.");
  ASSERT_EQ(findings.size(), 1U);
  const Finding& name = findings[0];
  const std::size_t start = code_points("Für 👩‍⚕️: Mrs ");
  EXPECT_EQ(name.start, start);
  EXPECT_EQ(name.end, start + 5);
  EXPECT_EQ(name.text, "Jones");
  EXPECT_EQ(name.severity, Severity::stop);
  EXPECT_THAT(name.reason, HasSubstr("name of a patient"));
  EXPECT_THAT(name.suggestion, HasSubstr("Take it out"));
}

TEST(Etiquette, PatientsAreLookedForInEveryKindOfText) {
  for (const Kind kind : {Kind::message, Kind::blurb, Kind::note, Kind::event})
    EXPECT_THAT(rules("NHS 943 476 5919", {.kind = kind}), ElementsAre("patient-identifier"));
}

TEST(Etiquette, MannersAreOfMessagesAndBlurbs) {
  constexpr std::string_view kAsk = "Are you hiring? Our new registrar is useless.";
  EXPECT_THAT(rules(kAsk, {.kind = Kind::note}), IsEmpty());
  EXPECT_THAT(rules(kAsk, {.kind = Kind::event}), IsEmpty());
  EXPECT_THAT(rules(kAsk), testing::Contains("asks-for-job"));
}

TEST(Etiquette, CandourIsForThoseOneKnows) {
  constexpr std::string_view kIll =
      "The article is attached. Between us, the man is an idiot, and I am being sued.";
  EXPECT_THAT(rules(kIll, {.met = 2}), ElementsAre("ill-word", "complication-or-lawsuit"));
  EXPECT_THAT(rules(kIll, {.met = 3}), IsEmpty());
  for (const Finding& each : found(kIll)) EXPECT_THAT(each.suggestion, HasSubstr("safety"));
}

TEST(Etiquette, AThirdNudgeIsOneAfterTwo) {
  constexpr std::string_view kNudge = "Just checking in about the slides, I will ring on Monday at three.";
  EXPECT_THAT(rules(kNudge, {.nudges = 1}), IsEmpty());
  EXPECT_THAT(rules(kNudge, {.nudges = 2}), ElementsAre("third-nudge"));
}

TEST(Etiquette, TwoHundredWordsAreEnough) {
  std::string text = "Thank you for the slides. ";
  for (int word = 5; word < 200; ++word) text += "word ";
  EXPECT_THAT(rules(text), IsEmpty());
  EXPECT_THAT(rules(text + "more"), ElementsAre("too-long"));
}

TEST(Etiquette, ColleaguesAreNoPatients) {
  for (const std::string_view text :
       {"Met John Smith at the congress; he runs the heart failure clinic.",
        "Dr Jones in bed with flu, Dr Park covers.", "My trainee John Smith saw your clinic.",
        "Toured St Thomas' and the John Radcliffe.", "A talk on Parkinson's disease.",
        "Best wishes,\nJane Smith\nTel 020 7946 0155", "Be patient, John."}) {
    EXPECT_THAT(rules(text, {.kind = Kind::note}), IsEmpty()) << text;
  }
}

TEST(Etiquette, WhatIsNoTextOrTooLongIsRefused) {
  EXPECT_EQ(lint(std::string(kLongestText + 1, 'a'), {}).error().code, ErrorCode::too_large);
  EXPECT_TRUE(lint(std::string(kLongestText, 'a'), {}));
  EXPECT_EQ(lint("\xff", {}).error().code, ErrorCode::invalid);
  EXPECT_THAT(found(""), IsEmpty());
}

}  // namespace
}  // namespace confrere::etiquette

#include "features/etiquette/evaluate_lint.h"

#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace confrere::etiquette {
namespace {

using testing::HasSubstr;

std::vector<MarkedText> texts_of(std::string_view lines) {
  std::istringstream file{std::string(lines)};
  return read_marked_texts(file).value();
}

/// Files of test/etiquette.
LintEvaluation evaluation_of(std::initializer_list<const char*> names) {
  std::vector<MarkedText> texts;
  for (const char* name : names) {
    std::ifstream file(std::string("test/etiquette/") + name);
    EXPECT_TRUE(file) << name;
    const auto read = read_marked_texts(file);
    texts.insert(texts.end(), read->begin(), read->end());
  }
  return evaluate_lint(texts);
}

struct Promise {
  std::string_view name;
  double recall;
  double precision;
};

void expect_kept(const LintEvaluation& evaluation, std::initializer_list<Promise> promises) {
  for (const Promise& promise : promises) {
    const LintScore& score = evaluation.score(promise.name);
    EXPECT_GE(score.recall().value_or(0), promise.recall) << promise.name;
    EXPECT_GE(score.precision().value_or(0), promise.precision) << promise.name;
  }
}

TEST(EvaluateLint, AMarkIsMetByWhatOverlapsIt) {
  const auto evaluation = evaluate_lint(
      texts_of(R"({"id":"a","kind":"note","met":1,"nudges":0,"text":"NHS 943 476 5919 seen","findings":[)"
               R"({"rule":"patient-identifier","shape":"own","what":"nhs","start":8,"end":20}]})"
               "\n"
               R"({"id":"b","kind":"note","met":1,"nudges":0,"text":"Nobody here","findings":[)"
               R"({"rule":"patient-identifier","shape":"own","what":"nhs","start":0,"end":6}]})"
               "\n"
               R"({"id":"c","kind":"note","met":1,"nudges":0,"text":"NHS 943 476 5919","findings":[]})"));
  const LintScore& own = evaluation.score(kOwnShapes);
  EXPECT_EQ(evaluation.marked, 3U);
  EXPECT_EQ(own.wanted, 2U);
  EXPECT_EQ(own.met, 1U);
  EXPECT_EQ(own.found, 2U);
  EXPECT_EQ(own.right, 1U);
  ASSERT_EQ(evaluation.failures.size(), 2U);
  EXPECT_EQ(evaluation.failures[0].part, "Nobody");
  EXPECT_TRUE(evaluation.failures[1].found);
}

TEST(EvaluateLint, AMarkOfTheWholeTextIsMetAnywhere) {
  const auto evaluation = evaluate_lint(
      texts_of(R"({"id":"a","kind":"message","met":1,"nudges":0,"text":"Who? What? Where? When?",)"
               R"("findings":[{"rule":"question-barrage"}]})"));
  EXPECT_EQ(evaluation.score("question-barrage").met, 1U);
  EXPECT_EQ(evaluation.score("question-barrage").right, 1U);
}

TEST(EvaluateLint, ATextWithoutAListOfMarksIsGoodAndCountsApart) {
  const auto evaluation =
      evaluate_lint(texts_of(R"({"id":"a","kind":"note","met":1,"nudges":0,"text":"NHS 943 476 5919"})"
                             "\n"
                             R"({"id":"b","kind":"note","met":1,"nudges":0,"text":"Coffee with Ada."})"));
  EXPECT_EQ(evaluation.marked, 0U);
  EXPECT_EQ(evaluation.good, 2U);
  EXPECT_EQ(evaluation.good_flagged, 1U);
  EXPECT_EQ(evaluation.score(kOwnShapes).found, 0U);
}

TEST(EvaluateLint, ABadLineIsNamed) {
  std::istringstream file("{\"id\":\"a\",\"kind\":\"note\",\"text\":\"\"}\n{\"kind\":\"poem\"}\n");
  const auto read = read_marked_texts(file);
  ASSERT_FALSE(read);
  EXPECT_THAT(read.error().message, HasSubstr("Line 2"));
}

// What docs/etiquette.md promises of texts that were read while the rules were made.
TEST(EvaluateLint, TheOpenTextsAreFoundAsPromised) {
  const auto evaluation = evaluation_of({"marked_open.jsonl", "good_open.jsonl"});
  expect_kept(evaluation, {{kOwnShapes, 0.97, 0.97},
                           {kNames, 0.9, 0.9},
                           {kOtherDetails, 0.8, 0.8},
                           {"asks-for-job", 0.8, 0.8},
                           {"question-barrage", 0.8, 0.8},
                           {"credential-repeat", 0.8, 0.8},
                           {"ask-without-give", 0.8, 0.8},
                           {"thanks-without-what", 0.8, 0.8},
                           {"too-long", 0.8, 0.8},
                           {"no-next-step", 0.8, 0.8},
                           {"third-nudge", 0.8, 0.8},
                           {"ill-word", 0.8, 0.8},
                           {"complication-or-lawsuit", 0.8, 0.8}});
  EXPECT_LE(evaluation.good_flagged, evaluation.good / 50);
}

TEST(EvaluateLint, ThePracticeTextsToo) {
  const auto manners = evaluation_of({"marked_practice.jsonl", "good_practice.jsonl"});
  expect_kept(manners, {{"asks-for-job", 0.8, 0.8},
                        {"ask-without-give", 0.8, 0.8},
                        {"no-next-step", 0.8, 0.8},
                        {"ill-word", 0.8, 0.8},
                        {"complication-or-lawsuit", 0.8, 0.8}});
  expect_kept(evaluation_of({"identifiers_practice.jsonl"}),
              {{kOwnShapes, 0.97, 0.97}, {kNames, 0.9, 0.9}, {kOtherDetails, 0.8, 0.8}});
}

// Where less than was wanted is reached, what is reached: docs/etiquette.md says which. Their texts are never
// printed.
TEST(EvaluateLint, TheFrozenTextsAreFoundAsReported) {
  const auto evaluation = evaluation_of({"marked_frozen.jsonl", "good_frozen.jsonl"});
  expect_kept(evaluation, {{kOwnShapes, 0.97, 0.97},
                           {kNames, 0.91, 0.88},
                           {kOtherDetails, 0.91, 0.94},
                           {"asks-for-job", 0.93, 0.93},
                           {"question-barrage", 0.92, 0.92},
                           {"credential-repeat", 0.92, 0.89},
                           {"ask-without-give", 0.82, 0.79},
                           {"thanks-without-what", 0.75, 0.99},
                           {"too-long", 0.99, 0.99},
                           {"no-next-step", 0.83, 0.88},
                           {"third-nudge", 0.99, 0.88},
                           {"ill-word", 0.84, 0.94},
                           {"complication-or-lawsuit", 0.9, 0.95}});
  EXPECT_LE(evaluation.good_flagged, 11U);
}

// Texts of everyday that nobody learned from.
TEST(EvaluateLint, EverydayTextsAreFoundAsReported) {
  const auto evaluation = evaluation_of({"marked_everyday.jsonl", "good_everyday.jsonl"});
  expect_kept(evaluation, {{kOwnShapes, 0.99, 0.99},
                           {kNames, 0.82, 0.95},
                           {kOtherDetails, 0.81, 0.99},
                           {"asks-for-job", 0.99, 0.83},
                           {"question-barrage", 0.99, 0.99},
                           {"credential-repeat", 0.99, 0.99},
                           {"ask-without-give", 0.93, 0.96},
                           {"thanks-without-what", 0.99, 0.99},
                           {"too-long", 0.99, 0.99},
                           {"no-next-step", 0.99, 0.95},
                           {"third-nudge", 0.94, 0.99},
                           {"ill-word", 0.9, 0.96},
                           {"complication-or-lawsuit", 0.93, 0.93}});
  EXPECT_LE(evaluation.good_flagged, 10U);
}

// Written when the lint was finished.
TEST(EvaluateLint, FreshTextsAreFoundAsReported) {
  const auto evaluation = evaluation_of({"marked_fresh.jsonl", "good_fresh.jsonl"});
  expect_kept(evaluation, {{kOwnShapes, 0.97, 0.99},
                           {kNames, 0.74, 0.88},
                           {kOtherDetails, 0.78, 0.96},
                           {"asks-for-job", 0.76, 0.92},
                           {"question-barrage", 0.77, 0.99},
                           {"credential-repeat", 0.99, 0.99},
                           {"ask-without-give", 0.82, 0.78},
                           {"thanks-without-what", 0.94, 0.99},
                           {"too-long", 0.99, 0.99},
                           {"no-next-step", 0.99, 0.99},
                           {"third-nudge", 0.99, 0.99},
                           {"ill-word", 0.73, 0.83},
                           {"complication-or-lawsuit", 0.93, 0.96}});
  EXPECT_LE(evaluation.good_flagged, 27U);
}

// Written after the training, and nothing chosen by them.
TEST(EvaluateLint, LaterTextsAreFoundAsReported) {
  const auto evaluation = evaluation_of({"marked_later.jsonl", "good_later.jsonl"});
  expect_kept(evaluation, {{kOwnShapes, 0.99, 0.99},
                           {kNames, 0.79, 0.88},
                           {kOtherDetails, 0.77, 0.86},
                           {"asks-for-job", 0.85, 0.93},
                           {"question-barrage", 0.99, 0.99},
                           {"credential-repeat", 0.99, 0.99},
                           {"ask-without-give", 0.99, 0.68},
                           {"thanks-without-what", 0.99, 0.93},
                           {"no-next-step", 0.99, 0.99},
                           {"third-nudge", 0.99, 0.99},
                           {"ill-word", 0.93, 0.99},
                           {"complication-or-lawsuit", 0.99, 0.93}});
  EXPECT_LE(evaluation.good_flagged, 13U);
}

// For the next training: until then nothing is learned from them.
TEST(EvaluateLint, OrdinaryTextsAreFoundAsReported) {
  const auto evaluation = evaluation_of({"marked_ordinary.jsonl", "good_ordinary.jsonl"});
  expect_kept(evaluation, {{kOwnShapes, 0.91, 0.99},
                           {kNames, 0.71, 0.91},
                           {kOtherDetails, 0.7, 0.92},
                           {"asks-for-job", 0.73, 0.83},
                           {"question-barrage", 0.78, 0.99},
                           {"credential-repeat", 0.95, 0.95},
                           {"ask-without-give", 0.86, 0.65},
                           {"thanks-without-what", 0.93, 0.85},
                           {"too-long", 0.99, 0.99},
                           {"no-next-step", 0.97, 0.91},
                           {"third-nudge", 0.99, 0.94},
                           {"ill-word", 0.89, 0.82},
                           {"complication-or-lawsuit", 0.87, 0.89}});
  EXPECT_LE(evaluation.good_flagged, 1037U);
}

// Likewise.
TEST(EvaluateLint, VariedTextsAreFoundAsReported) {
  const auto evaluation = evaluation_of({"marked_varied.jsonl", "good_varied.jsonl"});
  expect_kept(evaluation, {{kOwnShapes, 0.98, 0.99},
                           {kNames, 0.68, 0.85},
                           {kOtherDetails, 0.66, 0.89},
                           {"asks-for-job", 0.74, 0.83},
                           {"question-barrage", 0.65, 0.99},
                           {"credential-repeat", 0.83, 0.99},
                           {"ask-without-give", 0.87, 0.51},
                           {"thanks-without-what", 0.92, 0.95},
                           {"too-long", 0.99, 0.99},
                           {"no-next-step", 0.87, 0.87},
                           {"third-nudge", 0.95, 0.98},
                           {"ill-word", 0.48, 0.78},
                           {"complication-or-lawsuit", 0.72, 0.87}});
  EXPECT_LE(evaluation.good_flagged, 979U);
}

TEST(EvaluateLint, NotesOfTheDemosDiariesAreLeftAlone) {
  const auto evaluation = evaluation_of({"diary.jsonl"});
  EXPECT_EQ(evaluation.marked, 2062U);
  for (const LintFailure& failure : evaluation.failures)
    ADD_FAILURE() << failure.part << " in " << failure.text;
}

}  // namespace
}  // namespace confrere::etiquette

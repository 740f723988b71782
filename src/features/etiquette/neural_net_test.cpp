#include "features/etiquette/neural_net.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <map>
#include <numeric>
#include <random>

#include <gtest/gtest.h>

#include "base/text.h"
#include "features/etiquette/evaluate_lint.h"
#include "features/etiquette/sense.h"

namespace confrere::etiquette {
namespace {

TEST(Layer, AddsWhatEachInputCountsToTheBias) {
  Layer layer;
  for (const float row : {1.0F, 2.0F, -3.0F, 0.0F, 5.0F}) layer.add({row});
  const std::array<float, 4> from{10, 100, 1000, 0};
  float sum = 0;
  layer.apply(from.data(), &sum);
  EXPECT_EQ(sum, 1 + 20 - 300);
}

TEST(Layer, IsAsWideAsTheNetworkToo) {
  Layer layer;
  std::vector<float> bias(NeuralNet::kWidth), row(NeuralNet::kWidth);
  std::iota(bias.begin(), bias.end(), 0.0F);
  row.back() = 2;
  layer.add(bias);
  layer.add(row);
  std::array<float, NeuralNet::kWidth> sums{};
  const float from = 10;
  layer.apply(&from, sums.data());
  EXPECT_EQ(sums.front(), 0);
  EXPECT_EQ(sums[5], 5);
  EXPECT_EQ(sums.back(), NeuralNet::kWidth - 1 + 20);
}

// Learned weights are held to three digits of a score, so sums may not depend on the processor.
TEST(Layer, AddsTheSameSumsToTheLastBitHoweverManyItAddsAtOnce) {
  constexpr std::size_t kInputs = NeuralNet::kReach * NeuralNet::kWidth;
  std::mt19937 random(7);
  std::uniform_real_distribution<float> weight(-1, 1);
  std::vector<std::vector<float>> rows(kInputs + 1, std::vector<float>(NeuralNet::kWidth));
  Layer layer;
  for (auto& row : rows) {
    for (float& each : row) each = weight(random);
    layer.add(row);
  }
  std::array<float, kInputs> from{};
  for (float& each : from) each = std::max(weight(random), 0.0F);
  std::vector<float> plain = rows[0];
  for (std::size_t input = 0; input < kInputs; ++input) {
    if (from.at(input) == 0) continue;
    for (std::size_t at = 0; at < plain.size(); ++at) plain[at] += from.at(input) * rows[input + 1][at];
  }
  std::vector<float> sums(NeuralNet::kWidth);
  layer.apply(from.data(), sums.data());
  EXPECT_EQ(sums, plain);
}

class NeuralNetTest : public testing::Test {
 protected:
  /// A line for a word whose numbers are all `digit`.
  static std::string line(std::string_view clue, char digit) {
    return std::string(clue) + " 0.5 " + std::string(NeuralNet::kReach * NeuralNet::kWidth, digit);
  }
  ClueIndex clues_;
  NeuralNet net_;
};

TEST_F(NeuralNetTest, ACharacterIsANumberFromMinus31To31) {
  ASSERT_TRUE(net_.add_line("words", line("w pain", 'A'), clues_));
  ASSERT_TRUE(net_.add_line("words", line("w-name", 'f'), clues_));
  ASSERT_TRUE(net_.add_line("words", line("w-list role", '-'), clues_));
  const auto first = [&](std::string_view clue) {
    return static_cast<float>(net_.vector(clues_.find_named(clue))->front()) / NeuralNet::kOne;
  };
  EXPECT_EQ(first("w pain"), -15.5F);
  EXPECT_EQ(first("w-name"), 0.0F);
  EXPECT_EQ(first("w-list role"), 15.5F);
  EXPECT_EQ(net_.vector(clues_.add("w nobody")), nullptr);
  EXPECT_EQ(net_.vector(ClueIndex::kNone), nullptr);
}

TEST_F(NeuralNetTest, WhatIsNoRowIsRefused) {
  for (const char* bad : {"", "bias", "bias f", "bias one f", "bias 0.5 !", "bias 0.5x f", "bias 0.5 "})
    EXPECT_FALSE(net_.add_line("ill-word.out", bad, clues_)) << bad;
  EXPECT_FALSE(net_.add_line("words", "w pain 0.5 fgh", clues_)) << "not as wide as a word";
  ASSERT_TRUE(net_.add_line("ill-word.out", "bias 1 f", clues_));
  EXPECT_FALSE(net_.add_line("ill-word.out", "0 1 ff", clues_)) << "longer than the row before it";
}

TEST_F(NeuralNetTest, ALayerThatDoesNotFitIsNamed) {
  EXPECT_EQ(misshapen_layer(net_), "");
  ASSERT_TRUE(net_.add_line("ill-word.out", "bias 1 f", clues_));
  EXPECT_EQ(misshapen_layer(net_), "ill-word.out") << "without a row for each input";
  for (std::size_t row = 0; row < NeuralNet::kWidth; ++row)
    ASSERT_TRUE(net_.add_line("ill-word.out", std::to_string(row) + " 1 f", clues_));
  EXPECT_EQ(misshapen_layer(net_), "");
}

TEST(Sense, AWordIsReadWithTheSevenBesideItAndNoMore) {
  const auto last_word_of = [](const std::string& text) {
    const Marked marked(RuleBook::english(), read(text));
    return Sense(marked).of_word("ill-word", marked.words().size() - 1);
  };
  const std::string six = " is said by some to be";  // and the seventh before it
  EXPECT_EQ(last_word_of("kind dentists one kind" + six + " hopeless"),
            last_word_of("two useless nurses kind" + six + " hopeless"));
  EXPECT_NE(last_word_of("kind" + six + " hopeless"), last_word_of("useless" + six + " hopeless"));
}

/// The texts of a file of test/etiquette, by id.
std::map<std::string, std::string, std::less<>> texts_in(std::string_view name) {
  std::ifstream file("test/etiquette/" + std::string(name));
  std::map<std::string, std::string, std::less<>> texts;
  const auto read = read_marked_texts(file);
  for (const MarkedText& text : *read) texts.emplace(text.id, text.text);
  return texts;
}

float said(const Sense& sense, std::string_view model, std::uint32_t first, std::uint32_t last) {
  if (model.starts_with("patient-")) return sense.of_words(model, {.first = first, .last = last});
  const bool of_sentence =
      std::find(std::begin(kSentenceModels), std::end(kSentenceModels), model) != std::end(kSentenceModels);
  return of_sentence ? sense.of_sentence(model, first) : sense.of_text(model);
}

// Whoever learns the net and whoever applies it have to read a text alike.
TEST(Sense, SaysWhatTheNetSaidWhenItWasLearned) {
  constexpr double kRounding = 0.05;
  constexpr double kRelative = 0.01;
  std::map<std::string, std::map<std::string, std::string, std::less<>>, std::less<>> texts;
  std::ifstream file("test/etiquette/net_says.tsv");
  std::string line;
  int compared = 0;
  while (std::getline(file, line)) {
    if (line.starts_with('#')) continue;
    const auto parts = split(line, '\t');
    ASSERT_EQ(parts.size(), 5U) << line;
    const std::string name(parts[0].substr(0, parts[0].find(':')));
    if (!texts.contains(name)) texts[name] = texts_in(name);
    const auto text = texts[name].find(parts[0].substr(name.size() + 1));
    ASSERT_NE(text, texts[name].end()) << line;
    const Marked marked(RuleBook::english(), read(text->second));
    const auto number = [&](std::size_t part) { return std::stod(std::string(parts[part])); };
    EXPECT_NEAR(said(Sense(marked), parts[1], static_cast<std::uint32_t>(number(2)),
                     static_cast<std::uint32_t>(number(3))),
                number(4), kRounding + kRelative * std::abs(number(4)))
        << line;
    ++compared;
  }
  EXPECT_GT(compared, 100);
}

TEST(Sense, OfAnEmptyTextIsNothing) {
  const Marked marked(RuleBook::english(), read(""));
  const Sense sense(marked);
  EXPECT_EQ(sense.of_text("no-next-step"), 0);
  EXPECT_TRUE(sense.names().empty());
}

}  // namespace
}  // namespace confrere::etiquette

#include "features/etiquette/automaton.h"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <gmock/gmock.h>

namespace confrere::etiquette {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::size_t kFruit = 0;

TEST(Automaton, FindsPhrasesOfAListThatBeginAlike) {
  Automaton automaton({"fruit"});
  for (const auto* phrase : {"red apple", "red apple of sodom", "red pear", "plum"})
    automaton.add_to_list(kFruit, phrase);
  automaton.add_pattern(0, "<fruit> pie").value();
  automaton.finish();
  const auto found = automaton.search(read("a red pear pie, a red apple, a plum pie and a red pie"));
  EXPECT_THAT(found.groups[0], ElementsAre(Match{.first = 1, .last = 4}, Match{.first = 8, .last = 10}));
  std::vector<std::size_t> fruit;
  for (std::size_t word = 0; word < found.lists.size(); ++word) {
    if ((found.lists[word] >> kFruit & 1) != 0) fruit.push_back(word);
  }
  EXPECT_THAT(fruit, ElementsAre(1, 2, 5, 6, 8));
}

TEST(Automaton, APatternMayBeginOrEndASentence) {
  Automaton automaton({});
  automaton.add_pattern(0, "^ good day").value();
  automaton.add_pattern(1, "good day $").value();
  automaton.finish();
  const auto found = automaton.search(read("Good day to you. It was a good day."));
  EXPECT_THAT(found.groups[0], ElementsAre(Match{.first = 0, .last = 2}));
  EXPECT_THAT(found.groups[1], ElementsAre(Match{.first = 7, .last = 9}));
}

TEST(Automaton, APatternThatMayBeEmptyIsRefused) {
  Automaton automaton({});
  automaton.add_pattern(0, "perhaps?").value();
  EXPECT_THROW(automaton.finish(), BrokenInvariant);
}

TEST(Automaton, ABadPatternIsNamed) {
  Automaton automaton({});
  EXPECT_THAT(automaton.add_pattern(0, "a (b").error().message, testing::HasSubstr("\"a (b\""));
  EXPECT_THAT(automaton.add_pattern(0, "a <fruit>").error().message, testing::HasSubstr("names no list"));
}

/// All places of the phrases in the words, looked for one by one.
std::vector<bool> places_of(const std::vector<std::vector<std::string>>& phrases,
                            const std::vector<std::string>& words) {
  std::vector<bool> marked(words.size());
  for (const auto& phrase : phrases) {
    for (auto at = words.begin();; ++at) {
      at = std::search(at, words.end(), phrase.begin(), phrase.end());
      if (at == words.end()) break;
      const auto first = static_cast<std::size_t>(at - words.begin());
      for (std::size_t word = first; word < first + phrase.size(); ++word) marked[word] = true;
    }
  }
  return marked;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text.append(text.empty() ? "" : " ").append(word);
  return text;
}

TEST(Automaton, MarksWhatASearchForEachPhraseWould) {
  std::mt19937 random(7);
  const auto some_words = [&](std::size_t most) {
    std::vector<std::string> words(1 + random() % most);
    for (auto& word : words) word = std::string(1, static_cast<char>('p' + random() % 3));
    return words;
  };
  for (int round = 0; round < 300; ++round) {
    std::vector<std::vector<std::string>> phrases(1 + random() % 12);
    for (auto& phrase : phrases) phrase = some_words(4);
    const auto words = some_words(30);
    Automaton automaton({"some"});
    for (const auto& phrase : phrases) automaton.add_to_list(0, joined(phrase));
    automaton.finish();
    const auto found = automaton.search(read(joined(words)));
    const auto wanted = places_of(phrases, words);
    ASSERT_EQ(found.lists.size(), words.size());
    for (std::size_t word = 0; word < words.size(); ++word)
      EXPECT_EQ(found.lists[word] != 0, wanted[word]) << joined(words) << ", word " << word;
  }
}

}  // namespace
}  // namespace confrere::etiquette

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "features/etiquette/reading.h"

namespace confrere::etiquette {

/// Which lists a word is in, a bit a list.
using Lists = std::uint64_t;

/// Where a pattern was found: words [first, last) of one sentence.
struct Match {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  friend bool operator==(const Match&, const Match&) = default;
};

/// Phrases over the words of a sentence, compiled into one non-deterministic automaton without backtracking:
/// it keeps the set of places where it may be (Thompson 1968). A pattern is words with
///   (a|b c)  alternatives     x?  perhaps x      ~3  up to three words, whichever
///   nurs*    any ending       #   a number       <name>  a word or phrase of the list `name`
///   ^ first  at the sentence's beginning, $ last: at its end
class Automaton {
 public:
  /// The names of lists in the order of their bits; at most 64.
  explicit Automaton(std::vector<std::string> lists) : lists_(std::move(lists)) {}

  /// Puts a word or phrase into a list. All lists are filled before patterns that use them are added.
  void add_to_list(std::size_t list, std::string_view phrase);
  /// An Error (`invalid`) says what is wrong with the pattern.
  Result<void> add_pattern(std::uint16_t group, std::string_view pattern);
  /// Of a word by itself; phrases of several words aside.
  [[nodiscard]] Lists lists_of(std::string_view word) const;
  /// Makes it ready to search; nothing is added later.
  void finish();

  struct Found {
    std::vector<std::vector<Match>> groups;  ///< by group, in the order of their ends; they may overlap
    std::vector<Lists> lists;                ///< by word; a phrase's bit is on each of its words
  };
  /// O(words × places it may be in), the latter bounded by the patterns. Thread safe.
  [[nodiscard]] Found search(const Reading& reading) const;

 private:
  enum class Test : std::uint8_t { literal, stem, list, number, anything, split, accept };
  struct State {
    Test test = Test::accept;
    std::uint32_t argument = 0;  ///< word, stem, list bit, or for accept the pattern
    std::uint32_t next = 0;
    std::uint32_t other = 0;  ///< of a split
  };
  struct Pattern {
    std::uint16_t group = 0;
    bool at_begin = false;
    bool at_end = false;
  };
  struct Thread {
    std::uint32_t place;  ///< in places_
    std::uint32_t first;  ///< the word it began with
  };
  /// A place in the automaton: where each next word leads from it, splits resolved.
  struct Place {
    std::vector<std::uint32_t> accepts;                               ///< patterns that end here
    std::vector<std::pair<std::uint32_t, std::uint32_t>> by_literal;  ///< word and place, sorted
    std::vector<std::pair<std::uint32_t, std::uint32_t>> by_stem;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> by_list;
    std::vector<std::uint32_t> by_number;
    std::vector<std::uint32_t> by_anything;
    Lists lists = 0;  ///< of by_list
    bool leads_on = false;
  };
  struct Seen {  ///< what the tests ask of a word
    std::uint32_t literal = 0;
    std::vector<std::uint32_t> stems;
    Lists lists = 0;
    bool number = false;
  };
  class Compiler;

  std::uint32_t literal(std::string_view word);
  std::uint32_t stem(std::string_view word);
  [[nodiscard]] std::vector<std::uint32_t> reachable(std::uint32_t state) const;
  [[nodiscard]] Place make_place(std::uint32_t state) const;
  void see(const Reading& reading, const Word& word, Seen& seen) const;
  /// Calls `lead(place)` for each place that the word leads to from `from`.
  template <class Lead>
  static void each_next(const Place& from, const Seen& seen, Lead lead);

  std::vector<std::string> lists_;
  std::vector<std::vector<std::string>> phrases_;  ///< by list: those of several words
  std::unordered_map<std::string, std::uint32_t> words_;
  std::vector<Lists> lists_of_word_;
  std::unordered_map<std::string, std::vector<std::pair<std::string, std::uint32_t>>> stems_;
  std::uint32_t stem_count_ = 0;
  std::vector<State> states_;
  std::vector<Pattern> patterns_;
  std::vector<std::string> texts_;     ///< by pattern, for errors
  std::vector<std::uint32_t> begins_;  ///< by pattern
  std::uint16_t groups_ = 0;

  std::vector<Place> places_;  ///< by state; empty for those that nothing leads to
  Place starts_;               ///< all patterns' beginnings
  Place starts_of_sentences_;
};

}  // namespace confrere::etiquette

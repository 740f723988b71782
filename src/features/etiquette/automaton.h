#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "features/etiquette/reading.h"

namespace confrere::etiquette {

/// Which lists a word is in, a bit a list.
using Lists = std::uint64_t;

/// For maps that are asked for views.
struct HashOfText {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};

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
  struct Edge {
    Test test = Test::literal;
    std::uint32_t argument = 0;
    std::uint32_t next = 0;  ///< in places_
    friend auto operator<=>(const Edge&, const Edge&) = default;
  };
  /// A place in the automaton: where each next word leads from it, splits resolved.
  struct Place {
    std::uint32_t first_edge = 0, last_edge = 0;      ///< in edges_, in order
    std::uint32_t first_accept = 0, last_accept = 0;  ///< in accepts_: the patterns that end here
    Lists lists = 0;                                  ///< that edges ask for
  };
  struct Seen {  ///< what the tests ask of a word
    std::uint32_t literal = 0;
    std::vector<std::uint32_t> stems;
    Lists lists = 0;
    bool number = false;
  };
  class Compiler;
  using Words = std::vector<std::string>;

  /// The state in which the next pattern accepts.
  std::uint32_t begin_pattern();
  void end_pattern(Pattern pattern, std::string_view text, std::uint32_t begin);
  std::uint32_t literal(std::string_view word);
  std::uint32_t stem(std::string_view word);
  [[nodiscard]] std::vector<std::uint32_t> reachable(std::uint32_t state) const;
  /// The place of a state; all that it leads to are made later.
  std::uint32_t place_of(std::uint32_t state);
  [[nodiscard]] std::vector<Edge> edges_from(std::uint32_t state);
  void set_edges(Place& place, std::vector<Edge> edges);
  void make_places();
  void see(const Reading& reading, const Word& word, Seen& seen) const;
  static bool passes(const Edge& edge, const Seen& seen);
  /// Calls `lead(place)` for each place that the word leads to from `from`.
  template <class Lead>
  void each_next(const Place& from, const Seen& seen, Lead lead) const;

  std::vector<std::string> lists_;
  std::vector<std::vector<Words>> phrases_;  ///< by list: those of several words, in order
  std::unordered_map<std::string, std::uint32_t, HashOfText, std::equal_to<>> words_;
  std::vector<Lists> lists_of_word_;
  std::unordered_map<std::string, std::vector<std::pair<std::string, std::uint32_t>>, HashOfText,
                     std::equal_to<>>
      stems_;
  std::uint32_t stem_count_ = 0;
  std::vector<State> states_;  ///< these, begins_, phrases_ and texts_ only until it is finished
  std::vector<Pattern> patterns_;
  std::vector<std::string> texts_;     ///< by pattern, for errors
  std::vector<std::uint32_t> begins_;  ///< by pattern
  std::uint16_t groups_ = 0;

  std::vector<std::uint32_t> place_of_state_;  ///< while it is finished
  std::vector<std::uint32_t> states_to_make_;  ///< by place
  std::vector<Place> places_;
  std::vector<Edge> edges_;
  std::vector<std::uint32_t> accepts_;
  Place starts_;  ///< all patterns' beginnings
  Place starts_of_sentences_;
};

}  // namespace confrere::etiquette

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "features/etiquette/automaton.h"
#include "features/etiquette/etiquette.h"
#include "features/etiquette/neural_net.h"
#include "features/etiquette/weights.h"

namespace confrere::etiquette {

/// What is looked for, and in which texts.
struct Rule {
  std::string id;
  Severity severity = Severity::advice;
  std::vector<Kind> kinds;
  std::optional<int> most_met;  ///< only to people met at most so often
};

/// An example from a rule's file: `text` with the parts to be found; none where it has to pass.
struct Example {
  std::string rule;
  std::string text;  ///< with the parts in «guillemets»
  Kind kind = Kind::message;
  bool found = false;
};

/// The rules, phrases and words of one language, from words/<language>/*.txt. A file has sections:
///   [rule ID]        lines "severity = …", "kinds = …", "most_met = …"
///   [list NAME]      words and phrases, with commas between
///   [phrases NAME]   a pattern a line, see Automaton
///   [limits]         lines "name = number"
///   [kinds]          a line a kind of words, as they are used alike: its name, and the words
///   [weights NAME]   a clue a line and what it counts, see Weights
///   [net NAME]   a layer, see NeuralNet
///   [finds], [passes]  an example a line, for the rule above it; "note: " before it gives another kind
class RuleBook {
 public:
  /// Read once, at first use. A mistake in a file is a bug and throws BrokenInvariant. Thread safe.
  static const RuleBook& english();

  [[nodiscard]] const std::vector<Rule>& rules() const { return rules_; }
  [[nodiscard]] const Rule& rule(std::string_view id) const;
  [[nodiscard]] std::size_t limit(std::string_view name) const;
  [[nodiscard]] std::uint16_t group(std::string_view name) const;
  [[nodiscard]] Lists list(std::string_view name) const;
  [[nodiscard]] const std::vector<Term>& list_names() const { return list_terms_; }
  /// By number, as Automaton counts them.
  [[nodiscard]] const std::vector<Term>& group_names() const { return group_terms_; }
  /// The name of the kind that the word is of; empty when it is not known.
  [[nodiscard]] Term kind_of(std::string_view word) const;
  /// Many words of its kind are names of people: "Hopkins", though it is in no list of names.
  [[nodiscard]] bool is_like_a_name(std::string_view word) const;
  [[nodiscard]] const ClueIndex& clues() const { return clues_; }
  /// Empty when there are none of that name.
  [[nodiscard]] const Weights& weights(std::string_view name) const;
  [[nodiscard]] const NeuralNet& net() const { return net_; }
  [[nodiscard]] const Automaton& automaton() const { return automaton_; }
  [[nodiscard]] const std::vector<Example>& examples() const { return examples_; }

 private:
  explicit RuleBook(std::string_view language);
  void read_lists(std::string_view file);
  void read_rest(std::string_view file);
  void read_rule_line(Rule& rule, std::string_view line) const;
  void add_group(std::string_view name);
  void read_kind_line(std::string_view line);
  [[nodiscard]] bool holds_names(const std::vector<std::string_view>& words) const;
  void read_weight_line(std::string_view name, std::string_view line);

  std::vector<Rule> rules_;
  std::vector<Example> examples_;
  std::vector<std::string> lists_;
  std::map<std::string, std::uint16_t, std::less<>> groups_;
  std::map<std::string, std::size_t, std::less<>> limits_;
  std::vector<std::string> group_names_;
  std::vector<Term> list_terms_, group_terms_;        ///< of lists_ and group_names_
  std::unordered_map<std::string_view, Term> kinds_;  ///< views into the embedded files
  std::set<std::string_view, std::less<>> kinds_of_names_;
  ClueIndex clues_;
  std::map<std::string, Weights, std::less<>> weights_;
  NeuralNet net_;
  Automaton automaton_;
};

/// A text with what the automaton found in it.
class Marked {
 public:
  Marked(const RuleBook& rules, Reading text);
  Marked(const Marked&) = delete;  ///< its terms are views into its own reading
  Marked& operator=(const Marked&) = delete;

  [[nodiscard]] const RuleBook& book() const { return book_; }
  [[nodiscard]] const Reading& reading() const { return reading_; }
  [[nodiscard]] const std::vector<Word>& words() const { return reading_.words; }
  [[nodiscard]] std::string_view text(std::size_t word) const { return reading_.text(word); }
  /// Where the group was found, in order, overlapping places made one.
  [[nodiscard]] const std::vector<Match>& of(std::string_view group) const {
    return merged_[book_.group(group)];
  }
  [[nodiscard]] const std::vector<Match>& of_group(std::size_t number) const { return merged_[number]; }
  /// By word, and one more: whether something of the group ends before it, or begins at it.
  [[nodiscard]] std::vector<bool> ends(std::string_view group) const;
  [[nodiscard]] std::vector<bool> begins(std::string_view group) const;
  [[nodiscard]] bool is(std::size_t word, Lists list) const { return (found_.lists[word] & list) != 0; }
  [[nodiscard]] Lists lists(std::size_t word) const { return found_.lists[word]; }
  /// Of the word, as RuleBook::kind_of.
  [[nodiscard]] const Term& kind(std::size_t word) const { return kinds_[word]; }
  [[nodiscard]] const Term& term(std::size_t word) const { return terms_[word]; }
  [[nodiscard]] const Sentence& sentence_of(std::size_t word) const {
    return reading_.sentences[reading_.words[word].sentence];
  }
  [[nodiscard]] bool in_body(const Match& match) const {
    return reading_.words[match.first].zone == Zone::body;
  }
  [[nodiscard]] bool any_in_body(std::string_view group) const;
  /// By sentence: whether the group was found in it, greeting and closing aside.
  [[nodiscard]] std::vector<bool> sentences_with(std::string_view group) const;

 private:
  const RuleBook& book_;
  Reading reading_;
  Automaton::Found found_;
  std::vector<std::vector<Match>> merged_;
  std::vector<Term> terms_, kinds_;  ///< by word
};

}  // namespace confrere::etiquette

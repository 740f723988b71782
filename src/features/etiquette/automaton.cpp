#include "features/etiquette/automaton.h"

#include <algorithm>
#include <bit>
#include <span>

#include <fmt/format.h>

#include "base/text.h"

namespace confrere::etiquette {
namespace {

constexpr std::size_t kStemKey = 3;  ///< a stem is looked up by its first letters, so it has as many
constexpr std::string_view kWordLetters = "abcdefghijklmnopqrstuvwxyz0123456789&";
constexpr std::uint32_t kNoState = 0xffffffff;

Error wrong(std::string_view pattern, std::string_view what) {
  return {.code = ErrorCode::invalid, .message = fmt::format("the pattern \"{}\" {}", pattern, what)};
}

}  // namespace

/// Reads a pattern and appends its states, from the end to the beginning.
class Automaton::Compiler {
 public:
  explicit Compiler(Automaton& automaton) : automaton_(automaton) {}
  Compiler(Automaton& automaton, std::string_view pattern) : automaton_(automaton), pattern_(pattern) {
    for (std::size_t at = 0; at < pattern.size();) {
      const char c = pattern[at];
      if (c == ' ' || c == '-') {
        ++at;
      } else if (c == '(' || c == ')' || c == '|' || c == '?') {
        tokens_.push_back(pattern.substr(at++, 1));
      } else {
        const std::size_t end = std::min(pattern.find_first_of(" -()|?", at), pattern.size());
        tokens_.push_back(pattern.substr(at, end - at));
        at = end;
      }
    }
  }

  Result<std::uint32_t> compile(std::uint32_t accept) {
    auto tree = alternatives();
    if (!tree) return tree.error();
    if (at_ != tokens_.size()) return wrong(pattern_, "has a bracket too many");
    return build(*tree, accept);
  }

  /// Phrases in order, which agree in their first `depth` words: what begins alike shares its states, or each
  /// word that many phrases begin with would lead on to all of them at once.
  std::uint32_t build_shared(std::span<const Words> phrases, std::size_t depth, std::uint32_t accept) {
    std::uint32_t begin = kNoState;
    const auto choose = [&](std::uint32_t state) { begin = begin == kNoState ? state : split(begin, state); };
    std::size_t at = 0;
    while (at < phrases.size() && phrases[at].size() == depth) ++at;
    if (at > 0) choose(accept);
    while (at < phrases.size()) {
      std::size_t end = at + 1;
      while (end < phrases.size() && phrases[end][depth] == phrases[at][depth]) ++end;
      const std::uint32_t next = build_shared(phrases.subspan(at, end - at), depth + 1, accept);
      choose(add({.test = Test::literal, .argument = automaton_.literal(phrases[at][depth]), .next = next}));
      at = end;
    }
    return begin;
  }

 private:
  struct Node {
    enum class Kind : std::uint8_t { word, sequence, choice, optional, gap } kind = Kind::word;
    std::string_view word{};
    std::uint32_t length = 0;
    std::vector<Node> parts{};
  };

  Result<Node> alternatives() {
    Node choice{.kind = Node::Kind::choice};
    while (true) {
      auto one = sequence();
      if (!one) return one;
      choice.parts.push_back(*std::move(one));
      if (at_ == tokens_.size() || tokens_[at_] != "|") return choice;
      ++at_;
    }
  }

  Result<Node> sequence() {
    Node made{.kind = Node::Kind::sequence};
    while (at_ < tokens_.size() && tokens_[at_] != "|" && tokens_[at_] != ")") {
      auto one = item();
      if (!one) return one;
      if (at_ < tokens_.size() && tokens_[at_] == "?") {
        ++at_;
        Node optional{.kind = Node::Kind::optional};
        optional.parts.push_back(*std::move(one));
        made.parts.push_back(std::move(optional));
      } else {
        made.parts.push_back(*std::move(one));
      }
    }
    if (made.parts.empty()) return wrong(pattern_, "has an empty place");
    return made;
  }

  Result<Node> item() {
    const std::string_view token = tokens_[at_++];
    if (token == "(") {
      auto inner = alternatives();
      if (!inner) return inner;
      if (at_ == tokens_.size() || tokens_[at_] != ")") return wrong(pattern_, "lacks a bracket");
      ++at_;
      return inner;
    }
    if (token == "?") return wrong(pattern_, "has a ? after nothing");
    if (token.front() == '~') {
      if (token.size() != 2 || token[1] < '1' || token[1] > '9') return wrong(pattern_, "has a bad gap");
      return Node{.kind = Node::Kind::gap, .length = static_cast<std::uint32_t>(token[1] - '0')};
    }
    if (token.front() == '<' && list_of(token) == automaton_.lists_.size())
      return wrong(pattern_, fmt::format("names no list: {}", token));
    if (token.back() == '*' && token.size() <= kStemKey)
      return wrong(pattern_, "has a stem that is too short");
    if (token.front() != '<' && token != "#" && token.find_first_not_of(kWordLetters) < token.size() - 1)
      return wrong(pattern_, fmt::format("has a letter that words are read without: {}", token));
    return Node{.kind = Node::Kind::word, .word = token};
  }

  [[nodiscard]] std::size_t list_of(std::string_view token) const {
    const std::string_view name = token.substr(1, token.size() - 2);
    const auto& lists = automaton_.lists_;
    return static_cast<std::size_t>(std::find(lists.begin(), lists.end(), name) - lists.begin());
  }

  std::uint32_t add(State state) {
    automaton_.states_.push_back(state);
    return static_cast<std::uint32_t>(automaton_.states_.size() - 1);
  }
  std::uint32_t split(std::uint32_t a, std::uint32_t b) {
    return add({.test = Test::split, .next = a, .other = b});
  }

  std::uint32_t build(const Node& node, std::uint32_t next) {
    switch (node.kind) {
      case Node::Kind::word:
        return build_word(node.word, next);
      case Node::Kind::sequence:
        for (auto part = node.parts.rbegin(); part != node.parts.rend(); ++part) next = build(*part, next);
        return next;
      case Node::Kind::choice: {
        std::uint32_t begin = build(node.parts.front(), next);
        for (std::size_t i = 1; i < node.parts.size(); ++i) begin = split(begin, build(node.parts[i], next));
        return begin;
      }
      case Node::Kind::optional:
        return split(build(node.parts.front(), next), next);
      case Node::Kind::gap: {
        const std::uint32_t after = next;
        for (std::uint32_t i = 0; i < node.length; ++i)
          next = split(add({.test = Test::anything, .next = next}), after);
        return next;
      }
    }
    return next;
  }

  std::uint32_t build_word(std::string_view word, std::uint32_t next) {
    if (word == "#") return add({.test = Test::number, .next = next});
    if (word.front() == '<') {
      const std::size_t list = list_of(word);
      const std::uint32_t begin =
          add({.test = Test::list, .argument = static_cast<std::uint32_t>(list), .next = next});
      const auto& phrases = automaton_.phrases_[list];
      return phrases.empty() ? begin : split(begin, build_shared(phrases, 0, next));
    }
    if (word.back() == '*')
      return add(
          {.test = Test::stem, .argument = automaton_.stem(word.substr(0, word.size() - 1)), .next = next});
    return add({.test = Test::literal, .argument = automaton_.literal(word), .next = next});
  }

  Automaton& automaton_;
  std::string_view pattern_;
  std::vector<std::string_view> tokens_;
  std::size_t at_ = 0;
};

std::uint32_t Automaton::literal(std::string_view word) {
  const auto [found, fresh] = words_.emplace(word, words_.size());
  if (fresh) lists_of_word_.push_back(0);
  return found->second;
}

std::uint32_t Automaton::stem(std::string_view word) {
  auto& of_key = stems_[std::string(word.substr(0, kStemKey))];
  for (const auto& [text, id] : of_key) {
    if (text == word) return id;
  }
  of_key.emplace_back(word, stem_count_);
  return stem_count_++;
}

void Automaton::add_to_list(std::size_t list, std::string_view phrase) {
  phrases_.resize(lists_.size());
  if (phrase.find_first_of(" -") == std::string_view::npos) {
    lists_of_word_[literal(phrase)] |= Lists{1} << list;
  } else {
    Words words = confrere::words(phrase);
    auto& phrases = phrases_[list];
    phrases.insert(std::lower_bound(phrases.begin(), phrases.end(), words), std::move(words));
  }
}

Result<void> Automaton::add_pattern(std::uint16_t group, std::string_view pattern) {
  phrases_.resize(lists_.size());
  Pattern made{.group = group};
  pattern = trim(pattern);
  if (pattern.starts_with('^')) {
    made.at_begin = true;
    pattern.remove_prefix(1);
  }
  if (pattern.ends_with('$')) {
    made.at_end = true;
    pattern.remove_suffix(1);
  }
  const std::uint32_t accept = begin_pattern();
  const auto begin = Compiler(*this, pattern).compile(accept);
  if (!begin) return begin.error();
  groups_ = std::max<std::uint16_t>(groups_, static_cast<std::uint16_t>(group + 1));
  end_pattern(made, pattern, *begin);
  return {};
}

std::uint32_t Automaton::begin_pattern() {
  states_.push_back({.test = Test::accept, .argument = static_cast<std::uint32_t>(patterns_.size())});
  return static_cast<std::uint32_t>(states_.size() - 1);
}

void Automaton::end_pattern(Pattern pattern, std::string_view text, std::uint32_t begin) {
  patterns_.push_back(pattern);
  texts_.emplace_back(text);
  begins_.push_back(begin);
}

std::vector<std::uint32_t> Automaton::reachable(std::uint32_t state) const {
  std::vector<std::uint32_t> states;
  std::vector<std::uint32_t> open{state};
  while (!open.empty()) {
    const std::uint32_t at = open.back();
    open.pop_back();
    if (states_[at].test == Test::split) {
      open.push_back(states_[at].other);
      open.push_back(states_[at].next);
    } else {
      states.push_back(at);
    }
  }
  std::sort(states.begin(), states.end());
  states.erase(std::unique(states.begin(), states.end()), states.end());
  return states;
}

std::uint32_t Automaton::place_of(std::uint32_t state) {
  std::uint32_t& place = place_of_state_[state];
  if (place == kNoState) {
    place = static_cast<std::uint32_t>(states_to_make_.size());
    states_to_make_.push_back(state);
  }
  return place;
}

std::vector<Automaton::Edge> Automaton::edges_from(std::uint32_t state) {
  std::vector<Edge> edges;
  for (const std::uint32_t reached : reachable(state)) {
    const State& from = states_[reached];
    if (from.test != Test::accept)
      edges.push_back({.test = from.test, .argument = from.argument, .next = place_of(from.next)});
  }
  return edges;
}

void Automaton::set_edges(Place& place, std::vector<Edge> edges) {
  std::sort(edges.begin(), edges.end());
  place.first_edge = static_cast<std::uint32_t>(edges_.size());
  edges_.insert(edges_.end(), edges.begin(), edges.end());
  place.last_edge = static_cast<std::uint32_t>(edges_.size());
  for (const Edge& edge : edges) {
    if (edge.test == Test::list) place.lists |= Lists{1} << edge.argument;
  }
}

void Automaton::make_places() {
  for (std::size_t number = 0; number < states_to_make_.size(); ++number) {
    const std::uint32_t state = states_to_make_[number];
    Place place;
    place.first_accept = static_cast<std::uint32_t>(accepts_.size());
    for (const std::uint32_t reached : reachable(state)) {
      if (states_[reached].test == Test::accept) accepts_.push_back(states_[reached].argument);
    }
    place.last_accept = static_cast<std::uint32_t>(accepts_.size());
    set_edges(place, edges_from(state));
    places_.push_back(place);
  }
}

Lists Automaton::lists_of(std::string_view word) const {
  const auto found = words_.find(word);
  return found == words_.end() ? 0 : lists_of_word_[found->second];
}

void Automaton::finish() {
  // Phrases of lists set the lists' bits: they are patterns of groups behind the last.
  const std::uint16_t first = groups_;
  for (std::size_t list = 0; list < phrases_.size(); ++list) {
    if (phrases_[list].empty()) continue;
    const std::uint32_t accept = begin_pattern();
    end_pattern({.group = static_cast<std::uint16_t>(first + list)}, lists_[list],
                Compiler(*this).build_shared(phrases_[list], 0, accept));
  }
  place_of_state_.assign(states_.size(), kNoState);
  std::vector<Edge> starts;
  std::vector<Edge> starts_of_sentences;
  for (std::size_t pattern = 0; pattern < patterns_.size(); ++pattern) {
    for (const std::uint32_t reached : reachable(begins_[pattern])) {
      if (states_[reached].test == Test::accept || states_[reached].test == Test::anything)
        throw BrokenInvariant(wrong(texts_[pattern], "begins with a gap or may be empty"));
    }
    const std::vector<Edge> edges = edges_from(begins_[pattern]);
    std::vector<Edge>& to = patterns_[pattern].at_begin ? starts_of_sentences : starts;
    to.insert(to.end(), edges.begin(), edges.end());
  }
  set_edges(starts_, std::move(starts));
  set_edges(starts_of_sentences_, std::move(starts_of_sentences));
  make_places();
  place_of_state_ = {};
  states_to_make_ = {};
  states_ = {};
  begins_ = {};
  phrases_ = {};
  texts_ = {};
}

void Automaton::see(const Reading& reading, const Word& word, Seen& seen) const {
  const std::string_view text = reading.text(word);
  const auto known = words_.find(text);
  seen.literal = known == words_.end() ? kNoState : known->second;
  seen.lists = known == words_.end() ? 0 : lists_of_word_[known->second];
  seen.number = word.number;
  seen.stems.clear();
  if (text.size() < kStemKey) return;
  const auto stems = stems_.find(text.substr(0, kStemKey));
  if (stems == stems_.end()) return;
  for (const auto& [stem, id] : stems->second) {
    if (text.starts_with(stem)) seen.stems.push_back(id);
  }
}

bool Automaton::passes(const Edge& edge, const Seen& seen) {
  switch (edge.test) {
    case Test::literal:
      return edge.argument == seen.literal;
    case Test::stem:
      return std::find(seen.stems.begin(), seen.stems.end(), edge.argument) != seen.stems.end();
    case Test::list:
      return (seen.lists >> edge.argument & 1) != 0;
    case Test::number:
      return seen.number;
    case Test::anything:
      return true;
    case Test::split:
    case Test::accept:
      return false;
  }
  return false;
}

template <class Lead>
void Automaton::each_next(const Place& from, const Seen& seen, Lead lead) const {
  constexpr std::ptrdiff_t kFew = 8;  // edges that are looked through faster than searched
  const auto first = edges_.begin() + from.first_edge;
  const auto last = edges_.begin() + from.last_edge;
  if (last - first <= kFew) {
    for (auto edge = first; edge != last; ++edge) {
      if (passes(*edge, seen)) lead(edge->next);
    }
    return;
  }
  const auto follow = [&](Test test, std::uint32_t argument) {
    auto at = std::lower_bound(first, last, Edge{.test = test, .argument = argument, .next = 0});
    for (; at != last && at->test == test && at->argument == argument; ++at) lead(at->next);
  };
  if (seen.literal != kNoState) follow(Test::literal, seen.literal);
  for (const std::uint32_t stem : seen.stems) follow(Test::stem, stem);
  for (Lists left = from.lists & seen.lists; left != 0; left &= left - 1)
    follow(Test::list, static_cast<std::uint32_t>(std::countr_zero(left)));
  if (seen.number) follow(Test::number, 0);
  if ((last - 1)->test == Test::anything) follow(Test::anything, 0);
}

Automaton::Found Automaton::search(const Reading& reading) const {
  Found found{.groups = std::vector<std::vector<Match>>(groups_ + lists_.size()),
              .lists = std::vector<Lists>(reading.words.size())};
  std::vector<Thread> now;
  std::vector<Thread> next;
  // When a place was last reached; kept by the thread, since it is as large as the automaton.
  thread_local std::vector<std::uint64_t> reached;
  thread_local std::uint64_t step = 0;
  if (reached.size() < places_.size()) reached.resize(places_.size());
  Seen seen;
  for (std::uint32_t at = 0; at < reading.words.size(); ++at) {
    const Word& word = reading.words[at];
    see(reading, word, seen);
    found.lists[at] = seen.lists;
    const Sentence& sentence = reading.sentences[word.sentence];
    if (at == sentence.first) now.clear();
    next.clear();
    ++step;
    const auto lead = [&](std::uint32_t place, std::uint32_t first) {
      if (reached[place] == step) return;
      reached[place] = step;
      const Place& here = places_[place];
      for (std::uint32_t accepted = here.first_accept; accepted < here.last_accept; ++accepted) {
        const Pattern& pattern = patterns_[accepts_[accepted]];
        if (!pattern.at_end || at + 1 == sentence.last)
          found.groups[pattern.group].push_back({first, at + 1});
      }
      if (here.first_edge != here.last_edge) next.push_back({place, first});
    };
    for (const Thread& thread : now)
      each_next(places_[thread.place], seen, [&](std::uint32_t place) { lead(place, thread.first); });
    each_next(starts_, seen, [&](std::uint32_t place) { lead(place, at); });
    if (at == sentence.first)
      each_next(starts_of_sentences_, seen, [&](std::uint32_t place) { lead(place, at); });
    std::swap(now, next);
  }
  for (std::size_t list = 0; list < lists_.size(); ++list) {
    for (const Match& match : found.groups[groups_ + list]) {
      for (std::uint32_t word = match.first; word < match.last; ++word) found.lists[word] |= Lists{1} << list;
    }
  }
  found.groups.resize(groups_);
  return found;
}

}  // namespace confrere::etiquette

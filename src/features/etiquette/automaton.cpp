#include "features/etiquette/automaton.h"

#include <algorithm>
#include <bit>

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
      std::uint32_t begin =
          add({.test = Test::list, .argument = static_cast<std::uint32_t>(list), .next = next});
      for (const std::string& phrase : automaton_.phrases_[list])
        begin = split(begin, build_phrase(phrase, next));
      return begin;
    }
    if (word.back() == '*')
      return add(
          {.test = Test::stem, .argument = automaton_.stem(word.substr(0, word.size() - 1)), .next = next});
    return add({.test = Test::literal, .argument = automaton_.literal(word), .next = next});
  }

  std::uint32_t build_phrase(std::string_view phrase, std::uint32_t next) {
    const auto parts = confrere::words(phrase);
    for (auto part = parts.rbegin(); part != parts.rend(); ++part)
      next = add({.test = Test::literal, .argument = automaton_.literal(*part), .next = next});
    return next;
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
    phrases_[list].push_back(join(confrere::words(phrase), " "));
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
  states_.push_back({.test = Test::accept, .argument = static_cast<std::uint32_t>(patterns_.size())});
  const auto begin = Compiler(*this, pattern).compile(static_cast<std::uint32_t>(states_.size() - 1));
  if (!begin) return begin.error();
  groups_ = std::max<std::uint16_t>(groups_, static_cast<std::uint16_t>(group + 1));
  patterns_.push_back(made);
  texts_.emplace_back(pattern);
  begins_.push_back(*begin);
  return {};
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

Automaton::Place Automaton::make_place(std::uint32_t from) const {
  Place place;
  for (const std::uint32_t reached : reachable(from)) {
    const State& state = states_[reached];
    switch (state.test) {
      case Test::literal:
        place.by_literal.emplace_back(state.argument, state.next);
        break;
      case Test::stem:
        place.by_stem.emplace_back(state.argument, state.next);
        break;
      case Test::list:
        place.by_list.emplace_back(state.argument, state.next);
        place.lists |= Lists{1} << state.argument;
        break;
      case Test::number:
        place.by_number.push_back(state.next);
        break;
      case Test::anything:
        place.by_anything.push_back(state.next);
        break;
      case Test::accept:
        place.accepts.push_back(state.argument);
        break;
      case Test::split:
        break;
    }
    place.leads_on = place.leads_on || state.test != Test::accept;
  }
  std::sort(place.by_literal.begin(), place.by_literal.end());
  return place;
}

Lists Automaton::lists_of(std::string_view word) const {
  const auto found = words_.find(std::string(word));
  return found == words_.end() ? 0 : lists_of_word_[found->second];
}

void Automaton::finish() {
  // Phrases of lists set the lists' bits: they are patterns of groups behind the last.
  const std::uint16_t first = groups_;
  for (std::size_t list = 0; list < phrases_.size(); ++list) {
    for (const std::string& phrase : phrases_[list])
      add_pattern(static_cast<std::uint16_t>(first + list), phrase).value();
  }
  groups_ = first;
  places_.resize(states_.size());
  for (const State& state : states_) {
    const bool leads = state.test != Test::split && state.test != Test::accept;
    Place& next = places_[state.next];
    if (leads && !next.leads_on && next.accepts.empty()) next = make_place(state.next);
  }
  for (std::size_t pattern = 0; pattern < patterns_.size(); ++pattern) {
    const Place begin = make_place(begins_[pattern]);
    if (!begin.accepts.empty() || !begin.by_anything.empty())
      throw BrokenInvariant(wrong(texts_[pattern], "begins with a gap or may be empty"));
    Place& starts = patterns_[pattern].at_begin ? starts_of_sentences_ : starts_;
    const auto append = [](auto& to, const auto& from) { to.insert(to.end(), from.begin(), from.end()); };
    append(starts.by_literal, begin.by_literal);
    append(starts.by_stem, begin.by_stem);
    append(starts.by_list, begin.by_list);
    append(starts.by_number, begin.by_number);
    starts.lists |= begin.lists;
  }
  std::sort(starts_.by_literal.begin(), starts_.by_literal.end());
  std::sort(starts_of_sentences_.by_literal.begin(), starts_of_sentences_.by_literal.end());
}

void Automaton::see(const Reading& reading, const Word& word, Seen& seen) const {
  const std::string text(reading.text(word));
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

template <class Lead>
void Automaton::each_next(const Place& from, const Seen& seen, Lead lead) {
  if (seen.literal != kNoState) {
    auto at = std::lower_bound(from.by_literal.begin(), from.by_literal.end(), std::pair(seen.literal, 0U));
    for (; at != from.by_literal.end() && at->first == seen.literal; ++at) lead(at->second);
  }
  for (const std::uint32_t stem : seen.stems) {
    for (const auto& [wanted, place] : from.by_stem) {
      if (wanted == stem) lead(place);
    }
  }
  if ((from.lists & seen.lists) != 0) {
    for (const auto& [list, place] : from.by_list) {
      if ((seen.lists >> list & 1) != 0) lead(place);
    }
  }
  if (seen.number) std::for_each(from.by_number.begin(), from.by_number.end(), lead);
  std::for_each(from.by_anything.begin(), from.by_anything.end(), lead);
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
      for (const std::uint32_t accepted : places_[place].accepts) {
        const Pattern& pattern = patterns_[accepted];
        if (!pattern.at_end || at + 1 == sentence.last)
          found.groups[pattern.group].push_back({first, at + 1});
      }
      if (places_[place].leads_on) next.push_back({place, first});
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

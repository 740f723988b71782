#include "features/etiquette/rule_book.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "base/embedded.h"
#include "base/json.h"
#include "base/text.h"
#include "features/etiquette/sense.h"
#include "features/etiquette/zones.h"

namespace confrere::etiquette {
namespace {

constexpr std::string_view kFolder = "etiquette/words/";
constexpr std::size_t kMostLists = 64;

[[noreturn]] void broken(std::string_view what, std::string_view where) {
  throw BrokenInvariant({.message = fmt::format("The rules of etiquette: {}: {}", what, where)});
}

struct Section {
  std::string_view kind;
  std::string_view name;
};

std::optional<Section> section_in(std::string_view line) {
  if (!line.starts_with('[') || !line.ends_with(']')) return std::nullopt;
  line = line.substr(1, line.size() - 2);
  const std::size_t space = std::min(line.find(' '), line.size());
  return Section{.kind = line.substr(0, space), .name = trim(line.substr(space))};
}

/// Calls `take(section, line)` for each line of a section that is no comment, and with an empty line where
/// one begins.
template <class Take>
void each_line(std::string_view file, Take take) {
  Section section;
  for (const std::string_view raw : split(file, '\n')) {
    const std::string_view line = trim(raw);
    if (line.empty() || line.front() == '#') continue;
    if (const auto begun = section_in(line)) {
      section = *begun;
      take(section, std::string_view());
    } else {
      take(section, line);
    }
  }
}

std::pair<std::string_view, std::string_view> setting(std::string_view line) {
  const std::size_t equals = line.find('=');
  if (equals == std::string_view::npos) broken("not a setting", line);
  return {trim(line.substr(0, equals)), trim(line.substr(equals + 1))};
}

std::size_t number_in(std::string_view text) {
  std::size_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size()) broken("not a number", text);
  return number;
}

std::vector<std::string_view> files_of(std::string_view language) {
  const std::string folder = fmt::format("{}{}/", kFolder, language);
  std::vector<std::string_view> files;
  for (const EmbeddedFile& file : embedded::word_lists()) {
    if (file.path.starts_with(folder)) files.push_back(file.content);
  }
  if (files.empty()) broken("no files", language);
  return files;
}

std::vector<std::string> lists_in(const std::vector<std::string_view>& files) {
  std::vector<std::string> names;
  for (const std::string_view file : files) {
    each_line(file, [&](const Section& section, std::string_view line) {
      if (!line.empty() || section.kind != "list") return;
      if (std::find(names.begin(), names.end(), section.name) == names.end())
        names.emplace_back(section.name);
    });
  }
  if (names.size() > kMostLists) broken("too many lists", names.back());
  return names;
}

Example example_in(const Section& section, std::string_view rule, std::string_view line) {
  Example example{.rule = std::string(rule), .text = {}, .found = section.kind == "finds"};
  const std::size_t colon = line.find(": ");
  if (colon != std::string_view::npos) {
    if (const auto kind = from_word<Kind>(line.substr(0, colon))) {
      example.kind = *kind;
      line.remove_prefix(colon + 2);
    }
  }
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t next = std::min(line.find("\\n", at), line.size());
    example.text += line.substr(at, next - at);
    if (next < line.size()) example.text += '\n';
    at = next + 2;
  }
  return example;
}

std::vector<Match> merged(std::vector<Match> matches) {
  std::sort(matches.begin(), matches.end(), [](const Match& a, const Match& b) {
    return a.first != b.first ? a.first < b.first : a.last > b.last;
  });
  std::vector<Match> made;
  for (const Match& match : matches) {
    if (!made.empty() && match.first < made.back().last) {
      made.back().last = std::max(made.back().last, match.last);
    } else {
      made.push_back(match);
    }
  }
  return made;
}

}  // namespace

const RuleBook& RuleBook::english() {
  static const RuleBook kEnglish("en");
  return kEnglish;
}

RuleBook::RuleBook(std::string_view language) : lists_(lists_in(files_of(language))), automaton_(lists_) {
  const auto files = files_of(language);
  for (const std::string_view file : files) read_lists(file);
  for (const std::string_view file : files) read_rest(file);
  if (const std::string_view layer = misshapen_layer(net_); !layer.empty()) broken("not its shape", layer);
  automaton_.finish();
  for (const std::string& name : lists_) list_terms_.emplace_back(name);
  for (const std::string& name : group_names_) group_terms_.emplace_back(name);
}

void RuleBook::read_lists(std::string_view file) {
  each_line(file, [&](const Section& section, std::string_view line) {
    if (section.kind != "list") return;
    const auto list =
        static_cast<std::size_t>(std::find(lists_.begin(), lists_.end(), section.name) - lists_.begin());
    for (const std::string_view word : split(line, ',')) {
      if (!trim(word).empty()) automaton_.add_to_list(list, fold(word));
    }
  });
}

void RuleBook::read_rest(std::string_view file) {
  std::string rule;
  each_line(file, [&](const Section& section, std::string_view line) {
    if (line.empty()) {
      if (section.kind == "rule") {
        rule = section.name;
        rules_.push_back({.id = rule, .kinds = {}, .most_met = {}});
      }
      if (section.kind == "phrases") add_group(section.name);
    } else if (section.kind == "rule") {
      read_rule_line(rules_.back(), line);
    } else if (section.kind == "phrases") {
      const auto added = automaton_.add_pattern(groups_.find(section.name)->second, line);
      if (!added) broken(added.error().message, section.name);
    } else if (section.kind == "limits") {
      const auto [name, value] = setting(line);
      limits_.emplace(name, number_in(value));
    } else if (section.kind == "finds" || section.kind == "passes") {
      examples_.push_back(example_in(section, rule, line));
    } else if (section.kind == "kinds") {
      read_kind_line(line);
    } else if (section.kind == "weights") {
      read_weight_line(section.name, line);
    } else if (section.kind == "net") {
      if (!net_.add_line(section.name, line, clues_)) broken("not a row of the net", line);
    } else if (section.kind != "list") {
      broken("no such section", section.kind);
    }
  });
}

void RuleBook::add_group(std::string_view name) {
  if (groups_.emplace(name, static_cast<std::uint16_t>(groups_.size())).second)
    group_names_.emplace_back(name);
}

void RuleBook::read_kind_line(std::string_view line) {
  const std::size_t space = std::min(line.find(' '), line.size());
  const std::string_view kind = line.substr(0, space);
  std::vector<std::string_view> words;
  for (const std::string_view word : split(line.substr(space), ' ')) {
    if (word.empty()) continue;
    kinds_.emplace(word, Term(kind));
    words.push_back(word);
  }
  if (holds_names(words)) kinds_of_names_.insert(kind);
}

bool RuleBook::holds_names(const std::vector<std::string_view>& words) const {
  constexpr std::size_t kOneOf = 3;
  const Lists names = list("first_name") | list("surname");
  const auto named = std::count_if(words.begin(), words.end(), [&](std::string_view word) {
    return (automaton_.lists_of(word) & names) != 0;
  });
  return static_cast<std::size_t>(named) * kOneOf > words.size();
}

void RuleBook::read_weight_line(std::string_view name, std::string_view line) {
  const std::size_t space = line.rfind(' ');
  if (space == std::string_view::npos) broken("not a clue and its weight", line);
  float weight = 0;
  const std::string_view number = line.substr(space + 1);
  const auto read = std::from_chars(number.data(), number.data() + number.size(), weight);
  if (read.ec != std::errc() || read.ptr != number.data() + number.size()) broken("not a weight", line);
  weights_[std::string(name)].add(clues_.add(line.substr(0, space)), weight);
}

void RuleBook::read_rule_line(Rule& rule, std::string_view line) const {
  const auto [name, value] = setting(line);
  if (name == "severity") {
    const auto severity = from_word<Severity>(value);
    if (!severity) broken("no such severity", value);
    rule.severity = *severity;
  } else if (name == "kinds") {
    for (const std::string_view word : split(value, ' ')) {
      const auto kind = from_word<Kind>(word);
      if (!kind) broken("no such kind", word);
      rule.kinds.push_back(*kind);
    }
  } else if (name == "most_met") {
    rule.most_met = static_cast<int>(number_in(value));
  } else {
    broken("no such setting", name);
  }
}

const Rule& RuleBook::rule(std::string_view id) const {
  const auto found =
      std::find_if(rules_.begin(), rules_.end(), [&](const Rule& rule) { return rule.id == id; });
  if (found == rules_.end()) broken("no such rule", id);
  return *found;
}

std::size_t RuleBook::limit(std::string_view name) const {
  const auto found = limits_.find(name);
  if (found == limits_.end()) broken("no such limit", name);
  return found->second;
}

Term RuleBook::kind_of(std::string_view word) const {
  const auto found = kinds_.find(word);
  return found == kinds_.end() ? Term() : found->second;
}

bool RuleBook::is_like_a_name(std::string_view word) const {
  return kinds_of_names_.contains(kind_of(word).text());
}

const Weights& RuleBook::weights(std::string_view name) const {
  static const Weights kNone;
  const auto found = weights_.find(name);
  return found == weights_.end() ? kNone : found->second;
}

std::uint16_t RuleBook::group(std::string_view name) const {
  const auto found = groups_.find(name);
  if (found == groups_.end()) broken("no such phrases", name);
  return found->second;
}

Lists RuleBook::list(std::string_view name) const {
  const auto found = std::find(lists_.begin(), lists_.end(), name);
  if (found == lists_.end()) broken("no such list", name);
  return Lists{1} << (found - lists_.begin());
}

Marked::Marked(const RuleBook& rules, Reading text)
    : book_(rules), reading_(std::move(text)), found_(book_.automaton().search(reading_)) {
  for (const auto& matches : found_.groups) merged_.push_back(merged(matches));
  set_zones(reading_, of("greeting"), of("farewell"));
  for (std::size_t word = 0; word < reading_.words.size(); ++word) {
    terms_.emplace_back(reading_.text(word));
    kinds_.push_back(book_.kind_of(reading_.text(word)));
  }
}

std::vector<bool> Marked::ends(std::string_view group) const {
  std::vector<bool> at(words().size() + 1);
  for (const Match& match : found_.groups[book_.group(group)]) at[match.last] = true;
  return at;
}

std::vector<bool> Marked::begins(std::string_view group) const {
  std::vector<bool> at(words().size() + 1);
  for (const Match& match : found_.groups[book_.group(group)]) at[match.first] = true;
  return at;
}

bool Marked::any_in_body(std::string_view group) const {
  const auto& matches = of(group);
  return std::any_of(matches.begin(), matches.end(), [&](const Match& match) { return in_body(match); });
}

std::vector<bool> Marked::sentences_with(std::string_view group) const {
  std::vector<bool> with(reading_.sentences.size());
  for (const Match& match : of(group)) {
    if (in_body(match)) with[reading_.words[match.first].sentence] = true;
  }
  return with;
}

}  // namespace confrere::etiquette

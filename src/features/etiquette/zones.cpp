#include "features/etiquette/zones.h"

#include <algorithm>

namespace confrere::etiquette {
namespace {

constexpr std::uint32_t kLongestGreeting = 6;    ///< words
constexpr std::uint32_t kLongestSignature = 40;  ///< words, with the farewell
constexpr std::uint32_t kLongestBareName = 4;    ///< words of a last line that is nothing but a name
constexpr std::uint16_t kBreak = kComma | kColon | kDash | kNewLine | kStop | kOther;

bool parted(const Word& word) {
  return (word.between & kBreak) != 0;
}

/// Past the name that is greeted: to the first comma, line end or small word that is no name.
std::uint32_t greeting_end(const Reading& reading, std::uint32_t at) {
  const std::uint32_t limit = std::min(reading.sentences[0].last, at + kLongestGreeting);
  while (at < limit && !parted(reading.words[at])) {
    const Word& word = reading.words[at];
    const std::string_view text = reading.text(word);
    const bool named = word.capital || text == "all" || text == "both" || text == "team" || text == "there" ||
                       text == "everyone" || text == "colleagues" || text == "again" || text == "and" ||
                       text == "de" || text == "van" || text == "al";
    if (!named || text == "i") break;
    ++at;
  }
  return at;
}

/// Whether what follows word `at` is a name and its titles, and no more of the letter.
bool is_signature(const Reading& reading, std::uint32_t at) {
  std::size_t named = 0;
  std::size_t spoken = 0;
  for (std::size_t word = at; word < reading.words.size(); ++word) {
    const Word& here = reading.words[word];
    const bool begins =
        word > at && word == reading.sentences[here.sentence].first && (here.between & kNewLine) == 0;
    ++((here.capital && !begins) || here.digit_first ? named : spoken);
  }
  return named >= spoken;
}

/// Whether the letter takes leave with `match`: little comes after it, and that looks like a name.
bool takes_leave(const Reading& reading, const Match& match) {
  const auto count = static_cast<std::uint32_t>(reading.words.size());
  if (count - match.first > kLongestSignature) return false;
  const Word& first = reading.words[match.first];
  const bool begins = match.first == reading.sentences[first.sentence].first || parted(first);
  if (!begins) return false;
  if (match.last == count) return true;
  if (!is_signature(reading, match.last)) return false;
  const Word& next = reading.words[match.last];
  const std::uint32_t rest = reading.sentences[first.sentence].last - match.last;
  const bool formal = match.last - match.first > 1 && reading.text(match.first) != "thank";
  const bool own_line = (first.between & kNewLine) != 0 && (next.between & kNewLine) != 0;
  return next.capital && reading.text(next) != "i" &&
         (own_line || rest <= kLongestBareName || (formal && parted(next)));
}

/// "Dear Ruth, thank you!": nothing else is said.
bool is_whole_letter(const Reading& reading, const Match& match) {
  return std::all_of(reading.words.begin(), reading.words.begin() + match.first,
                     [](const Word& word) { return word.zone == Zone::greeting; });
}

void set_from(Reading& reading, std::uint32_t first, Zone zone) {
  for (std::size_t at = first; at < reading.words.size(); ++at) reading.words[at].zone = zone;
}

/// A last line that is a name: "Jane", "– Jane Smith", "Ruth Lindqvist".
void set_bare_signature(Reading& reading) {
  const auto count = static_cast<std::uint32_t>(reading.words.size());
  std::uint32_t first = count;
  while (first > 0 && (reading.words[--first].between & kNewLine) == 0) continue;
  if (first == 0 || count - first > kLongestBareName) return;
  for (std::uint32_t at = first; at < count; ++at) {
    if (!reading.words[at].capital) return;
  }
  set_from(reading, first, Zone::closing);
}

/// A first line that is nothing but a name and a comma, or a name and a comma before more: "John, I have …".
void set_bare_greeting(Reading& reading) {
  const std::uint32_t limit = std::min<std::uint32_t>(reading.sentences[0].last, 3);
  std::uint32_t end = 0;
  while (end < limit && reading.words[end].capital && (end == 0 || !parted(reading.words[end]))) ++end;
  const bool at_line_end = end < reading.words.size() && (reading.words[end].between & kNewLine) != 0 &&
                           (reading.words[end].between & kComma) != 0;
  if (!at_line_end) return;
  for (std::uint32_t at = 0; at < end; ++at) reading.words[at].zone = Zone::greeting;
}

}  // namespace

void set_zones(Reading& reading, const std::vector<Match>& greetings, const std::vector<Match>& farewells) {
  if (reading.words.empty()) return;
  if (!greetings.empty() && greetings.front().first == 0) {
    const std::uint32_t end = greeting_end(reading, greetings.front().last);
    for (std::uint32_t at = 0; at < end; ++at) reading.words[at].zone = Zone::greeting;
  } else {
    set_bare_greeting(reading);
  }
  for (const Match& match : farewells) {
    if (!takes_leave(reading, match) || is_whole_letter(reading, match)) continue;
    set_from(reading, match.first, Zone::closing);
    return;
  }
  set_bare_signature(reading);
}

}  // namespace confrere::etiquette

#include "features/etiquette/credentials.h"

#include <algorithm>
#include <map>
#include <string>

#include "features/etiquette/places.h"

namespace confrere::etiquette {
namespace {

/// "As Medical Director …, as Medical Director": the same office, or letters, after "as".
std::vector<Place> said_as(const Marked& marked) {
  const Lists credentials = marked.book().list("credential") | marked.book().list("letters_after");
  const auto& words = marked.words();
  std::map<std::string_view, std::vector<Place>> by_office;
  std::size_t longest = 0;
  for (const Match& match : in_body(marked, "as")) {
    const std::uint32_t at = match.last;
    if (at >= words.size() || words[at].sentence != words[match.first].sentence) continue;
    const bool name = marked.is(at, marked.book().list("first_name") | marked.book().list("surname"));
    if (!marked.is(at, credentials) && (!words[at].capital || name)) continue;
    auto& places = by_office[marked.text(at)];
    places.push_back({.start = words[match.first].start, .end = words[at].end});
    longest = std::max(longest, places.size());
  }
  for (const auto& [office, places] : by_office) {
    if (places.size() == longest && longest >= marked.book().limit("credentials_as")) return places;
  }
  return {};
}

/// A phrase of two words in capitals, or of a credential and another, that comes again and again in a letter.
std::vector<Place> said_again(const Marked& marked) {
  const auto& words = marked.words();
  if (words.size() > marked.book().limit("words_of_a_letter")) return {};
  const Lists credentials = marked.book().list("credential") | marked.book().list("letters_after");
  const Lists plain = marked.book().list("no_name") & ~credentials;
  const Lists people = marked.book().list("first_name") | marked.book().list("surname") |
                       marked.book().list("colleague_title") | marked.book().list("organisation") |
                       marked.book().list("month");
  std::map<std::pair<std::string_view, std::string_view>, std::size_t> seen;
  for (std::uint32_t word = 0; word + 1 < words.size(); ++word) {
    const bool apart = words[word].sentence != words[word + 1].sentence ||
                       words[word].zone == Zone::greeting ||
                       (words[word + 1].between & ~unsigned{kSpace | kHyphen}) != 0;
    if (apart) continue;
    const bool credential = marked.is(word, credentials) || marked.is(word + 1, credentials);
    const bool title =
        words[word].capital && !marked.is(word, plain | people) && !marked.is(word + 1, plain | people);
    const bool praised = words[word + 1].between == kHyphen && marked.text(word + 1).ends_with("ed");
    const bool weighty = marked.text(word).size() > 2 && marked.text(word + 1).size() > 2;
    if (!weighty || !(title || praised || (credential && words[word].capital && words[word + 1].capital)))
      continue;
    if (++seen[{marked.text(word), marked.text(word + 1)}] >= marked.book().limit("phrase_repeated"))
      return {{.start = words[word].start, .end = words[word + 1].end}};
  }
  return {};
}

/// Letters behind a name twice, or an office four times.
std::vector<Place> counted_credentials(const Marked& marked, bool said_once) {
  const Lists letters = marked.book().list("letters_after");
  const Lists offices = marked.book().list("credential");
  const auto& words = marked.words();
  const bool letter_sized = words.size() <= marked.book().limit("words_of_a_letter");
  std::map<std::string_view, std::size_t> seen;
  for (std::uint32_t word = 0; word < words.size(); ++word) {
    if (words[word].zone == Zone::greeting) continue;
    const bool letter = words[word].all_capitals && marked.is(word, letters);
    const bool office = marked.is(word, offices) && (words[word].capital || letter_sized);
    if (!letter && !office) continue;
    const std::size_t times = ++seen[marked.text(word)];
    const std::size_t most = letter ? 2 : marked.book().limit("credentials_named");
    if (times + (said_once && !letter ? 1 : 0) >= most)
      return {{.start = words[word].start, .end = words[word].end}};
  }
  return {};
}

}  // namespace

std::vector<Place> credential_repeat(const Marked& marked, const Circumstances&) {
  const auto as = in_body(marked, "credential-as");
  if (as.size() >= marked.book().limit("credentials_as")) {
    std::vector<Place> places;
    for (const Match& match : as) places.push_back(place_of(marked, match));
    return places;
  }
  if (auto places = said_as(marked); !places.empty()) return places;
  const auto praise = in_body(marked, "credential-praise");
  if (praise.size() >= marked.book().limit("credentials_praised")) return first_of(marked, praise);
  if (auto places = said_again(marked); !places.empty()) return places;
  return counted_credentials(marked, !as.empty());
}

std::vector<std::string> credential_clues(const Marked& marked) {
  const Lists credentials = marked.book().list("credential") | marked.book().list("letters_after");
  const Lists people = marked.book().list("first_name") | marked.book().list("surname") |
                       marked.book().list("colleague_title") | marked.book().list("month");
  std::map<std::string_view, std::size_t> times;
  std::map<std::string_view, std::size_t> capitals;
  std::size_t said = 0;
  for (std::uint32_t word = 0; word < marked.words().size(); ++word) {
    const Word& here = marked.words()[word];
    if (here.zone == Zone::greeting || here.digit_first) continue;
    if (marked.is(word, credentials)) {
      ++said;
      ++times[marked.text(word)];
    } else if (here.capital && !marked.is(word, people) && marked.text(word).size() > 2) {
      ++capitals[marked.text(word)];
    }
  }
  const auto most = [](const auto& counted) {
    std::size_t found = 0;
    for (const auto& [word, count] : counted) found = std::max(found, count);
    return std::min<std::size_t>(found, 4);
  };
  const auto again = static_cast<std::size_t>(
      std::count_if(times.begin(), times.end(), [](const auto& each) { return each.second > 1; }));
  const auto clue = [](std::string_view name, std::size_t count) {
    return std::string(name) + ' ' + std::to_string(count);
  };
  return {clue("said-again", std::min<std::size_t>(again, 4)),
          clue("most-said", most(times)),
          clue("most-capital", most(capitals)),
          clue("credentials", std::min<std::size_t>(said, 9)),
          clue("as-credential", std::min<std::size_t>(in_body(marked, "credential-as").size(), 3)),
          clue("praises", std::min<std::size_t>(in_body(marked, "credential-praise").size(), 4)),
          clue(kByRule.text(), credential_repeat(marked, {}).empty() ? 0 : 1)};
}

Place place_of_credentials(const Marked& marked) {
  const Lists credentials = marked.book().list("credential") | marked.book().list("letters_after");
  const auto& words = marked.words();
  Place place{.start = 0, .end = marked.reading().letters.size()};
  bool begun = false;
  for (std::uint32_t word = 0; word < words.size(); ++word) {
    if (words[word].zone == Zone::greeting || !marked.is(word, credentials)) continue;
    if (!begun) place.start = words[word].start;
    begun = true;
    place.end = words[word].end;
  }
  return place;
}

}  // namespace confrere::etiquette

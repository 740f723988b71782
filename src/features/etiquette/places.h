#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

#include "features/etiquette/etiquette.h"
#include "features/etiquette/rule_book.h"

namespace confrere::etiquette {

/// A place in the text, in code points, end exclusive.
struct Place {
  std::size_t start = 0;
  std::size_t end = 0;
};

inline Place place_of(const Marked& marked, const Match& match) {
  return {.start = marked.words()[match.first].start, .end = marked.words()[match.last - 1].end};
}

inline std::vector<Place> first_of(const Marked& marked, const std::vector<Match>& matches) {
  if (matches.empty()) return {};
  return {place_of(marked, matches.front())};
}

/// The places that begin in each sentence. O(places log places + sentences).
inline std::vector<std::vector<Place>> by_sentence(const Marked& marked, std::vector<Place> places) {
  std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) {
    return a.start != b.start ? a.start < b.start : a.end < b.end;
  });
  const auto& sentences = marked.reading().sentences;
  std::vector<std::vector<Place>> sorted(sentences.size());
  auto place = places.begin();
  for (std::size_t at = 0; at < sentences.size(); ++at) {
    for (; place != places.end() && place->start < sentences[at].end; ++place) {
      if (place->start >= sentences[at].start) sorted[at].push_back(*place);
    }
  }
  return sorted;
}

/// What a group of phrases matches outside greeting and closing.
inline std::vector<Match> in_body(const Marked& marked, std::string_view group) {
  std::vector<Match> kept;
  for (const Match& match : marked.of(group)) {
    if (marked.in_body(match)) kept.push_back(match);
  }
  return kept;
}

}  // namespace confrere::etiquette

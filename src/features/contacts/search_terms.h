#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace confrere::contacts {

/// A word that was typed, and the words that count as the same but for slips.
struct SearchTerm {
  std::string typed;              ///< folded; a prefix
  std::vector<std::string> near;  ///< whole words

  [[nodiscard]] bool fits(std::string_view word) const;
};

/// The terms of a query, without those that another one contains ("an ann": "ann" is enough); at most
/// kMostTerms.
constexpr std::size_t kMostTerms = 8;
std::vector<SearchTerm> search_terms(std::string_view query);

/// How many slips a word of that many letters may have: 0 below four, 1 to seven, then 2.
int slips_allowed(std::size_t letters);

/// How far a typed word is from a word of the index.
struct Distance {
  int whole = 0;   ///< slips between the two
  int begins = 0;  ///< slips between the typed word and the nearest beginning that is at least as long
};
/// Optimal string alignment (Damerau 1964, restricted), by letters. O(typed * word).
Distance distance(std::u32string_view typed, std::u32string_view word);

std::u32string letters_of(std::string_view text);
std::string text_of(std::u32string_view letters);
std::string backwards(std::string_view word);

}  // namespace confrere::contacts

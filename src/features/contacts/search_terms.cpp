#include "features/contacts/search_terms.h"

#include <algorithm>
#include <array>
#include <functional>

#include <utf8proc.h>

#include "base/text.h"

namespace confrere::contacts {

bool SearchTerm::fits(std::string_view word) const {
  if (word.starts_with(typed)) return true;
  return std::find(near.begin(), near.end(), word) != near.end();
}

std::vector<SearchTerm> search_terms(std::string_view query) {
  std::vector<std::string> typed = words(fold(query));
  std::sort(typed.begin(), typed.end(), std::greater<>());
  std::vector<SearchTerm> terms;
  for (std::string& word : typed) {
    // Sorted backwards, a word stands right behind the longest one that begins with it.
    if (!terms.empty() && terms.back().typed.starts_with(word)) continue;
    if (terms.size() == kMostTerms) break;
    terms.push_back({.typed = std::move(word), .near = {}});
  }
  return terms;
}

int slips_allowed(std::size_t letters) {
  constexpr std::size_t kOneSlip = 4;
  constexpr std::size_t kTwoSlips = 8;
  if (letters < kOneSlip) return 0;
  return letters < kTwoSlips ? 1 : 2;
}

Distance distance(std::u32string_view typed, std::u32string_view word) {
  constexpr std::size_t kLongest = 64;
  typed = typed.substr(0, kLongest);
  word = word.substr(0, kLongest);
  std::array<std::array<int, kLongest + 1>, 3> rows{};
  for (std::size_t j = 0; j <= word.size(); ++j) rows[0][j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= typed.size(); ++i) {
    auto& row = rows[i % 3];
    const auto& last = rows[(i + 2) % 3];
    const auto& before_last = rows[(i + 1) % 3];
    row[0] = static_cast<int>(i);
    for (std::size_t j = 1; j <= word.size(); ++j) {
      const int replace = last[j - 1] + (typed[i - 1] == word[j - 1] ? 0 : 1);
      row[j] = std::min({replace, last[j] + 1, row[j - 1] + 1});
      const bool swapped = i > 1 && j > 1 && typed[i - 1] == word[j - 2] && typed[i - 2] == word[j - 1];
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
  }
  const auto& row = rows[typed.size() % 3];
  Distance found{.whole = row[word.size()], .begins = row[word.size()]};
  for (std::size_t j = typed.size(); j <= word.size(); ++j) found.begins = std::min(found.begins, row[j]);
  return found;
}

std::u32string letters_of(std::string_view text) {
  std::u32string letters;
  letters.reserve(text.size());
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  for (std::size_t at = 0; at < text.size();) {
    utf8proc_int32_t c = static_cast<unsigned char>(text[at]);
    std::size_t width = 1;
    if (c >= 0x80) {
      width = static_cast<std::size_t>(std::max<utf8proc_ssize_t>(
          1, utf8proc_iterate(bytes + at, static_cast<utf8proc_ssize_t>(text.size() - at), &c)));
    }
    letters += static_cast<char32_t>(c);
    at += width;
  }
  return letters;
}

std::string text_of(std::u32string_view letters) {
  std::string text;
  for (const char32_t letter : letters) {
    std::array<utf8proc_uint8_t, 4> bytes{};
    const auto width = utf8proc_encode_char(static_cast<utf8proc_int32_t>(letter), bytes.data());
    text.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(width));
  }
  return text;
}

std::string backwards(std::string_view word) {
  std::u32string letters = letters_of(word);
  std::reverse(letters.begin(), letters.end());
  return text_of(letters);
}

}  // namespace confrere::contacts

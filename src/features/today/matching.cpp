#include "features/today/matching.h"

#include <algorithm>
#include <array>

#include "base/embedded.h"
#include "base/text.h"

namespace confrere::today {
namespace {

constexpr std::size_t kShortest = 4;

std::string singular(std::string word) {
  if (word.size() > kShortest && word.ends_with("ies")) return word.substr(0, word.size() - 3) + 'y';
  if (word.size() > kShortest && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("is") &&
      !word.ends_with("us")) {
    word.pop_back();
  }
  return word;
}

/// Sorted, from words/stop_words.txt.
const std::vector<std::string>& stop_words() {
  static const std::vector<std::string> sorted = [] {
    std::vector<std::string> read;
    for (const EmbeddedFile& file : embedded::word_lists()) {
      if (!file.path.ends_with("today/words/stop_words.txt")) continue;
      for (std::string& word : words(file.content)) read.push_back(singular(std::move(word)));
    }
    std::sort(read.begin(), read.end());
    return read;
  }();
  return sorted;
}

}  // namespace

std::vector<std::string> telling_words(std::string_view line) {
  std::vector<std::string> telling;
  for (std::string& word : words(fold(line))) {
    std::string root = singular(std::move(word));
    if (root.size() < kShortest) continue;
    if (std::binary_search(stop_words().begin(), stop_words().end(), root)) continue;
    if (std::find(telling.begin(), telling.end(), root) == telling.end()) telling.push_back(std::move(root));
  }
  return telling;
}

std::string shared_word(std::span<const std::string> a, std::span<const std::string> b) {
  std::string longest;
  for (const std::string& word : a) {
    if (word.size() > longest.size() && std::find(b.begin(), b.end(), word) != b.end()) longest = word;
  }
  return longest;
}

}  // namespace confrere::today

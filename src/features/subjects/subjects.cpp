#include "features/subjects/subjects.h"

#include <algorithm>
#include <cctype>
#include <unordered_set>

#include "base/embedded.h"
#include "base/text.h"
#include "features/specialties/specialties.h"

namespace confrere::subjects {
namespace {

constexpr std::size_t kShortest = 4;

constexpr char kSpecialty = '*';  ///< what the key of a specialty begins with

std::string singular(std::string word) {
  if (word.size() > kShortest && word.ends_with("ies")) return word.substr(0, word.size() - 3) + 'y';
  if (word.size() > kShortest && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("is") &&
      !word.ends_with("us")) {
    word.pop_back();
  }
  return word;
}

/// From words/stop_words.txt.
const std::unordered_set<std::string>& stop_words() {
  static const std::unordered_set<std::string> kStopWords = [] {
    std::unordered_set<std::string> read;
    for (const EmbeddedFile& file : embedded::word_lists()) {
      if (!file.path.ends_with("subjects/words/stop_words.txt")) continue;
      for (std::string& word : words(file.content)) read.insert(singular(std::move(word)));
    }
    return read;
  }();
  return kStopWords;
}

bool is_telling(const std::string& root) {
  return root.size() >= kShortest && !stop_words().contains(root);
}

bool is_specialty(const Subject& subject) {
  return subject.key.starts_with(kSpecialty);
}

void add_specialties(std::vector<Subject>& subjects, std::span<const std::string> folded) {
  for (const specialties::Entry* entry : specialties::find_in(folded)) {
    std::string shown = entry->specialty.name;
    const bool is_word = shown.size() > 1 && std::islower(static_cast<unsigned char>(shown[1])) != 0;
    if (is_word) shown[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(shown[0])));
    subjects.push_back(
        {.key = std::string(1, kSpecialty) + entry->specialty.code, .shown = std::move(shown)});
  }
}

}  // namespace

std::vector<std::string> telling_words(std::string_view line) {
  std::vector<std::string> telling;
  for (std::string& word : words(fold(line))) {
    std::string root = singular(std::move(word));
    if (is_telling(root) && std::find(telling.begin(), telling.end(), root) == telling.end())
      telling.push_back(std::move(root));
  }
  return telling;
}

std::vector<Subject> subjects_of(std::string_view line) {
  std::vector<Subject> subjects;
  const std::vector<std::string> folded = words(fold(line));
  for (const std::string& word : folded) {
    std::string root = singular(word);
    const bool is_new = std::none_of(subjects.begin(), subjects.end(),
                                     [&](const Subject& subject) { return subject.key == root; });
    if (is_new && is_telling(root)) subjects.push_back({.key = root, .shown = root});
  }
  add_specialties(subjects, folded);
  return subjects;
}

std::optional<Subject> shared_subject(std::span<const Subject> a, std::span<const Subject> b) {
  std::optional<Subject> best;
  for (const Subject& subject : a) {
    if (std::find(b.begin(), b.end(), subject) == b.end()) continue;
    if (is_specialty(subject) && best) continue;
    if (!best || subject.key.size() > best->key.size()) best = subject;
  }
  return best;
}

std::string shared_word(std::span<const std::string> a, std::span<const std::string> b) {
  std::string longest;
  for (const std::string& word : a) {
    if (word.size() > longest.size() && std::find(b.begin(), b.end(), word) != b.end()) longest = word;
  }
  return longest;
}

}  // namespace confrere::subjects

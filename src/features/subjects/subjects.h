#pragma once

/// What lines of text are about, so that a need finds an offer. Careful on purpose: a suggestion that rests
/// on a chance word is worse than none. Pure.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace confrere::subjects {

/// The words of a line that say what it is about: folded, without plural s, without words that any line of
/// this trade may have ("need", "patient", "team"), in order, each once. O(length).
std::vector<std::string> telling_words(std::string_view line);

/// A telling word or, in whatever words, a specialty.
struct Subject {
  std::string key;    ///< equal for the same subject; a specialty's begins with "*"
  std::string shown;  ///< as part of a sentence: "hernia", "interventional cardiology"
  friend bool operator==(const Subject&, const Subject&) = default;
};

/// What a line is about: its telling words, then the specialties it names, each once. O(length).
std::vector<Subject> subjects_of(std::string_view line);

/// What both are about: the longest telling word, the first of equals, or else a specialty; nothing when
/// there is neither.
std::optional<Subject> shared_subject(std::span<const Subject> a, std::span<const Subject> b);

/// Of telling words alone; empty when none is shared.
std::string shared_word(std::span<const std::string> a, std::span<const std::string> b);

}  // namespace confrere::subjects

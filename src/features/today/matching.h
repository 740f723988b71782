#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace confrere::today {

/// The words of a line that say what it is about: folded, without plural s, without words that any line of
/// this trade may have ("need", "patient", "team"), in order, each once. O(length).
std::vector<std::string> telling_words(std::string_view line);

/// The longest telling word that both have, the first of equals; empty when none. Careful on purpose: a
/// suggestion that rests on a chance word is worse than none.
std::string shared_word(std::span<const std::string> a, std::span<const std::string> b);

}  // namespace confrere::today

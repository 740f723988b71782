#pragma once

#include <string>
#include <string_view>

namespace confrere::etiquette {

/// A text by Unicode code points, so that places in it are those of the JSON.
using Letters = std::u32string;

/// What is not UTF-8 becomes U+FFFD, a byte at a time. O(length).
Letters letters_of(std::string_view text);

/// ASCII letters made small, spaces, dashes and apostrophes of any kind made the plain ones; as long as
/// `letters`.
Letters plain(const Letters& letters);

/// `letters[start, end)` as UTF-8.
std::string text_of(const Letters& letters, std::size_t start, std::size_t end);

inline bool is_digit(char32_t c) {
  return c >= U'0' && c <= U'9';
}
bool is_letter(char32_t c);
bool is_capital(char32_t c);
/// Letters, and the marks that stand on them.
bool is_of_word(char32_t c);

/// The character at `at`, or a space beyond either end.
inline char32_t peek(const Letters& letters, std::size_t at) {
  return at < letters.size() ? letters[at] : U' ';
}
inline char32_t before(const Letters& letters, std::size_t at) {
  return at == 0 ? U' ' : letters[at - 1];
}
/// How many digits stand from `at` on without a break.
std::size_t digits_from(const Letters& letters, std::size_t at);

}  // namespace confrere::etiquette

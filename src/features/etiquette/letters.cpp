#include "features/etiquette/letters.h"

#include <array>

#include <utf8proc.h>

namespace confrere::etiquette {
namespace {

char32_t plain_letter(char32_t c) {
  if (c >= U'A' && c <= U'Z') return c - U'A' + U'a';
  switch (c) {
    case U'\t':
    case U'\n':
    case U'\r':
    case U'\u00a0':
    case U'\u2007':
    case U'\u2009':
    case U'\u202f':
      return U' ';
    case U'\u2010':
    case U'\u2011':
    case U'\u2012':
    case U'\u2013':
      return U'-';
    case U'\u2018':
    case U'\u2019':
    case U'\u02bc':
      return U'\'';
    default:
      return c;
  }
}

utf8proc_category_t category(char32_t c) {
  return utf8proc_category(static_cast<utf8proc_int32_t>(c));
}

}  // namespace

Letters letters_of(std::string_view text) {
  Letters letters;
  letters.reserve(text.size());
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  for (std::size_t at = 0; at < text.size();) {
    if (bytes[at] < 0x80) {
      letters += static_cast<char32_t>(bytes[at++]);
      continue;
    }
    utf8proc_int32_t c = 0;
    const auto width = utf8proc_iterate(bytes + at, static_cast<utf8proc_ssize_t>(text.size() - at), &c);
    letters += width > 0 ? static_cast<char32_t>(c) : U'\ufffd';
    at += width > 0 ? static_cast<std::size_t>(width) : 1;
  }
  return letters;
}

Letters plain(const Letters& letters) {
  Letters made(letters);
  for (char32_t& c : made) c = plain_letter(c);
  return made;
}

std::string text_of(const Letters& letters, std::size_t start, std::size_t end) {
  std::string text;
  text.reserve(end - start);
  for (std::size_t at = start; at < end; ++at) {
    std::array<utf8proc_uint8_t, 4> bytes{};
    const auto width = utf8proc_encode_char(static_cast<utf8proc_int32_t>(letters[at]), bytes.data());
    text.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(width));
  }
  return text;
}

bool is_letter(char32_t c) {
  if (c < 0x80) return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
  const auto kind = category(c);
  return kind >= UTF8PROC_CATEGORY_LU && kind <= UTF8PROC_CATEGORY_LO;
}

bool is_capital(char32_t c) {
  if (c < 0x80) return c >= U'A' && c <= U'Z';
  return category(c) == UTF8PROC_CATEGORY_LU || category(c) == UTF8PROC_CATEGORY_LT;
}

bool is_of_word(char32_t c) {
  if (c < 0x80) return is_letter(c);
  const auto kind = category(c);
  return kind >= UTF8PROC_CATEGORY_LU && kind <= UTF8PROC_CATEGORY_ME;
}

std::size_t digits_from(const Letters& letters, std::size_t at) {
  std::size_t end = at;
  while (is_digit(peek(letters, end))) ++end;
  return end - at;
}

}  // namespace confrere::etiquette

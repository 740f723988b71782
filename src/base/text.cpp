#include "base/text.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <memory>

#include <utf8proc.h>

namespace confrere {
namespace {

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

const utf8proc_uint8_t* bytes_of(std::string_view text) {
  return reinterpret_cast<const utf8proc_uint8_t*>(text.data());
}

char small(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Letters that Unicode does not decompose, as people type them without their stroke.
std::string_view plain_letter(utf8proc_int32_t letter) {
  switch (letter) {
    case 0x142:
      return "l";  // ł
    case 0xf8:
      return "o";  // ø
    case 0x111:    // đ
    case 0xf0:     // ð
      return "d";
    case 0xfe:
      return "th";  // þ
    case 0xe6:
      return "ae";  // æ
    case 0x153:
      return "oe";  // œ
    case 0x131:
      return "i";  // ı
    default:
      return {};
  }
}

struct CodePoint {
  utf8proc_int32_t value;  ///< negative where the bytes are none
  std::size_t width;       ///< bytes, at least one
};

CodePoint code_point_at(std::string_view text, std::size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  if (first < 0x80) return {first, 1};
  utf8proc_int32_t value = -1;
  const auto width =
      utf8proc_iterate(bytes_of(text.substr(at)), static_cast<utf8proc_ssize_t>(text.size() - at), &value);
  return width > 0 ? CodePoint{value, static_cast<std::size_t>(width)} : CodePoint{-1, 1};
}

std::string replace_stroked(std::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto [letter, width] = code_point_at(text, at);
    const std::string_view replacement = plain_letter(letter);
    plain += replacement.empty() ? text.substr(at, width) : replacement;
    at += width;
  }
  return plain;
}

bool is_word_character(utf8proc_int32_t c) {
  if (c < 0) return false;
  constexpr utf8proc_int32_t kAsciiEnd = 0x80;
  if (c < kAsciiEnd) return std::isalnum(static_cast<unsigned char>(c)) != 0;
  switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
      return true;
    default:
      return false;
  }
}

}  // namespace

bool is_valid_text(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '\0') return false;
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      ++at;
      continue;
    }
    utf8proc_int32_t c = 0;
    const auto width =
        utf8proc_iterate(bytes_of(text.substr(at)), static_cast<utf8proc_ssize_t>(text.size() - at), &c);
    if (width < 0) return false;
    at += static_cast<std::size_t>(width);
  }
  return true;
}

std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

std::string squeeze(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : trim(text)) {
    if (!is_space(c)) {
      out += c;
    } else if (out.back() != ' ') {
      out += ' ';
    }
  }
  return out;
}

std::string ascii_lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = small(c);
  return out;
}

bool ascii_iequals(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return small(x) == small(y); });
}

std::string fold(std::string_view text) {
  if (is_ascii(text)) return squeeze(ascii_lower(text));
  utf8proc_uint8_t* mapped = nullptr;
  const auto length =
      utf8proc_map(bytes_of(text), static_cast<utf8proc_ssize_t>(text.size()), &mapped,
                   static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE |
                                                  UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE));
  if (length < 0) return squeeze(ascii_lower(text));
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owned(mapped, &std::free);
  return squeeze(replace_stroked({reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(length)}));
}

std::vector<std::string> words(std::string_view folded) {
  std::vector<std::string> found;
  std::size_t begin = 0;
  const auto end_word = [&](std::size_t end) {
    if (end > begin) found.emplace_back(folded.substr(begin, end - begin));
  };
  for (std::size_t at = 0; at < folded.size();) {
    const auto [c, width] = code_point_at(folded, at);
    if (!is_word_character(c)) {
      end_word(at);
      begin = at + width;
    }
    at += width;
  }
  end_word(folded.size());
  return found;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
  std::string joined;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) joined += separator;
    joined += parts[i];
  }
  return joined;
}

std::string shorten(std::string_view text, std::size_t limit) {
  std::size_t seen = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if ((static_cast<unsigned char>(text[at]) & 0xc0) == 0x80) continue;
    if (++seen > limit) return std::string(trim(text.substr(0, at))) + "…";
  }
  return std::string(text);
}

std::optional<int> edits_within(std::string_view a, std::string_view b, int limit) {
  const auto length_gap = static_cast<std::ptrdiff_t>(a.size()) - static_cast<std::ptrdiff_t>(b.size());
  if (std::abs(length_gap) > limit) return std::nullopt;
  std::vector<int> before_last(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = static_cast<int>(i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const int replace = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({replace, last[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      }
    }
    if (*std::min_element(row.begin(), row.end()) > limit) return std::nullopt;
    std::swap(before_last, last);
    std::swap(last, row);
  }
  return last[b.size()] <= limit ? std::optional(last[b.size()]) : std::nullopt;
}

}  // namespace confrere

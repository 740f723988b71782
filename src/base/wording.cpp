#include "base/wording.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/text.h"

namespace confrere {
namespace {

constexpr std::array<std::string_view, 16> kTitles{"dr",   "prof",   "professor", "mr",   "mrs",  "ms",
                                                   "miss", "mx",     "sir",       "dame", "lord", "lady",
                                                   "rev",  "sister", "doctor",    "nurse"};

bool is_title(std::string_view word) {
  std::string plain = ascii_lower(word);
  if (plain.ends_with('.')) plain.pop_back();
  return std::find(kTitles.begin(), kTitles.end(), plain) != kTitles.end();
}

std::string_view first_word(std::string_view text) {
  return text.substr(0, text.find_first_of(" ,"));
}

}  // namespace

std::string first_name(std::string_view name, std::string_view given) {
  if (!trim(given).empty()) return std::string(first_word(trim(given)));
  const std::string_view shown = trim(name.substr(0, name.find(',')));
  std::string_view rest = shown;
  while (is_title(first_word(rest))) rest = trim(rest.substr(first_word(rest).size()));
  if (rest.empty()) return std::string(shown);
  // A title before a lone family name stays: "Dr Rao".
  if (rest != shown && rest.find(' ') == std::string_view::npos) return std::string(shown);
  return std::string(first_word(rest));
}

std::string without_capital(std::string_view text) {
  std::string plain(text);
  if (plain.size() < 2) return plain;
  const auto is_small = [&](std::size_t place) {
    return std::islower(static_cast<unsigned char>(plain[place])) != 0;
  };
  const bool is_article = plain.starts_with("A ");
  if (is_article || is_small(1))
    plain[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(plain[0])));
  return plain;
}

std::string without_full_stop(std::string_view text) {
  std::string_view rest = trim(text);
  while (rest.ends_with('.') || rest.ends_with('!') || rest.ends_with(';')) rest.remove_suffix(1);
  return std::string(rest);
}

}  // namespace confrere

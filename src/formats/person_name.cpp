#include "formats/person_name.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"

namespace confrere::formats {
namespace {

/// In small letters, without dots.
constexpr std::array<std::string_view, 24> kHonorifics{
    "dr",  "dra",  "drs",  "doctor", "prof", "professor", "profdr", "mr",   "mrs",  "ms",  "miss", "mx",
    "sir", "dame", "lord", "lady",   "rev",  "hon",       "assoc",  "herr", "frau", "mme", "pd",   "privdoz"};

/// Degrees, fellowships and the like, in small letters without dots.
constexpr std::array<std::string_view, 96> kDegrees{
    "md",    "phd",   "dphil", "mbbs",    "mbchb",    "mbbch",    "bmbs",   "mbbchir", "bm",       "bch",
    "bchir", "mchir", "mch",   "msc",     "bsc",      "bscn",     "bsn",    "msn",     "dnp",      "rn",
    "rgn",   "rmn",   "rnp",   "aprn",    "fnp",      "fnp-bc",   "crna",   "lpn",     "pa-c",     "pharmd",
    "rph",   "mph",   "mha",   "mpa",     "mba",      "med",      "edd",    "dds",     "dmd",      "bds",
    "dvm",   "dpt",   "frcs",  "frcp",    "frcpc",    "frcsc",    "frcpch", "frcpath", "frcpsych", "frcgp",
    "frca",  "frcog", "frcr",  "frcem",   "frcophth", "mrcs",     "mrcp",   "mrcgp",   "mrcpch",   "mrcpsych",
    "mrcog", "mrcem", "mfph",  "ffph",    "facs",     "facp",     "facc",   "faha",    "facep",    "faap",
    "facog", "fasco", "fesc",  "facr",    "fccp",     "franzcog", "racp",   "fracp",   "fracs",    "fracgp",
    "fhea",  "frsa",  "frs",   "fmedsci", "obe",      "mbe",      "cbe",    "lcsw",    "mphil",    "llm",
    "llb",   "scd",   "drph",  "esq",     "jr",       "sr"};

/// Degrees that are also surnames or words: only in capitals.
constexpr std::array<std::string_view, 20> kCapitalDegrees{"DO",  "MA", "BA",  "PA",  "BS",  "MS", "NP",
                                                           "MB",  "BE", "JD",  "RD",  "OT",  "PT", "II",
                                                           "III", "IV", "DSc", "MBA", "CEO", "KBE"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

std::string without_dots(std::string_view word) {
  std::string plain(word);
  std::erase(plain, '.');
  return plain;
}

bool is_honorific(std::string_view word) {
  return contains(kHonorifics, ascii_lower(without_dots(word)));
}

bool is_degree(std::string_view word) {
  const std::string plain = without_dots(word);
  return contains(kDegrees, ascii_lower(plain)) || contains(kCapitalDegrees, plain);
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> found;
  const std::string squeezed = squeeze(text);
  for (const std::string_view word : split(squeezed, ' ')) {
    if (!word.empty()) found.emplace_back(word);
  }
  return found;
}

std::string_view without_comma(std::string_view word) {
  while (word.ends_with(',')) word.remove_suffix(1);
  return word;
}

/// Honorifics at the front, leaving at least one word.
std::vector<std::string> take_honorifics(std::vector<std::string>& words) {
  std::vector<std::string> taken;
  while (words.size() > 1 && is_honorific(words.front())) {
    taken.push_back(words.front());
    words.erase(words.begin());
  }
  return taken;
}

/// Degrees at the end, leaving at least one word; brackets around them count too: "(FRCS)".
std::vector<std::string> take_degrees(std::vector<std::string>& words) {
  std::vector<std::string> taken;
  while (words.size() > 1) {
    std::string_view word = without_comma(words.back());
    if (word.starts_with('(') && word.ends_with(')')) word = word.substr(1, word.size() - 2);
    const bool lone_comma = word.empty();
    if (!lone_comma && !is_degree(word)) break;
    if (!lone_comma) taken.emplace(taken.begin(), word);
    words.pop_back();
  }
  if (!words.empty() && !taken.empty()) words.back() = std::string(without_comma(words.back()));
  return taken;
}

/// The end of a code point's bytes that are a mark, symbol or letter: the key keeps letters and digits only.
std::string letters_of(std::string_view name) {
  std::string without_apostrophes;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (name[i] == '\'' || name[i] == '`') continue;
    if (name.substr(i, 3) == "\xE2\x80\x99" || name.substr(i, 3) == "\xE2\x80\x98") {
      i += 2;
      continue;
    }
    without_apostrophes.push_back(name[i]);
  }
  return join(words(fold(without_apostrophes)), " ");
}

}  // namespace

NameParts split_name(std::string_view given, std::string_view family) {
  std::vector<std::string> first = words_of(given);
  std::vector<std::string> last = words_of(family);
  NameParts parts;
  // "Dr" alone as a given name is a prefix when there is a family name to be called by.
  if (first.size() == 1 && !last.empty() && is_honorific(first.front())) {
    parts.prefix = first.front();
    first.clear();
  } else {
    parts.prefix = join(take_honorifics(first), " ");
  }
  std::vector<std::string> suffixes = first.empty() ? std::vector<std::string>{} : take_degrees(first);
  for (std::string& degree : take_degrees(last)) suffixes.push_back(std::move(degree));
  parts.given = join(first, " ");
  parts.family = join(last, " ");
  parts.suffix = join(suffixes, ", ");
  return parts;
}

std::string name_key(std::string_view name) {
  // "Lovelace, Ada" is the same person; "Ada Lovelace, MD" is not that form.
  std::vector<std::string> all = words_of(name);
  take_honorifics(all);
  take_degrees(all);
  const std::string plain = join(all, " ");
  const std::size_t comma = plain.find(',');
  const bool family_first = comma != std::string::npos && plain.find(',', comma + 1) == std::string::npos;
  if (!family_first) return letters_of(plain);
  std::vector<std::string> given = words_of(std::string_view(plain).substr(comma + 1));
  take_honorifics(given);
  return letters_of(join(given, " ") + ' ' + plain.substr(0, comma));
}

std::string email_key(std::string_view email) {
  email = trim(email);
  constexpr std::string_view kScheme = "mailto:";
  if (ascii_iequals(email.substr(0, kScheme.size()), kScheme)) email.remove_prefix(kScheme.size());
  email = trim(email.substr(0, email.find('?')));
  const std::size_t at = email.rfind('@');
  if (at == std::string_view::npos || at == 0 || at + 1 == email.size()) return {};
  return ascii_lower(email);
}

}  // namespace confrere::formats

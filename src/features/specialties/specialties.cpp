#include "features/specialties/specialties.h"

#include <algorithm>
#include <stdexcept>
#include <unordered_map>

#include <fmt/format.h>

#include "base/embedded.h"
#include "base/text.h"

namespace confrere::specialties {
namespace {

struct List {
  std::vector<Entry> entries;
  std::unordered_map<std::string, std::size_t> by_name;
  std::unordered_map<std::string, std::size_t> by_nucc;
  std::unordered_map<std::string, std::size_t> by_words;  ///< of a name or synonym, parted by spaces
  std::unordered_map<std::string, std::size_t> longest;   ///< words of the names that begin with a word
};

std::string_view file() {
  for (const EmbeddedFile& embedded : embedded::word_lists()) {
    if (embedded.path == "specialties/words/specialties.txt") return embedded.content;
  }
  throw std::logic_error("the list of specialties is not in the program");
}

Entry entry_from(std::string_view line) {
  const auto parts = split(line, '|');
  if (parts.size() != 4) throw std::logic_error(fmt::format("not a specialty: {}", line));
  Entry entry{.specialty = {.code = std::string(trim(parts[0])), .name = std::string(trim(parts[1]))},
              .synonyms = {},
              .nucc = std::string(trim(parts[3])),
              .folded = {}};
  for (const std::string_view synonym : split(parts[2], ';')) {
    if (!trim(synonym).empty()) entry.synonyms.emplace_back(trim(synonym));
  }
  entry.folded = join(words(fold(entry.specialty.name + ' ' + join(entry.synonyms, " "))), " ");
  return entry;
}

void add_words(List& list, std::string_view name, std::size_t place) {
  const auto parts = words(fold(name));
  list.by_words.emplace(join(parts, " "), place);
  auto& longest = list.longest[parts.front()];
  longest = std::max(longest, parts.size());
}

List read() {
  List list;
  for (const std::string_view line : split(file(), '\n')) {
    if (trim(line).empty() || line.front() == '#') continue;
    const std::size_t place = list.entries.size();
    const Entry& entry = list.entries.emplace_back(entry_from(line));
    list.by_name.emplace(fold(entry.specialty.name), place);
    add_words(list, entry.specialty.name, place);
    for (const std::string& synonym : entry.synonyms) {
      list.by_name.emplace(fold(synonym), place);
      add_words(list, synonym, place);
    }
    if (!entry.nucc.empty()) list.by_nucc.emplace(entry.nucc, place);
  }
  return list;
}

const List& list() {
  static const List kList = read();
  return kList;
}

const Entry* entry_at(const std::unordered_map<std::string, std::size_t>& places, const std::string& key) {
  const auto found = places.find(key);
  return found == places.end() ? nullptr : &list().entries[found->second];
}

bool has_words_like(const std::vector<std::string>& text, const std::vector<std::string>& typed) {
  return std::all_of(typed.begin(), typed.end(), [&](const std::string& prefix) {
    return std::any_of(text.begin(), text.end(),
                       [&](const std::string& word) { return word.starts_with(prefix); });
  });
}

enum class Fit { name_begins, name, synonym, none };

Fit fit_of(const Entry& entry, std::string_view folded, const std::vector<std::string>& typed) {
  const std::string name = fold(entry.specialty.name);
  if (name.starts_with(folded)) return Fit::name_begins;
  if (has_words_like(words(name), typed)) return Fit::name;
  const bool by_synonym =
      std::any_of(entry.synonyms.begin(), entry.synonyms.end(),
                  [&](const std::string& synonym) { return has_words_like(words(fold(synonym)), typed); });
  return by_synonym ? Fit::synonym : Fit::none;
}

}  // namespace

const std::vector<Entry>& all() {
  return list().entries;
}

const Entry* find(std::string_view name) {
  return entry_at(list().by_name, fold(name));
}

const Entry* find_by_nucc(std::string_view nucc) {
  return entry_at(list().by_nucc, std::string(nucc));
}

std::vector<const Entry*> find_in(std::span<const std::string> folded) {
  std::vector<const Entry*> found;
  for (std::size_t at = 0; at < folded.size();) {
    const auto longest = list().longest.find(folded[at]);
    std::size_t taken = longest == list().longest.end() ? 0 : std::min(longest->second, folded.size() - at);
    const Entry* entry = nullptr;
    for (; taken > 0 && entry == nullptr; --taken) {
      const std::vector<std::string> part(folded.begin() + static_cast<std::ptrdiff_t>(at),
                                          folded.begin() + static_cast<std::ptrdiff_t>(at + taken));
      entry = entry_at(list().by_words, join(part, " "));
      if (entry != nullptr) break;
    }
    if (entry != nullptr && std::find(found.begin(), found.end(), entry) == found.end())
      found.push_back(entry);
    at += std::max<std::size_t>(taken, 1);
  }
  return found;
}

std::vector<Specialty> complete(std::string_view typed, std::size_t limit) {
  const std::string folded = fold(typed);
  const auto typed_words = words(folded);
  if (typed_words.empty() && !folded.empty()) return {};
  struct Found {
    Fit fit;
    const Specialty* specialty;
  };
  std::vector<Found> found;
  for (const Entry& entry : all()) {
    const Fit fit = fit_of(entry, folded, typed_words);
    if (fit != Fit::none) found.push_back({fit, &entry.specialty});
  }
  std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) {
    return std::tie(a.fit, a.specialty->name) < std::tie(b.fit, b.specialty->name);
  });
  std::vector<Specialty> shown;
  for (const Found& each : found) {
    if (shown.size() == limit) break;
    shown.push_back(*each.specialty);
  }
  return shown;
}

}  // namespace confrere::specialties

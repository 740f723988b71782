#include "features/demo/words.h"

#include <map>

#include "base/embedded.h"
#include "base/result.h"
#include "base/text.h"

namespace confrere::demo {
namespace {

using File = std::vector<WordSection>;

File parse(std::string_view content) {
  File sections{{.name = {}, .lines = {}}};
  for (const std::string_view raw : split(content, '\n')) {
    const std::string_view line = trim(raw);
    if (line.empty() || line.front() == '#') continue;
    if (line.front() == '[' && line.back() == ']') {
      sections.push_back({.name = line.substr(1, line.size() - 2), .lines = {}});
    } else {
      sections.back().lines.push_back(line);
    }
  }
  return sections;
}

std::map<std::string_view, File> parse_all() {
  constexpr std::string_view kFolder = "demo/words/";
  constexpr std::string_view kEnding = ".txt";
  std::map<std::string_view, File> files;
  for (const EmbeddedFile& file : embedded::word_lists()) {
    if (!file.path.starts_with(kFolder)) continue;
    std::string_view name = file.path.substr(kFolder.size());
    name.remove_suffix(kEnding.size());
    files.emplace(name, parse(file.content));
  }
  return files;
}

}  // namespace

std::span<const WordSection> word_file(std::string_view file) {
  static const std::map<std::string_view, File> kFiles = parse_all();
  const auto found = kFiles.find(file);
  if (found == kFiles.end()) {
    throw BrokenInvariant({.message = "the program lacks the word list " + std::string(file)});
  }
  return found->second;
}

Words word_section(std::string_view file, std::string_view section) {
  for (const WordSection& each : word_file(file)) {
    if (each.name == section) return each.lines;
  }
  throw BrokenInvariant(
      {.message = "no section " + std::string(section) + " in the word list " + std::string(file)});
}

std::vector<std::string_view> fields(std::string_view line, char separator) {
  std::vector<std::string_view> parts = split(line, separator);
  for (std::string_view& part : parts) part = trim(part);
  return parts;
}

}  // namespace confrere::demo

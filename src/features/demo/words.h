#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace confrere::demo {

using Words = std::span<const std::string_view>;

/// A file of words/*.txt: sections in brackets, a line each entry, `#` for remarks. All views are into the
/// program and live as long as it does.
struct WordSection {
  std::string_view name;
  std::vector<std::string_view> lines;
};

/// The sections of words/<file>.txt in their order; empty names the lines before the first. Read once, thread
/// safe. Throws BrokenInvariant for a file that is not in the program.
std::span<const WordSection> word_file(std::string_view file);
/// The lines of one section. Throws BrokenInvariant where there is none.
Words word_section(std::string_view file, std::string_view section);
/// The fields of a line, trimmed.
std::vector<std::string_view> fields(std::string_view line, char separator = '|');

}  // namespace confrere::demo

#pragma once

#include <cstddef>
#include <optional>

#include "features/etiquette/letters.h"

namespace confrere::etiquette {

/// Letters [start, end) of a text.
struct Number {
  std::size_t start = 0;
  std::size_t end = 0;
};

/// The record number whose name ("MRN", "hospital no.") begins at `at`, without its name.
std::optional<Number> record_number_at(const Letters& letters, std::size_t at);

/// Where the next of some record numbers begins, behind "and", "or", "&", a comma or a slash: "K204418 and
/// K204481" where the first is [first, last).
std::optional<std::size_t> next_of_list(const Letters& letters, std::size_t first, std::size_t last);

}  // namespace confrere::etiquette

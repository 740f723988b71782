#pragma once

#include <string_view>
#include <vector>

#include "features/etiquette/etiquette.h"
#include "features/etiquette/rule_book.h"

namespace confrere::etiquette {

/// A place in the text, in code points, end exclusive.
struct Place {
  std::size_t start = 0;
  std::size_t end = 0;
};

/// What one rule other than patient-identifier points at; O(words). The kind of text and how often the two
/// have met is the caller's to ask.
std::vector<Place> apply(std::string_view rule, const Marked& marked, const Circumstances& circumstances);

}  // namespace confrere::etiquette

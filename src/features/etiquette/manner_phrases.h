#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "features/etiquette/etiquette.h"
#include "features/etiquette/places.h"
#include "features/etiquette/rule_book.h"

namespace confrere::etiquette {

/// What the phrases of one rule other than patient-identifier point at, before a model is asked; O(words).
std::vector<Place> found_by_phrases(std::string_view rule, const Marked& marked,
                                    const Circumstances& circumstances);

/// What they say for a model that looks at the whole text, as clues; O(words).
std::vector<std::string> rule_clues(std::string_view model, const Marked& marked,
                                    const Circumstances& circumstances);

/// Reminders enough were sent; another is one too many.
bool is_nudged(const Circumstances& circumstances);

}  // namespace confrere::etiquette

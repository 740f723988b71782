#pragma once

#include <string_view>
#include <vector>

#include "features/etiquette/etiquette.h"
#include "features/etiquette/manner_clues.h"
#include "features/etiquette/places.h"
#include "features/etiquette/sense.h"

namespace confrere::etiquette {

/// What one rule other than patient-identifier points at; O(words). The kind of text and how often the two
/// have met is the caller's to ask.
std::vector<Place> apply(std::string_view rule, const Marked& marked, const MannerClues& told,
                         const Sense& sense, const Circumstances& circumstances);

}  // namespace confrere::etiquette

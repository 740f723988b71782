#pragma once

#include <string>
#include <vector>

#include "features/etiquette/places.h"

namespace confrere::etiquette {

/// Where offices, degrees and titles are told that were told before, by phrases alone; O(words).
std::vector<Place> credential_repeat(const Marked& marked, const Circumstances& circumstances);

/// How often which are told, as clues for the model; O(words).
std::vector<std::string> credential_clues(const Marked& marked);

/// From the first credential to the last; the whole text where none is known as one.
Place place_of_credentials(const Marked& marked);

}  // namespace confrere::etiquette

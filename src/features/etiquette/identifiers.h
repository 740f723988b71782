#pragma once

#include <vector>

#include "features/etiquette/own_shapes.h"
#include "features/etiquette/sense.h"

namespace confrere::etiquette {

/// Every patient identifier in the text, in order, none over another. O(words).
std::vector<OwnShape> find_identifiers(const Marked& marked, const Sense& sense);

/// Those with a shape of their own.
std::vector<OwnShape> find_own_identifiers(const Marked& marked);

}  // namespace confrere::etiquette

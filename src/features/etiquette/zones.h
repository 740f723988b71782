#pragma once

#include <vector>

#include "features/etiquette/automaton.h"

namespace confrere::etiquette {

/// Says of each word whether it greets, is of the letter itself, or takes leave: the farewell and the
/// signature below it.
void set_zones(Reading& reading, const std::vector<Match>& greetings, const std::vector<Match>& farewells);

}  // namespace confrere::etiquette

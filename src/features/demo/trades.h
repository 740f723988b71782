#pragma once

/// What people of a specialty talk about, ask for and offer.

#include <string_view>
#include <vector>

#include "features/demo/random.h"

namespace confrere::demo {

/// What people of a specialty talk about and like to be sent.
struct Trade {
  std::vector<std::string_view> topics;
  std::string_view loved;
  std::string_view unwanted;
};
/// Of words/specialties.txt; of general medicine for one that is not there.
const Trade& trade_of(std::string_view specialty);

/// What somebody of that specialty and sector might ask for, or offer; `style` is of words/roles.txt. Empty
/// where nothing fits.
std::string_view draw_ask(Random& random, std::string_view specialty, std::string_view style,
                          std::string_view sector = {});
std::string_view draw_offer(Random& random, std::string_view specialty, std::string_view style,
                            std::string_view sector = {});
}  // namespace confrere::demo

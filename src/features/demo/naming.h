#pragma once

/// Names of people, their numbers and addresses.

#include <string>
#include <string_view>

#include "features/demo/random.h"

namespace confrere::demo {

/// A first and a family name, mostly of one background.
struct FullName {
  std::string_view given;
  std::string_view family;
  bool woman = false;
};
FullName draw_name(Random& random);
/// "Dr", "Prof", … for a style of words/roles.txt.
std::string_view prefix_for(std::string_view style, bool woman);
/// Numbers that Ofcom keeps for drama: 07700 900000 to 900999, and 01632 960000 to 960999.
std::string drama_mobile(std::size_t number);
std::string drama_landline(std::size_t number);
/// "o'Brien Ltd." gives "obrien-ltd": what a domain or the left of an e-mail address is made of.
std::string slug(std::string_view text, char separator);

/// The first number in a line of words/*.txt; 0 where there is none.
int number_in(std::string_view text);

}  // namespace confrere::demo

#pragma once

/// Names and lines as parts of a sentence. English; pure.

#include <string>
#include <string_view>

namespace confrere {

/// What one calls a person: the given name where it is known, else the name without titles and what follows
/// commas. "Dr Grace Hopper, PhD" gives "Grace".
std::string first_name(std::string_view name, std::string_view given);

/// The first letter made small where the word is an ordinary one (not "I", "MRI", "Grace" alone cannot be
/// told).
std::string without_capital(std::string_view text);
std::string without_full_stop(std::string_view text);

}  // namespace confrere

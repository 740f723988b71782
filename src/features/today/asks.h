#pragma once

/// Where somebody's need meets what the member can give: pure, on people that were gathered. Careful on
/// purpose.

#include <span>
#include <vector>

#include "features/today/candidate.h"
#include "features/today/my_words.h"

namespace confrere::today {

/// Needs of people close to the member that are about what the member offers or is a specialist in, in
/// whatever words; one a person.
std::vector<Candidate> needs_met_by(const MyWords& mine, std::span<const introductions::Person> people,
                                    Instant now);

}  // namespace confrere::today

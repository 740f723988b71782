#pragma once

/// Where a need meets an offer: pure, on lines that were gathered. Careful on purpose.

#include <span>
#include <vector>

#include "features/today/my_words.h"
#include "features/today/today_store.h"

namespace confrere::today {

/// Needs of people close to the member that speak of what the member offers or is a specialist in; one a
/// person.
std::vector<Candidate> needs_met_by(const MyWords& mine, std::span<const Line> asks);

/// For each person who needs something, who else offers what speaks of the same, best fit; people the member
/// has met or is close to.
std::vector<Candidate> people_to_acquaint(std::span<const Line> asks, std::span<const Line> offers);

}  // namespace confrere::today

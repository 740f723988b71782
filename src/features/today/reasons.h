#pragma once

#include <vector>

#include "features/today/dossier.h"

namespace confrere::today {

/// Why the item stands on Today, in one sentence that the member can check.
Message reason_for(const Candidate& candidate, const Dossier& dossier, const Setting& setting);

/// Why it stands where it stands: words, never numbers.
std::vector<Message> why_for(const Candidate& candidate, const Dossier& dossier, const Setting& setting);

/// What the member could give, where the item asks for something.
std::optional<Message> give_for(const Candidate& candidate, const Dossier& dossier, const Setting& setting);

}  // namespace confrere::today

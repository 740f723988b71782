#pragma once

/// Everything a member has, to take away: contacts as vCard 4.0 for other programs, and all of it as JSON.

#include <functional>
#include <optional>
#include <string>

#include "access/viewer.h"
#include "store/store.h"

namespace confrere::exports {

/// Gives the next part of an export, nothing at its end. Each part is read in a snapshot of its own, so that
/// a large export holds nobody up; memory is that of some hundred contacts. For one thread at a time.
using Parts = std::function<std::optional<std::string>()>;

/// Every contact, archived ones too, with its photo and all that its source card said. `store` outlives the
/// parts.
Parts vcard_parts(store::Store& store, const Viewer& viewer);

/// One JSON object: my_card, circles, goals, contacts (each with its photo and its source card),
/// acquaintances, encounters, follow_ups, in the shapes of the API. Ids in it refer to each other.
Parts json_parts(store::Store& store, const Viewer& viewer);

}  // namespace confrere::exports

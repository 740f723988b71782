#pragma once

#include "features/today/dossier.h"

namespace confrere::today {

/// What the item's one button does.
ActionKind action_kind(const Candidate& candidate, const Setting& setting);

/// A first draft, in one of several wordings that the item's id chooses, so that it stays the same when Today
/// is opened again. None where nothing is to be written. From single lines only (needs, places, promises,
/// what people care about) and a plain topic of the note: never the note itself.
std::optional<Draft> draft_for(const Candidate& candidate, const Dossier& dossier, const Setting& setting);

/// The action with its link.
Action action_for(const Candidate& candidate, const Dossier& dossier, const Setting& setting);

/// About how long it takes.
std::int64_t minutes_for(ActionKind kind);

}  // namespace confrere::today

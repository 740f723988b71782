#pragma once

#include <vector>

#include "features/today/dossier.h"

namespace confrere::today {

/// Everything that qualifies for the viewer's Today, best first: gathered from the sources, without what
/// rests ("done" and "snoozed" suggestions), with what was dismissed lowered, judged by goals. Costs a
/// bounded number of rows.
std::vector<Candidate> gather(const Viewer& viewer, store::ReadTransaction& tx);

/// What the words of items need to know of the member and the moment.
Setting setting_of(const Viewer& viewer, store::ReadTransaction& tx);

/// The item of a candidate; nothing where its contact is gone.
std::optional<TodayItem> make_item(const Viewer& viewer, store::ReadTransaction& tx,
                                   const Candidate& candidate, const Setting& setting);

}  // namespace confrere::today

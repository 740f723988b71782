#pragma once

#include <string>
#include <vector>

#include "features/imports/candidate.h"
#include "features/imports/imports_store.h"

namespace confrere::imports {

/// What taking the candidate into the contact would change, in words; empty for nothing.
std::vector<std::string> changes_by(const Viewer& viewer, store::ReadTransaction& tx, const FoundMatch& match,
                                    const Candidate& candidate);

/// Takes a row's card into the contacts: makes one, or merges it into the one that it is. Sets the row's
/// outcome, contact, and what undo needs, and saves the row. A card that cannot be saved is rejected, with
/// the reason.
void take_row(const Viewer& viewer, store::WriteTransaction& tx, ImportId id, StoredRow row);

/// Takes a row back. False when its contact was changed since and is kept as it is.
bool take_back_row(const Viewer& viewer, store::WriteTransaction& tx, ImportId id, const StoredRow& row);

}  // namespace confrere::imports

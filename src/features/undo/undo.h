#pragma once

#include "access/viewer.h"
#include "base/id.h"
#include "base/result.h"
#include "store/store.h"

namespace confrere::undo {

/// Takes back the deletion of a contact or an encounter; `id` is that of what was deleted. not_found once 24
/// hours have passed, and for all that the viewer did not delete.
Result<void> take_back(const Viewer& viewer, store::WriteTransaction& tx, UndoId id);

}  // namespace confrere::undo

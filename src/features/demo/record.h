#pragma once

/// Lives a diary through: writes it into the store through the features' own use cases, in the order and at
/// the moments it tells of, so that summaries, follow-ups and the search are what real use would have made of
/// it.

#include <span>

#include "access/viewer.h"
#include "features/demo/diary.h"
#include "store/store.h"

namespace confrere::demo {

/// `viewer` is the diary's owner, its `now` is not used; `members` are the ids of region.people, by place.
/// Errors of the use cases are bugs of the demo and are returned as they are.
Result<void> record_diary(Viewer viewer, store::WriteTransaction& tx, const Diary& diary,
                          std::span<const MemberId> members);

}  // namespace confrere::demo

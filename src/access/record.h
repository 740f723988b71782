#pragma once

#include "access/viewer.h"
#include "store/store.h"

namespace confrere {

/// Says in the change feed that the viewer changed something of their own.
template <class Tag>
void record(const Viewer& viewer, store::WriteTransaction& tx, store::ChangeKind kind, store::Entity entity,
            const Id<Tag>& id) {
  tx.record({.network = viewer.network,
             .owner = viewer.member,
             .kind = kind,
             .entity = entity,
             .id = id.bytes(),
             .actor = viewer.member});
}

}  // namespace confrere

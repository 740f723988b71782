#pragma once

#include <optional>
#include <vector>

#include "features/acquaintances/acquaintances.h"

namespace confrere::acquaintances {

/// Writes or replaces the pair's row, REQUIRES: `fresh.contact_a` < `fresh.contact_b`. Returns its id.
AcquaintanceId upsert(store::WriteTransaction& tx, const Viewer& viewer, const NewAcquaintance& fresh,
                      AcquaintanceSource source);
/// The two contacts of a row of the viewer's.
std::optional<std::pair<ContactId, ContactId>> find_pair(store::ReadTransaction& tx, const Viewer& viewer,
                                                         AcquaintanceId id);
void remove(store::WriteTransaction& tx, const Viewer& viewer, AcquaintanceId id);
std::vector<Acquaintance> find_of(store::ReadTransaction& tx, const Viewer& viewer,
                                  const contacts::ContactRef& contact);

}  // namespace confrere::acquaintances

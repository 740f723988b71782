#pragma once

/// What a request says about an encounter, checked and filled in; nothing is written here.

#include <vector>

#include "features/encounters/encounters.h"

namespace confrere::encounters {

struct CheckedPromise {
  std::string text;
  ContactId to{};
  follow_ups::FollowUpKind kind = follow_ups::FollowUpKind::write;
  std::optional<Date> due{};
};

/// `encounter` with the given fields in place of its own. Errors name the field.
Result<Encounter> with_fields(const Viewer& viewer, store::ReadTransaction& tx, Encounter encounter,
                              const EncounterFields& fields);

Result<std::vector<CheckedPromise>> checked_promises(const Encounter& encounter,
                                                     const std::vector<NewPromise>& promises, bool confirmed);

/// A phone's clock may run a little ahead of the server's: that far, a time is still now.
bool is_to_come(const Viewer& viewer, Instant at);

}  // namespace confrere::encounters

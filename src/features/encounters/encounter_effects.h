#pragma once

/// What an encounter does to ties and follow-ups, in its transaction.

#include <span>

#include "features/encounters/encounter_checks.h"

namespace confrere::encounters {

/// Known before, from outside: such a person is not met for the first time.
bool is_close(const Viewer& viewer, store::ReadTransaction& tx, ContactId contact);

/// Of an encounter whose rows were just written: promises, and, where it was held, all the rest.
void begin_effects(const Viewer& viewer, store::WriteTransaction& tx, const Encounter& fresh,
                   std::span<const CheckedPromise> promises);
/// Of a change whose rows were just written.
void change_effects(const Viewer& viewer, store::WriteTransaction& tx, const Encounter& before,
                    const Encounter& after);
/// Of a deletion and of taking it back.
void end_effects(const Viewer& viewer, store::WriteTransaction& tx, const Encounter& deleted);
void resume_effects(const Viewer& viewer, store::WriteTransaction& tx, const Encounter& restored);

}  // namespace confrere::encounters

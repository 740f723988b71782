#include "features/undo/undo.h"

#include "features/contacts/contacts.h"
#include "features/encounters/encounters.h"

namespace confrere::undo {

Result<void> take_back(const Viewer& viewer, store::WriteTransaction& tx, UndoId id) {
  const auto contact = contacts::restore_contact(viewer, tx, ContactId(id.bytes()));
  if (contact || contact.error().code != ErrorCode::not_found) return contact;
  const auto encounter = encounters::restore_encounter(viewer, tx, EncounterId(id.bytes()));
  if (encounter || encounter.error().code != ErrorCode::not_found) return encounter;
  return not_found("There is nothing to take back here. A deletion can be undone for 24 hours.");
}

}  // namespace confrere::undo

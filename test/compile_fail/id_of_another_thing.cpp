// expect: invalid initialization of reference|could not convert|cannot convert
// The id of an encounter does not pass for a contact's.
#include "features/contacts/contacts.h"

using namespace confrere;

Result<contacts::Contact> read(const Viewer& viewer, store::ReadTransaction& tx, ContactId contact,
                               EncounterId encounter) {
#ifdef MUST_FAIL
  (void)contact;
  return contacts::load_contact(viewer, tx, encounter);
#else
  (void)encounter;
  return contacts::load_contact(viewer, tx, contact);
#endif
}

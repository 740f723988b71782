// expect: invalid initialization of reference of type .const confrere::Viewer|too few arguments
// A contact cannot be read without saying who is reading.
#include "features/contacts/contacts.h"

using namespace confrere;

Result<contacts::Contact> read(const Viewer& viewer, store::ReadTransaction& tx, ContactId id) {
#ifdef MUST_FAIL
  (void)viewer;
  return contacts::load_contact(tx, id);
#else
  return contacts::load_contact(viewer, tx, id);
#endif
}

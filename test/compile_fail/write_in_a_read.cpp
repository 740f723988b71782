// expect: has no member named 'execute'|has no member named .execute.
// A snapshot that was opened for reading cannot be written to.
#include "store/store.h"

using namespace confrere;

void forget(store::ReadTransaction& read, store::WriteTransaction& write) {
#ifdef MUST_FAIL
  (void)write;
  read.execute("DELETE FROM contact");
#else
  (void)read;
  write.execute("DELETE FROM contact");
#endif
}

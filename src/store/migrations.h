#pragma once

#include <span>
#include <string>

#include "base/embedded.h"
#include "base/result.h"
#include "store/connection.h"

namespace confrere::store {

/// Brings the database to the newest version of `files` (numbered SQL, "0001_name.sql"): each in a
/// transaction of its own, with its checksum kept. Refuses, without touching anything, a database that has a
/// migration the program does not know (a newer program made it) or one whose text has changed since. Lines
/// from `-- only: sqlite` or `-- only: postgres` to `-- end` are for that database alone.
Result<void> migrate(Connection& connection, std::span<const EmbeddedFile> files);

/// The text of a migration for SQLite.
std::string sqlite_text(std::string_view migration);

}  // namespace confrere::store

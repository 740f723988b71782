#pragma once

#include <span>
#include <string>

#include "base/embedded.h"
#include "base/result.h"
#include "store/connection.h"

namespace confrere::store {

/// Brings the database to the newest version of `files` (numbered SQL, "0001_name.sql"): each in a
/// transaction of its own, with its checksum kept. Refuses, without touching anything, a database that has a
/// migration the program does not know (a newer program made it) or one whose text has changed since.
///
/// Both databases are made by one text, but for:
/// - lines from `-- only: sqlite` or `-- only: postgres` to `-- end`, which are for that database alone;
/// - "0001_name.postgres.sql", which PostgreSQL gets in the place of "0001_name.sql", and SQLite never;
/// - the type `text`, which is `text COLLATE "C"` on PostgreSQL, so that both sort by code point.
Result<void> migrate(Connection& connection, std::span<const EmbeddedFile> files);

/// Of `files`, what that database gets.
std::vector<EmbeddedFile> migrations_for(Dialect dialect, std::span<const EmbeddedFile> files);
/// The text of a migration for that database.
std::string text_for(Dialect dialect, std::string_view migration);

}  // namespace confrere::store

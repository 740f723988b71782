#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "base/result.h"
#include "store/connection.h"
#include "store/postgres_connection.h"
#include "store/sqlite_connection.h"

namespace confrere::store {

struct CopyFigures {
  std::int64_t tables = 0;
  std::int64_t rows = 0;
};

/// Copies every row from one database to the other, one of which is SQLite and one PostgreSQL, and then
/// compares the two row by row. `also` copies what the two keep in different tables (search). All of it is
/// one transaction of `to`; on an Error nothing is there. Nobody else may write meanwhile. REQUIRES: both are
/// migrated. `conflict` where `to` holds anything. O(rows); `tell` hears how many were copied, now and then.
Result<CopyFigures> copy_between(SqliteConnection& sqlite, PostgresConnection& postgres, Dialect from,
                                 const std::function<void()>& also,
                                 const std::function<void(std::int64_t)>& tell);

}  // namespace confrere::store

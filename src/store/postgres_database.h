#pragma once

#include "store/postgres_connection.h"

namespace confrere::store {

/// Whether no Store is open on the database, and none will be for as long as the connection lives. Waits two
/// seconds for one that was just closed. Throws Failure.
bool try_hold_alone(PostgresConnection& connection);

}  // namespace confrere::store

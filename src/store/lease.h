#pragma once

#include <chrono>
#include <string_view>

#include "base/id.h"
#include "store/store.h"

namespace confrere::store {

/// One of the servers on a database; it keeps its id over restarts.
using ServerId = Id<struct ServerTag>;

/// How long a lease lasts that is not taken again. Servers' clocks may differ by less than this; a lease that
/// ends later than such a difference explains was made before the clock went back, and has ended.
constexpr std::chrono::seconds kLeaseLasts{30};

/// Takes the lease of that name, or takes it again for as long; false while another server has it. What is
/// written in the same transaction is written by its holder.
bool take_lease(WriteTransaction& tx, std::string_view name, ServerId server);
/// For others to take at once.
void give_lease_back(WriteTransaction& tx, std::string_view name, ServerId server);

}  // namespace confrere::store

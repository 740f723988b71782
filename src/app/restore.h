#pragma once

#include <string>

#include "app/data_folder.h"
#include "base/result.h"

namespace confrere::app {

/// Puts a backup in the place of a folder's database. The backup is copied and checked first (whole, of this
/// program's or an older version), and the one that is there is kept aside until the new one stands: whenever
/// the machine stops, one of the two is in place. The folder's lock must be held.
Result<void> restore(const DataFolder& folder, const std::string& backup);

}  // namespace confrere::app

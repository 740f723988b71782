#pragma once

#include <vector>

#include "app/data_folder.h"
#include "features/relationships/relationships.h"
#include "http/router.h"

namespace confrere::app {

/// What commands ask of the server on their machine and nobody else may: `/local/v1/backup`,
/// `/local/v1/doctor`.
std::vector<http::Route> machine_routes(store::Store& store, const DataFolder& folder,
                                        const relationships::Relationships& relationships);

}  // namespace confrere::app

#pragma once

#include <vector>

#include "http/router.h"

namespace confrere::app {

/// What commands ask of the server on their machine and nobody else may: `/local/v1/backup`,
/// `/local/v1/demo`.
std::vector<http::Route> machine_routes(store::Store& store);

}  // namespace confrere::app

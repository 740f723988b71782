#pragma once

#include <vector>

#include "http/router.h"

namespace confrere::exports {

/// `store` outlives the routes.
std::vector<http::Route> routes(store::Store& store);

}  // namespace confrere::exports

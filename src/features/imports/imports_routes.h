#pragma once

#include <vector>

#include "features/imports/runner.h"
#include "http/router.h"

namespace confrere::imports {

/// `store` and `runner` outlive the routes.
std::vector<http::Route> routes(store::Store& store, Runner& runner);

}  // namespace confrere::imports

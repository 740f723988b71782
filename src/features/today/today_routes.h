#pragma once

#include <vector>

#include "http/router.h"
#include "store/store.h"

namespace confrere::today {

/// `store` outlives the routes: the first opening of a day is a read that writes.
std::vector<http::Route> routes(store::Store& store);

}  // namespace confrere::today

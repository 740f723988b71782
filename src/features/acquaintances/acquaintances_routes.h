#pragma once

#include <vector>

#include "http/router.h"

namespace confrere::acquaintances {

std::vector<http::Route> routes();

}  // namespace confrere::acquaintances

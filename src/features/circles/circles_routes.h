#pragma once

#include <vector>

#include "http/router.h"

namespace confrere::circles {

std::vector<http::Route> routes();

}  // namespace confrere::circles

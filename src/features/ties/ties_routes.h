#pragma once

#include <vector>

#include "http/router.h"

namespace confrere::ties {

std::vector<http::Route> routes();

}  // namespace confrere::ties

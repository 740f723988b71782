#pragma once

#include <vector>

#include "http/router.h"

namespace confrere::goals {

std::vector<http::Route> routes();

}  // namespace confrere::goals

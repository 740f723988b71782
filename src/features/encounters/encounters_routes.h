#pragma once

#include <vector>

#include "http/router.h"

namespace confrere::encounters {

std::vector<http::Route> routes();

}  // namespace confrere::encounters

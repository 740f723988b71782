#pragma once

#include <vector>

#include "http/router.h"

namespace confrere::specialties {

std::vector<http::Route> routes();

}  // namespace confrere::specialties

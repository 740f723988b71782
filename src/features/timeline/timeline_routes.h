#pragma once

#include <vector>

#include "http/router.h"

namespace confrere::timeline {

std::vector<http::Route> routes();

}  // namespace confrere::timeline

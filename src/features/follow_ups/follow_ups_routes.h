#pragma once

#include <vector>

#include "http/router.h"

namespace confrere::follow_ups {

std::vector<http::Route> routes();

}  // namespace confrere::follow_ups

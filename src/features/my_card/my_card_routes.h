#pragma once

#include <vector>

#include "http/router.h"

namespace confrere::my_card {

std::vector<http::Route> routes();

}  // namespace confrere::my_card

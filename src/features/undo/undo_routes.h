#pragma once

#include <vector>

#include "http/router.h"

namespace confrere::undo {

std::vector<http::Route> routes();

}  // namespace confrere::undo

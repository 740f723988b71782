#pragma once

#include <vector>

#include "http/router.h"

namespace confrere::etiquette {

std::vector<http::Route> routes();

}  // namespace confrere::etiquette

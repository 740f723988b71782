#pragma once

#include <vector>

#include "features/relationships/relationships.h"
#include "http/router.h"

namespace confrere::introductions {

std::vector<http::Route> routes(const relationships::Relationships& relationships);

}  // namespace confrere::introductions

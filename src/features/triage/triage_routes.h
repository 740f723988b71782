#pragma once

#include <vector>

#include "http/router.h"

namespace confrere::triage {

std::vector<http::Route> routes();

}  // namespace confrere::triage

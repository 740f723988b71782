#pragma once

#include <vector>

#include "http/router.h"

namespace confrere::contacts {

/// Contacts, their archive and photos, and organisations.
std::vector<http::Route> routes();

}  // namespace confrere::contacts

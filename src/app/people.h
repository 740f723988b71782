#pragma once

#include <string>

#include "app/api_client.h"

namespace confrere::app {

/// The id of the one contact that `name` (or an id) means: the one of exactly that name, or else the only one
/// whose name begins with those words. An Error (`invalid`) that lists the candidates when several could be
/// meant, or none is.
Result<std::string> find_person(ApiClient& api, const std::string& name);

}  // namespace confrere::app

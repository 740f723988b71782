#pragma once

#include <functional>
#include <vector>

#include "base/id.h"
#include "features/etiquette/etiquette.h"
#include "http/router.h"

namespace confrere::etiquette {

/// What is known of a message to one of the viewer's contacts; `not_found` for anybody else.
using CircumstancesOf =
    std::function<Result<Circumstances>(const Viewer&, store::ReadTransaction&, ContactId)>;

/// `circumstances_of` comes from outside: etiquette itself knows no member.
std::vector<http::Route> routes(CircumstancesOf circumstances_of);

}  // namespace confrere::etiquette

#pragma once

#include "app/application.h"

namespace confrere::app {

/// Mounts the routes of every feature. The store, the imports and the relationships must outlive the router.
void mount(http::Router& router, store::Store& store, const DataFolder& folder, imports::Runner& imports,
           const relationships::Relationships& relationships, const Configuration& configuration);

/// The program's version: "0.1.0".
std::string version();

}  // namespace confrere::app

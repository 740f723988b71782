#pragma once

#include "app/application.h"

namespace confrere::app {

/// Mounts the routes of every feature. All that is given must outlive the router, except for the
/// configuration.
void mount(http::Router& router, store::Store& store, imports::Runner& imports,
           const Configuration& configuration);

/// The program's version: "0.1.0".
std::string version();

}  // namespace confrere::app

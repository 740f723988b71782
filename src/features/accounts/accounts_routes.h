#pragma once

#include <string>
#include <vector>

#include "features/accounts/accounts.h"
#include "http/router.h"

namespace confrere::accounts {

struct RouteOptions {
  SignUp sign_up = SignUp::automatic;
  bool secure_cookies = false;  ///< people reach the server by https, whatever the last hop is
  std::string version;          ///< of the program
};

/// `/api/v1/server`, `/accounts`, `/session(s)`, `/me`, `/tokens`, and for the machine `/local/v1/accounts`
/// and `/password`. The store must outlive the routes.
std::vector<http::Route> routes(store::Store& store, RouteOptions options);

}  // namespace confrere::accounts

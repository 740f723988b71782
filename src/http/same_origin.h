#pragma once

#include <string>
#include <string_view>

#include "http/call.h"

namespace confrere::http {

/// "https://confrere.example" of "https://confrere.example/app"; empty when it is no http(s) address.
std::string origin_of(std::string_view url);

/// Whether a browser sent the request from another site's page, by Sec-Fetch-Site, else by Origin. What has
/// neither comes from no browser of the last years, and carries a cookie only because its user put it there.
/// (Origin checking as in OWASP's CSRF cheat sheet and in Go's http.CrossOriginProtection.)
bool is_cross_site(const Request& request, std::string_view public_origin);

}  // namespace confrere::http

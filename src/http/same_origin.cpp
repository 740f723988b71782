#include "http/same_origin.h"

#include "base/text.h"

namespace confrere::http {

std::string origin_of(std::string_view url) {
  const auto scheme_end = url.find("://");
  if (scheme_end == std::string_view::npos) return {};
  const std::string scheme = ascii_lower(url.substr(0, scheme_end));
  if (scheme != "http" && scheme != "https") return {};
  const auto host_start = scheme_end + 3;
  const auto host_end = url.find_first_of("/?#", host_start);
  return ascii_lower(url.substr(0, host_end));
}

bool is_cross_site(const Request& request, std::string_view public_origin) {
  const std::string_view site = request.header("sec-fetch-site");
  if (!site.empty()) return site != "same-origin" && site != "none";
  const std::string_view origin = request.header("origin");
  if (origin.empty()) return false;
  const std::string sender = ascii_lower(origin);
  if (!public_origin.empty() && sender == public_origin) return false;
  const std::string own =
      std::string(request.secure ? "https://" : "http://") + ascii_lower(request.header("host"));
  return sender != own;
}

}  // namespace confrere::http

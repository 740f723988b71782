#pragma once

#include <string>
#include <string_view>

namespace confrere::http {

/// Whether an Accept-Encoding header takes `coding` ("gzip", "br"): listed, or `*`, with a quality over 0
/// (RFC 9110, 12.5.3).
bool accepts_coding(std::string_view accept_encoding, std::string_view coding);

/// `text` in the gzip format, at the speed a live answer needs; O(n).
std::string gzip(std::string_view text);

}  // namespace confrere::http

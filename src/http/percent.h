#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace confrere::http {

/// Percent-decoded, `+` as a space (a query); nothing when an escape is broken or the outcome is not UTF-8
/// without NUL.
std::optional<std::string> decode_form(std::string_view text);
/// The same for a path, where `+` is itself. An escaped slash would move the borders of segments: refused,
/// too.
std::optional<std::string> decode_path(std::string_view text);
/// What a path's segment or a query's value needs: all but unreserved characters (RFC 3986, 2.3) escaped.
std::string percent_encode(std::string_view text);

}  // namespace confrere::http

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace confrere {

/// Where a page of a list begins, as clients carry it: opaque, safe in a URL. Parts hold no control
/// characters.
std::string cursor_text(const std::vector<std::string>& parts);
/// The parts of a cursor that has `count` of them; nothing when it is not one.
std::optional<std::vector<std::string>> parse_cursor(std::string_view text, std::size_t count);

}  // namespace confrere

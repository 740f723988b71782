#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/message.h"

namespace confrere {

/// What the server says to people, from the files of src/messages: one sentence a line, `code = text with
/// {params}`. A code that is not there and a placeholder without its param are bugs and throw
/// BrokenInvariant. Thread safe.
Message say(std::string_view code, std::map<std::string, std::string> params = {});

/// The sentence alone.
std::string phrase(std::string_view code, const std::map<std::string, std::string>& params = {});

/// How many variants a code has: `code.1`, `code.2`, … without a gap.
int variants(std::string_view code);
bool has_phrase(std::string_view code);

}  // namespace confrere

#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace confrere::log {

enum class Level { info, warning, error };

/// One line of JSON on standard error: {"at":…,"level":…,"event":…, fields…}. Never a name, an address, a
/// note or anything else about a person. Thread safe; a line is written whole.
using Field = std::pair<std::string_view, std::string>;
void write(Level level, std::string_view event, std::initializer_list<Field> fields = {});
inline void info(std::string_view event, std::initializer_list<Field> fields = {}) {
  write(Level::info, event, fields);
}
inline void warning(std::string_view event, std::initializer_list<Field> fields = {}) {
  write(Level::warning, event, fields);
}
inline void error(std::string_view event, std::initializer_list<Field> fields = {}) {
  write(Level::error, event, fields);
}

/// Commands and tests are quiet below this level.
void set_lowest(Level level);

}  // namespace confrere::log

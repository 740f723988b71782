#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "store/connection.h"

namespace confrere::store {

/// A type's number in PostgreSQL's catalogue (its src/include/catalog/pg_type.dat).
using PostgresType = unsigned int;

/// The value in PostgreSQL's binary form for a parameter of that type; nothing for NULL, and for a value
/// that does not fit the type.
std::optional<std::string> encoded(PostgresType type, const Value& value);

/// What a column holds in its binary form; nothing when its type is another.
std::optional<std::int64_t> decoded_integer(PostgresType type, std::string_view bytes);
std::optional<double> decoded_real(PostgresType type, std::string_view bytes);
bool is_text(PostgresType type);

}  // namespace confrere::store

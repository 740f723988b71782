#include "store/postgres_codec.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace confrere::store {
namespace {

constexpr PostgresType kBool = 16;
constexpr PostgresType kBytea = 17;
constexpr PostgresType kName = 19;
constexpr PostgresType kInt8 = 20;
constexpr PostgresType kInt2 = 21;
constexpr PostgresType kInt4 = 23;
constexpr PostgresType kText = 25;
constexpr PostgresType kOid = 26;
constexpr PostgresType kFloat8 = 701;
constexpr PostgresType kVarchar = 1043;
constexpr PostgresType kUuid = 2950;
constexpr PostgresType kXid8 = 5069;
constexpr std::size_t kUuidSize = 16;

/// Most significant byte first.
std::string big_endian(std::uint64_t value, std::size_t size) {
  std::string bytes(size, '\0');
  for (auto byte = bytes.rbegin(); byte != bytes.rend(); ++byte) {
    *byte = static_cast<char>(value & 0xff);
    value >>= 8;
  }
  return bytes;
}

std::uint64_t from_big_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (const char byte : bytes) value = value << 8 | static_cast<unsigned char>(byte);
  return value;
}

template <class Int>
std::optional<std::string> whole(std::int64_t value) {
  if (value < std::numeric_limits<Int>::min() || value > std::numeric_limits<Int>::max()) return std::nullopt;
  return big_endian(static_cast<std::uint64_t>(value), sizeof(Int));
}

std::optional<std::string> encoded_integer(PostgresType type, std::int64_t value) {
  switch (type) {
    case kInt8:
    case kXid8:
      return whole<std::int64_t>(value);
    case kInt4:
      return whole<std::int32_t>(value);
    case kInt2:
      return whole<std::int16_t>(value);
    case kBool:
      if (value != 0 && value != 1) return std::nullopt;
      return std::string(1, static_cast<char>(value));
    case kFloat8:
      return big_endian(std::bit_cast<std::uint64_t>(static_cast<double>(value)), sizeof(double));
    case kText:
      return std::to_string(value);
    default:
      return std::nullopt;
  }
}

std::optional<std::string> encoded_blob(PostgresType type, std::span<const std::uint8_t> value) {
  if (type != kBytea && !(type == kUuid && value.size() == kUuidSize)) return std::nullopt;
  return std::string(value.begin(), value.end());
}

}  // namespace

std::optional<std::string> encoded(PostgresType type, const Value& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return encoded_integer(type, *integer);
  if (const auto* real = std::get_if<double>(&value)) {
    if (type != kFloat8) return std::nullopt;
    return big_endian(std::bit_cast<std::uint64_t>(*real), sizeof(double));
  }
  if (const auto* text = std::get_if<std::string_view>(&value)) {
    if (!is_text(type)) return std::nullopt;
    return std::string(*text);
  }
  if (const auto* blob = std::get_if<std::span<const std::uint8_t>>(&value)) return encoded_blob(type, *blob);
  return std::nullopt;
}

std::optional<std::int64_t> decoded_integer(PostgresType type, std::string_view bytes) {
  const std::uint64_t value = from_big_endian(bytes);
  switch (type) {
    case kInt8:
    case kXid8:
      return static_cast<std::int64_t>(value);
    case kInt4:
      return static_cast<std::int32_t>(value);
    case kInt2:
      return static_cast<std::int16_t>(value);
    case kBool:
    case kOid:
      return static_cast<std::int64_t>(value);
    default:
      return std::nullopt;
  }
}

std::optional<double> decoded_real(PostgresType type, std::string_view bytes) {
  if (type == kFloat8) return std::bit_cast<double>(from_big_endian(bytes));
  if (const auto integer = decoded_integer(type, bytes)) return static_cast<double>(*integer);
  return std::nullopt;
}

bool is_text(PostgresType type) {
  return type == kText || type == kVarchar || type == kName;
}

}  // namespace confrere::store

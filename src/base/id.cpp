#include "base/id.h"

#include <chrono>
#include <mutex>

#include <sodium.h>

namespace confrere {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr std::size_t kTextLength = 36;

bool is_dash_place(std::size_t i) {
  return i == 8 || i == 13 || i == 18 || i == 23;
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// Milliseconds and a 12-bit counter that never go back within the process (RFC 9562, 6.2, method 1).
struct Tick {
  std::uint64_t milliseconds;
  std::uint16_t counter;
};

Tick next_tick() {
  static std::mutex mutex;
  static Tick last{0, 0};
  const auto now = static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(
                                                  std::chrono::system_clock::now().time_since_epoch())
                                                  .count());
  const std::lock_guard lock(mutex);
  if (now > last.milliseconds) {
    last = {now, 0};
  } else if (last.counter == 0xfff) {
    last = {last.milliseconds + 1, 0};
  } else {
    ++last.counter;
  }
  return last;
}

}  // namespace

IdBytes new_id_bytes() {
  const Tick tick = next_tick();
  IdBytes bytes;
  randombytes_buf(bytes.data(), bytes.size());
  for (std::size_t i = 0; i < 6; ++i) {
    bytes[i] = static_cast<std::uint8_t>(tick.milliseconds >> (8 * (5 - i)));
  }
  bytes[6] = static_cast<std::uint8_t>(0x70 | (tick.counter >> 8));
  bytes[7] = static_cast<std::uint8_t>(tick.counter);
  bytes[8] = static_cast<std::uint8_t>(0x80 | (bytes[8] & 0x3f));
  return bytes;
}

std::string id_text(const IdBytes& bytes) {
  std::string text;
  text.reserve(kTextLength);
  for (const std::uint8_t byte : bytes) {
    if (is_dash_place(text.size())) text += '-';
    text += kHexDigits[byte >> 4];
    text += kHexDigits[byte & 0xf];
  }
  return text;
}

std::optional<IdBytes> parse_id(std::string_view text) {
  if (text.size() != kTextLength) return std::nullopt;
  IdBytes bytes{};
  std::size_t digit = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_dash_place(i)) {
      if (text[i] != '-') return std::nullopt;
      continue;
    }
    const int value = hex_value(text[i]);
    if (value < 0) return std::nullopt;
    bytes[digit / 2] = static_cast<std::uint8_t>((bytes[digit / 2] << 4) | value);
    ++digit;
  }
  return bytes;
}

}  // namespace confrere

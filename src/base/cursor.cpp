#include "base/cursor.h"

#include <sodium.h>

#include "base/text.h"

namespace confrere {
namespace {

constexpr char kBetween = '\x1f';
constexpr int kAlphabet = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

}  // namespace

std::string cursor_text(const std::vector<std::string>& parts) {
  const std::string joined = join(parts, std::string_view(&kBetween, 1));
  std::string text(sodium_base64_encoded_len(joined.size(), kAlphabet), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(joined.data()),
                    joined.size(), kAlphabet);
  text.pop_back();  // the NUL that sodium writes
  return text;
}

std::optional<std::vector<std::string>> parse_cursor(std::string_view text, std::size_t count) {
  std::string joined(text.size(), '\0');
  std::size_t length = 0;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(joined.data()), joined.size(), text.data(),
                        text.size(), nullptr, &length, nullptr, kAlphabet) != 0) {
    return std::nullopt;
  }
  joined.resize(length);
  if (!is_valid_text(joined)) return std::nullopt;
  std::vector<std::string> parts;
  for (const std::string_view part : split(joined, kBetween)) parts.emplace_back(part);
  if (parts.size() != count) return std::nullopt;
  return parts;
}

}  // namespace confrere

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace confrere::formats {

/// Base64 (RFC 4648, section 4). White space is passed over and the padding may be missing.
/// Empty when another character occurs or the length cannot be. O(n).
[[nodiscard]] std::optional<std::string> decode_base64(std::string_view text);
[[nodiscard]] std::string encode_base64(std::string_view bytes);

/// Quoted-printable (RFC 2045, section 6.7) of one logical line: soft line breaks are taken out before.
/// A "=" that begins no hexadecimal pair stays as it is, as old phones wrote it.
[[nodiscard]] std::string decode_quoted_printable(std::string_view text);

/// "%41" to "A" (RFC 3986, section 2.1); what is not a hexadecimal pair stays.
[[nodiscard]] std::string decode_percent(std::string_view text);

}  // namespace confrere::formats

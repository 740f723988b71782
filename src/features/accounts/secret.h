#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace confrere::accounts {

/// What an API token begins with, so that people and scanners know it when they see one.
constexpr std::string_view kTokenPrefix = "cfr_";
constexpr std::string_view kSessionCookie = "confrere_session";

/// 192 random bits in letters and digits that fit a URL, a cookie and a header.
std::string new_secret();

/// BLAKE2b-256 (RFC 7693) of a secret: all that is kept of one. A plain hash is enough for what cannot be
/// guessed.
using SecretHash = std::array<std::uint8_t, 32>;
SecretHash hash_secret(std::string_view secret);

/// The session's secret in a `Cookie` header (RFC 6265, section 5.4), or an empty text.
std::string_view session_secret(std::string_view cookie_header);
/// The token in an `Authorization` header (RFC 6750, section 2.1), or an empty text.
std::string_view bearer_token(std::string_view authorization_header);

}  // namespace confrere::accounts

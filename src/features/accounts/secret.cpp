#include "features/accounts/secret.h"

#include <sodium.h>

#include "base/text.h"

namespace confrere::accounts {

std::string new_secret() {
  constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::array<unsigned char, 24> random{};
  randombytes_buf(random.data(), random.size());
  std::array<char, sodium_base64_ENCODED_LEN(24, kVariant)> text{};
  sodium_bin2base64(text.data(), text.size(), random.data(), random.size(), kVariant);
  return text.data();
}

SecretHash hash_secret(std::string_view secret) {
  SecretHash hash{};
  const auto* bytes = reinterpret_cast<const unsigned char*>(secret.data());
  crypto_generichash(hash.data(), hash.size(), bytes, secret.size(), nullptr, 0);
  return hash;
}

std::string_view session_secret(std::string_view cookie_header) {
  for (const std::string_view cookie : split(cookie_header, ';')) {
    const std::string_view pair = trim(cookie);
    const auto equals = pair.find('=');
    if (equals != std::string_view::npos && pair.substr(0, equals) == kSessionCookie)
      return pair.substr(equals + 1);
  }
  return {};
}

std::string_view bearer_token(std::string_view authorization_header) {
  constexpr std::string_view kScheme = "bearer ";
  if (!ascii_iequals(authorization_header.substr(0, kScheme.size()), kScheme)) return {};
  return trim(authorization_header.substr(kScheme.size()));
}

}  // namespace confrere::accounts

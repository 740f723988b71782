#include "features/accounts/email.h"

#include <algorithm>

#include "base/text.h"

namespace confrere::accounts {
namespace {

constexpr std::size_t kLongestEmail = 254;  // RFC 5321, section 4.5.3.1.3, without the angle brackets
constexpr std::size_t kLongestLocalPart = 64;
constexpr std::size_t kLongestLabel = 63;

bool is_ascii_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}
bool is_beyond_ascii(char c) {
  return static_cast<unsigned char>(c) >= 0x80;
}

/// RFC 5322's atext, and anything beyond ASCII (RFC 6532).
bool fits_local_part(char c) {
  return is_ascii_alphanumeric(c) || is_beyond_ascii(c) ||
         std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
}

bool is_local_part(std::string_view text) {
  if (text.size() > kLongestLocalPart) return false;
  return std::ranges::all_of(split(text, '.'), [](std::string_view part) {
    return !part.empty() && std::ranges::all_of(part, fits_local_part);
  });
}

bool is_label(std::string_view text) {
  return !text.empty() && text.size() <= kLongestLabel && text.front() != '-' && text.back() != '-' &&
         std::ranges::all_of(
             text, [](char c) { return is_ascii_alphanumeric(c) || is_beyond_ascii(c) || c == '-'; });
}

bool is_domain(std::string_view text) {
  const auto labels = split(text, '.');
  return (labels.size() > 1 || ascii_iequals(text, "localhost")) && std::ranges::all_of(labels, is_label);
}

}  // namespace

std::string email_key(std::string_view email) {
  return ascii_lower(trim(email));
}

Result<std::string> check_email(std::string_view email, const std::string& field) {
  const std::string_view text = trim(email);
  const auto at = text.rfind('@');
  if (text.empty()) return invalid(field, "Please give an e-mail.");
  if (at == std::string_view::npos || text.size() > kLongestEmail || !is_valid_text(text) ||
      !is_local_part(text.substr(0, at)) || !is_domain(text.substr(at + 1))) {
    return invalid(field, "This is not an e-mail. Please give one such as ada@example.org.");
  }
  return std::string(text);
}

}  // namespace confrere::accounts

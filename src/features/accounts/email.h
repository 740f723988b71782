#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace confrere::accounts {

/// What two writings of one e-mail have in common: no space around, ASCII letters small. Mailboxes that
/// differ in case only are one in practice (RFC 5321, section 2.4 allows otherwise).
std::string email_key(std::string_view email);

/// The e-mail without space around it, when a letter could be sent to it: one @, a name before it, a domain
/// with a dot (or "localhost") after it, at most 254 bytes. Whether it exists, only a letter can tell.
Result<std::string> check_email(std::string_view email, const std::string& field);

}  // namespace confrere::accounts

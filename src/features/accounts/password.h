#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace confrere::accounts {

/// Argon2id (RFC 9106, second recommended choice made smaller: 19 MiB, 2 passes; OWASP Password Storage,
/// 2023), about 50 ms a call. Never called in the writer's thread. At most two run at once in a process,
/// others wait, so that a storm of sign-ins takes 40 MB and two cores at most. Thread safe.
std::string hash_password(std::string_view password);

/// True when `password` is the one `hash` was made of. As costly with an empty `hash` (nobody has this
/// e-mail), which no password fits: the time an answer takes does not tell who has an account.
bool password_fits(std::string_view password, std::string_view hash);

/// At least ten characters, at most 1024 bytes, and neither the e-mail nor the name; `field` is named in the
/// Error.
Result<void> check_password(std::string_view password, std::string_view email, std::string_view name,
                            const std::string& field);

}  // namespace confrere::accounts

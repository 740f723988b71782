#pragma once

/// Links that carry a draft to where it is sent. Pure.

#include <optional>
#include <string>
#include <string_view>

#include "features/contacts/contacts.h"

namespace confrere::today {

/// Unreserved characters of RFC 3986 stay; everything else is %XX of its UTF-8.
std::string percent_encoded(std::string_view text);

/// RFC 6068, with CRLF between lines; nothing for what is no address.
std::optional<std::string> mail_link(std::string_view address, std::string_view subject,
                                     std::string_view text);
/// RFC 3966 and RFC 5724; nothing where there are fewer than three digits.
std::optional<std::string> call_link(std::string_view number);
std::optional<std::string> text_link(std::string_view number, std::string_view text);

/// How best to write to a contact: mail, else a message to the mobile, else a web page of theirs (https
/// only).
std::optional<std::string> write_link(const contacts::Contact& contact, std::string_view subject,
                                      std::string_view text);
/// How to call a contact; else as write_link.
std::optional<std::string> call_link(const contacts::Contact& contact, std::string_view subject,
                                     std::string_view text);
}  // namespace confrere::today

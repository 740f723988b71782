#pragma once

#include <string>

#include "formats/vcard.h"

namespace confrere::formats {

/// A card as vCard 4.0 text (RFC 6350): CRLF, folded at 75 octets never inside a character, parameters quoted
/// and escaped by RFC 6868. REQUIRES: version 4.0 (as_version_4). Reading it gives the same card. O(card).
[[nodiscard]] std::string write_vcard(const Vcard& card);

}  // namespace confrere::formats

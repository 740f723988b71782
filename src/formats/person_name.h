#pragma once

#include <string>
#include <string_view>

#include "formats/contact_card.h"

namespace confrere::formats {

/// Takes a given and a family name as people type them apart into parts: "Dr. Ada", "Lovelace, MD, PhD" gives
/// prefix "Dr.", given "Ada", family "Lovelace", suffix "MD, PhD". Degrees that are also names or words (Ma,
/// Do) count only in capitals, and no part is emptied for them. O(length).
[[nodiscard]] NameParts split_name(std::string_view given, std::string_view family);

/// What two spellings of one person's name share: case and accents folded, honorifics, degrees and
/// punctuation gone, spaces squeezed: "Prof. Zoë O’Brien-Müller, FRCS" gives "zoe obrien muller". "" for a
/// name without letters. O(length).
[[nodiscard]] std::string name_key(std::string_view name);

/// What two spellings of one mail address share: small letters, no `mailto:`, no blanks around. "" when it is
/// no address (no @ with something on both sides). Domains stay as written, in Unicode or Punycode.
[[nodiscard]] std::string email_key(std::string_view email);

}  // namespace confrere::formats

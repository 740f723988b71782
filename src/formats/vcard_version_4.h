#pragma once

#include "formats/vcard.h"

namespace confrere::formats {

/// The same card in the words of vCard 4.0, which everything behind the reader works on and which is what a
/// contact keeps of its source. Nothing is dropped:
/// - values take the escapes of 4.0; line ends become `\n`;
/// - bytes (PHOTO, KEY, ...) become `data:` URIs, their media type from TYPE or from the bytes;
/// - `TYPE=pref` becomes `PREF=1`;
/// - dates and REV take the basic form, Apple's year 1604 means no year, GEO becomes a `geo:` URI;
/// - without FN, one is made of N, ORG, NICKNAME, EMAIL or TEL, whichever comes first.
/// - a LABEL becomes an ADR where the card has none.
/// Names that 4.0 gave up (LABEL, AGENT, CLASS, ...) stay as they are. Idempotent. O(card).
[[nodiscard]] Vcard as_version_4(Vcard card);

/// The name to show for a card without FN, or ""; `card` is of version 4.0.
[[nodiscard]] std::string name_of_last_resort(const Vcard& card);

}  // namespace confrere::formats

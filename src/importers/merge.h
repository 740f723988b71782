#pragma once

#include <string>
#include <vector>

#include "formats/contact_card.h"

namespace confrere::importers {

/// What an import makes of a contact that is there already.
struct Merge {
  formats::ContactCard contact;
  /// What is new in it, in words: "e-mail ada@example.org", "role GP partner, Elm Street Surgery", "photo".
  /// Empty when nothing is.
  std::vector<std::string> changes;
  friend bool operator==(const Merge&, const Merge&) = default;
};

/// Brings into `ours` what `incoming` says that `base` did not: `base` is the card that was imported for this
/// person the last time (empty when none was). So the same file again changes nothing, whatever the member
/// changed in between, and a corrected file brings its corrections.
/// - Lists: entries that are new in incoming are added, unless ours has them under another spelling; nothing
/// is
///   removed.
/// - Single fields: taken over where ours is empty or still says what base said.
/// - Note: added under ours, unless ours holds it already.
/// O(entries²) a list.
[[nodiscard]] Merge merge(const formats::ContactCard& ours, const formats::ContactCard& incoming,
                          const formats::ContactCard& base);

}  // namespace confrere::importers

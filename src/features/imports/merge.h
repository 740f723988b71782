#pragma once

#include <optional>
#include <string>
#include <vector>

#include "formats/contact_card.h"

namespace confrere::imports {

/// A contact with a card taken in, and what that changed in words ("phone 01632 960001", "the note").
struct Merged {
  formats::ContactCard card;
  std::vector<std::string> changes;
};

/// Takes a card (`theirs`) into a contact (`mine`) without losing what its owner wrote.
///
/// With `base`, the card that the source gave last time, it is a three-way merge: what the owner did not
/// touch since follows the source, what the owner changed stays. Without, nothing of `mine` is replaced:
/// empty fields are filled, lists and the note grow. Merging the same card a second time changes nothing.
/// O(values^2) of the longest list.
Merged merge(const std::optional<formats::ContactCard>& base, const formats::ContactCard& mine,
             const formats::ContactCard& theirs);

}  // namespace confrere::imports

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "formats/vcard.h"

namespace confrere::formats {

/// Labels of a property: what its TYPE parameters say ("CELL" is `mobile`; words about technique such as
/// `voice` and `internet` say nothing), then the X-ABLabel lines of its group ("_$!<HomeFAX>!$_" is `home`,
/// `fax`), each once. O(card) for a property in a group.
[[nodiscard]] std::vector<std::string> labels_of(const Vcard& card, const Property& property);

/// A label of Apple's or the person's own, as X-ABLabel has it: small words for those we know.
[[nodiscard]] std::vector<std::string> labels_of_text(std::string_view text);

/// Whether TYPE can carry the label such that labels_of gives it back.
[[nodiscard]] bool is_type_label(std::string_view label);

/// Makes the TYPE parameters say the labels that they can carry; what they say of technique stays.
void set_type_labels(Property& property, const std::vector<std::string>& labels);

}  // namespace confrere::formats

#pragma once

/// How likely somebody in an address book is to matter, from what is known without asking. Pure.
///
/// weight = 3 encounters (at most 3 of them) + 2.5 the member's organisation + 1.5 the member's specialty
///        + 2 a note + 1.5 how they met + 1 a photo + 1 phone and mail both + up to 2 for a connection or
///        card that is recent (halved every two years).
/// What one took the trouble to write down says more than what a device filled in.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/message.h"
#include "base/time.h"

namespace confrere::triage {

struct Evidence {
  ContactId contact{};
  std::int64_t held = 0;
  bool has_note = false;
  bool has_how_we_met = false;
  bool has_photo = false;
  bool has_phone_and_mail = false;
  std::string shared_organisation{};
  std::string shared_specialty{};
  std::optional<Date> connected_on{};
  bool from_linkedin = false;
  Date since{};  ///< in the contacts
};

double weight(const Evidence& evidence, Date today);

/// The evidence in words, the strongest first; never empty.
std::vector<Message> in_words(const Evidence& evidence);

}  // namespace confrere::triage

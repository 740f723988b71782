#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "features/contacts/contacts.h"
#include "formats/contact_card.h"
#include "formats/vcard.h"

namespace confrere::imports {

/// A card or line of a file, read and ready to become a contact.
struct Candidate {
  std::int64_t line = 0;
  formats::ContactCard card;  ///< without its photo, which is `photo`
  std::optional<formats::Photo> photo{};
  std::string text;  ///< as vCard 4.0, whole
  std::string uid;   ///< the card's own, a profile's address, or made of its text: never empty
  contacts::Source source = contacts::Source::vcard;
  std::string connected_on{};  ///< a partial date, when the source says
};

/// Why a card or line is not one.
struct Unreadable {
  std::int64_t line = 0;
  std::string reason;
};
using Entry = std::variant<Candidate, Unreadable>;

/// A candidate from its vCard 4.0 text, as a row of an import keeps it. Nothing where the text names nobody.
std::optional<Candidate> candidate_from(std::string text, std::string uid, contacts::Source source,
                                        std::string connected_on);

/// What a contact keeps of the card it came from: the text with the photo's hash in place of the photo, which
/// is kept once, as the contact's picture.
std::string source_card_of(const Candidate& candidate);
/// The fields a source card gave; nothing where it cannot be read.
std::optional<formats::ContactCard> read_source_card(const std::string& source_card);
/// The hash of the photo that a source card came with; empty for none.
std::string photo_of_source_card(const std::string& source_card);
/// A contact's card to give away: its fields as they are now, with all that its source card said besides.
std::string exported_card(const contacts::Contact& contact, const contacts::Origin& origin,
                          const std::optional<formats::Photo>& photo);

/// A contact's fields as a card, and a card's as fields.
formats::ContactCard card_of(const contacts::Contact& contact);
contacts::ContactFields fields_of_card(const formats::ContactCard& card);

/// By what two candidates of one import are the same person: UID, e-mail with name, phone with name.
std::vector<std::string> identity_keys(const Candidate& candidate);
/// The viewer's contact that the candidate is, if any, by the same keys.
struct FoundMatch {
  ContactId contact;
  bool by_uid = false;
};
std::optional<FoundMatch> find_match(const Viewer& viewer, store::ReadTransaction& tx,
                                     const Candidate& candidate);

}  // namespace confrere::imports

#pragma once

/// A member's own cards of people. A contact is seen by its owner alone; to everybody else it is *not found*.
/// A deleted contact is invisible at once, comes back by undo for 24 hours, and is then purged.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <boost/describe.hpp>

#include "access/viewer.h"
#include "base/json.h"
#include "base/result.h"
#include "features/circles/circles.h"
#include "features/ties/ties.h"
#include "formats/contact_card.h"
#include "store/store.h"

namespace confrere::contacts {

using formats::Address;
using formats::DatedEvent;
using formats::LabelledValue;
using formats::NameParts;
using formats::PartialDate;
using formats::Sector;
using Role = formats::RoleEntry;
using circles::CircleRef;

constexpr std::size_t kMostNameLetters = 300;
constexpr std::size_t kMostLineLetters = 1000;
constexpr std::size_t kMostNoteLetters = 100'000;
constexpr std::size_t kMostInAList = 200;  ///< e-mails, roles, circles … of one contact
constexpr std::size_t kMostPhotoBytes = 2'000'000;
constexpr std::chrono::hours kUndoFor{24};

/// A contact by its id, and the name to show for it.
struct ContactRef {
  ContactId id;
  std::string name;
  friend bool operator==(const ContactRef&, const ContactRef&) = default;
};
BOOST_DESCRIBE_STRUCT(ContactRef, (), (id, name))

struct HowWeMet {
  static constexpr std::array<std::string_view, 0> kRequired{};
  std::optional<PartialDate> date{};
  std::string place{};
  std::string event{};
  std::string through{};  ///< who brought us together, in words; the contact's name where the id says who
  std::optional<ContactId> through_contact_id{};
  friend bool operator==(const HowWeMet&, const HowWeMet&) = default;
};
BOOST_DESCRIBE_STRUCT(HowWeMet, (), (date, place, event, through, through_contact_id))

/// What a request says about a contact: fields that are not given stay, null empties.
struct ContactFields {
  Field<std::string> name{};
  Field<NameParts> name_parts{};
  Field<std::vector<std::string>> nicknames{};
  Field<std::vector<LabelledValue>> emails{};
  Field<std::vector<LabelledValue>> phones{};
  Field<std::vector<Address>> addresses{};
  Field<std::vector<LabelledValue>> links{};
  Field<std::vector<LabelledValue>> messengers{};
  Field<std::vector<DatedEvent>> dates{};
  Field<std::vector<std::string>> languages{};
  Field<std::string> pronouns{};
  Field<std::vector<Role>> roles{};
  Field<std::vector<std::string>> specialties{};
  Field<std::vector<CircleId>> circles{};
  Field<HowWeMet> how_we_met{};
  Field<std::string> cares_about{};
  Field<std::string> cases_loved{};
  Field<std::string> cases_unwanted{};
  Field<std::string> ask{};
  Field<std::string> offer{};
  Field<std::string> note{};
  bool no_patient_confirmed = false;
};
BOOST_DESCRIBE_STRUCT(ContactFields, (),
                      (name, name_parts, nicknames, emails, phones, addresses, links, messengers, dates,
                       languages, pronouns, roles, specialties, circles, how_we_met, cares_about, cases_loved,
                       cases_unwanted, ask, offer, note, no_patient_confirmed))

struct Contact {
  ContactId id{};
  std::string name{};
  NameParts name_parts{};
  std::vector<std::string> nicknames{};
  std::vector<LabelledValue> emails{};
  std::vector<LabelledValue> phones{};
  std::vector<Address> addresses{};
  std::vector<LabelledValue> links{};
  std::vector<LabelledValue> messengers{};
  std::vector<DatedEvent> dates{};
  std::vector<std::string> languages{};
  std::string pronouns{};
  std::vector<Role> roles{};
  std::vector<std::string> specialties{};
  std::vector<CircleRef> circles{};
  std::optional<HowWeMet> how_we_met{};
  std::string cares_about{};
  std::string cases_loved{};
  std::string cases_unwanted{};
  std::string ask{};
  std::string offer{};
  std::string note{};
  std::optional<std::string> photo{};  ///< its address; changes when the picture does
  ties::Tie tie{};
  bool archived = false;
  std::int64_t version = 0;
  Instant created_at{};
  Instant updated_at{};
};
BOOST_DESCRIBE_STRUCT(Contact, (),
                      (id, name, name_parts, nicknames, emails, phones, addresses, links, messengers, dates,
                       languages, pronouns, roles, specialties, circles, how_we_met, cares_about, cases_loved,
                       cases_unwanted, ask, offer, note, photo, tie, archived, version, created_at,
                       updated_at))

/// A contact as lists show it.
struct ContactSummary {
  ContactId id{};
  std::string name{};
  std::string headline{};  ///< "GP partner, Elm Street Surgery"; may be empty
  std::vector<std::string> specialties{};
  std::optional<std::string> photo{};
  std::optional<ties::Closeness> closeness{};
  std::optional<ties::Rhythm> rhythm{};
  std::optional<Instant> last_encounter_at{};
  bool archived = false;
  Field<std::string> matched{};  ///< with a query: what matched when it was not the name
};
BOOST_DESCRIBE_STRUCT(ContactSummary, (),
                      (id, name, headline, specialties, photo, closeness, rhythm, last_encounter_at, archived,
                       matched))

enum class Source : std::uint8_t { own, vcard, linkedin, demo };
BOOST_DESCRIBE_ENUM(Source, own, vcard, linkedin, demo)

/// Where a contact's card came from, kept with it so that nothing of the card is lost.
struct Origin {
  Source source = Source::own;
  std::optional<std::string> uid{};          ///< of the source card
  std::optional<std::string> source_card{};  ///< as it came
  std::optional<PartialDate> connected_on{};
  friend bool operator==(const Origin&, const Origin&) = default;
};

/// The fields tidied (white space, blank entries, the list's spelling of specialties), or the first thing
/// wrong with them. create_contact and update_contact do it themselves. Pure.
Result<ContactFields> checked_fields(ContactFields fields);

/// Makes a contact, with its tie. `name` is required; fields other than those of an imported card (Origin)
/// are checked strictly, so that an e-mail without an @ is refused where somebody types it and kept where a
/// card brings it. For many in one transaction, too: no cost grows with how many there are. Errors: `invalid`
/// naming the field, also with problem "patient_identifier".
Result<ContactId> create_contact(const Viewer& viewer, store::WriteTransaction& tx,
                                 const ContactFields& fields, const Origin& origin = {});

/// Replaces the fields that are given; the origin too where one is. Where nothing would change nothing is
/// written: the version stays. Errors: as create_contact; not_found.
Result<void> update_contact(const Viewer& viewer, store::WriteTransaction& tx, ContactId id,
                            const ContactFields& fields, const std::optional<Origin>& origin = std::nullopt);

Result<Contact> load_contact(const Viewer& viewer, store::ReadTransaction& tx, ContactId id);
/// Grows by one with every change of the contact's fields.
Result<std::int64_t> contact_version(const Viewer& viewer, store::ReadTransaction& tx, ContactId id);
Result<Origin> load_origin(const Viewer& viewer, store::ReadTransaction& tx, ContactId id);
/// True when update_contact with these fields of a card would write something: an import's preview. Pure.
bool would_change(const Contact& contact, const ContactFields& fields);
/// All of the contact's fields as given: what update_contact needs to make another contact's fields the same.
ContactFields fields_of(const Contact& contact);

Result<void> archive_contact(const Viewer& viewer, store::WriteTransaction& tx, ContactId id);
Result<void> unarchive_contact(const Viewer& viewer, store::WriteTransaction& tx, ContactId id);

/// How a deletion is taken back: POST /undos/{id}. The id is that of what was deleted.
struct Undo {
  UndoId id;
  Instant expires_at;
};
BOOST_DESCRIBE_STRUCT(Undo, (), (id, expires_at))

Result<Undo> delete_contact(const Viewer& viewer, store::WriteTransaction& tx, ContactId id);
/// Within kUndoFor of its deletion; not_found for anything else.
Result<void> restore_contact(const Viewer& viewer, store::WriteTransaction& tx, ContactId id);
/// Removes a contact of the viewer for good, with all that hangs on it; for undoing an import. not_found for
/// none.
Result<void> purge_contact(const Viewer& viewer, store::WriteTransaction& tx, ContactId id);
/// The server's job, over all networks: removes for good what was deleted over kUndoFor before the
/// transaction's now, at most `most` of it. Returns how many.
std::int64_t purge_deleted_contacts(store::WriteTransaction& tx, std::int64_t most = 500);

struct ContactFilter {
  std::optional<CircleId> circle{};
  bool archived = false;  ///< the archived ones instead of the others
};

struct ContactPage {
  std::vector<ContactSummary> items{};
  std::optional<std::string> next_cursor{};
  Field<std::int64_t> total{};  ///< left out with a query
};
BOOST_DESCRIBE_STRUCT(ContactPage, (), (items, next_cursor, total))

/// Sorted by family name. `offset` jumps into the list and is not for use with a cursor. O(limit + log n)
/// with a cursor, O(offset) index entries with an offset.
Result<ContactPage> list_contacts(const Viewer& viewer, store::ReadTransaction& tx,
                                  const ContactFilter& filter, std::int64_t limit,
                                  const std::optional<std::string>& cursor = std::nullopt,
                                  std::int64_t offset = 0);

/// Contacts that fit what was typed, best first; see search.h for what fits.
Result<ContactPage> search_contacts(const Viewer& viewer, store::ReadTransaction& tx, std::string_view query,
                                    const ContactFilter& filter, std::int64_t limit,
                                    const std::optional<std::string>& cursor = std::nullopt);

/// The contacts of these ids, in their order. An Error where one is not found: `field` is `list` with its
/// place, as
/// "$.with[2]".
Result<std::vector<ContactRef>> contact_refs(const Viewer& viewer, store::ReadTransaction& tx,
                                             std::span<const ContactId> ids, std::string_view list);
/// One id, for a field such as "$.contact_id".
Result<ContactRef> contact_ref(const Viewer& viewer, store::ReadTransaction& tx, ContactId id,
                               std::string_view field);
/// Those of the ids that the viewer has, in their order.
std::vector<ContactSummary> summaries(const Viewer& viewer, store::ReadTransaction& tx,
                                      std::span<const ContactId> ids);

/// By what a contact is recognised. Values are made comparable: e-mails and names by formats::email_key and
/// name_key, phone numbers by formats::PhoneKey::tail; a link goes without scheme, "www." and final slash.
enum class KeyKind : std::uint8_t { uid, email, phone, link, name };
BOOST_DESCRIBE_ENUM(KeyKind, uid, email, phone, link, name)

/// The viewer's contacts that carry the key, oldest first.
std::vector<ContactId> find_by_key(const Viewer& viewer, store::ReadTransaction& tx, KeyKind kind,
                                   std::string_view value);

struct Photo {
  std::string media_type;  ///< image/jpeg, image/png, image/gif or image/webp
  std::string tag;         ///< hash of the bytes
  store::Blob bytes;
};

/// Keeps a picture, which must be a JPEG, PNG, GIF or WebP of at most kMostPhotoBytes. The same picture again
/// changes nothing.
Result<void> put_photo(const Viewer& viewer, store::WriteTransaction& tx, ContactId id,
                       std::span<const std::uint8_t> bytes);
Result<void> delete_photo(const Viewer& viewer, store::WriteTransaction& tx, ContactId id);
Result<Photo> load_photo(const Viewer& viewer, store::ReadTransaction& tx, ContactId id);

struct Organisation {
  OrganisationId id;
  std::string name;
  std::optional<Sector> sector;
  std::int64_t contacts = 0;
};
BOOST_DESCRIBE_STRUCT(Organisation, (), (id, name, sector, contacts))

/// Organisations the viewer's contacts belong to whose name has words beginning as typed, most used first.
std::vector<Organisation> list_organisations(const Viewer& viewer, store::ReadTransaction& tx,
                                             std::string_view query, std::int64_t limit);

}  // namespace confrere::contacts

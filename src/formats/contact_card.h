#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/describe.hpp>

#include "base/result.h"
#include "formats/partial_date.h"
#include "formats/vcard.h"

namespace confrere::formats {

/// The plain fields of a person's card, named as in api/openapi.yaml. Texts are UTF-8 without escapes.

/// A mail address, phone number, link or messenger. Labels are `home`, `work`, `mobile`, `fax`, `pager`,
/// `other` and their like in small letters, or the person's own words.
struct LabelledValue {
  static constexpr std::array<std::string_view, 1> kRequired{"value"};
  std::string value{};
  std::vector<std::string> labels{};
  bool preferred = false;
  friend bool operator==(const LabelledValue&, const LabelledValue&) = default;
};
BOOST_DESCRIBE_STRUCT(LabelledValue, (), (value, labels, preferred))

struct Address {
  static constexpr std::array<std::string_view, 0> kRequired{};
  std::string street{};
  std::string extended{};
  std::string po_box{};
  std::string city{};
  std::string region{};
  std::string postcode{};
  std::string country{};
  std::vector<std::string> labels{};
  bool preferred = false;
  friend bool operator==(const Address&, const Address&) = default;
};
BOOST_DESCRIBE_STRUCT(Address, (),
                      (street, extended, po_box, city, region, postcode, country, labels, preferred))

/// `kind` is `birthday`, `anniversary`, `death` or the person's own word.
struct DatedEvent {
  std::string kind{};
  PartialDate date;
  friend bool operator==(const DatedEvent&, const DatedEvent&) = default;
};
BOOST_DESCRIBE_STRUCT(DatedEvent, (), (kind, date))

struct NameParts {
  static constexpr std::array<std::string_view, 0> kRequired{};
  std::string family{};
  std::string given{};
  std::string additional{};
  std::string prefix{};
  std::string suffix{};
  friend bool operator==(const NameParts&, const NameParts&) = default;
};
BOOST_DESCRIBE_STRUCT(NameParts, (), (family, given, additional, prefix, suffix))

enum class Sector { primary, acute, community, mental_health, social_care, academia, industry, public_body };
BOOST_DESCRIBE_ENUM(Sector, primary, acute, community, mental_health, social_care, academia, industry,
                    public_body)

/// What a person is in an organisation: `Role` of the API.
struct RoleEntry {
  static constexpr std::array<std::string_view, 0> kRequired{};
  std::string title{};
  std::string organisation{};
  std::string department{};
  std::optional<Sector> sector{};
  std::optional<PartialDate> started{};
  std::optional<PartialDate> ended{};
  friend bool operator==(const RoleEntry&, const RoleEntry&) = default;
};
BOOST_DESCRIBE_STRUCT(RoleEntry, (), (title, organisation, department, sector, started, ended))

struct Photo {
  std::string media_type{};  ///< "image/jpeg"
  std::string bytes{};
  friend bool operator==(const Photo&, const Photo&) = default;
};
BOOST_DESCRIBE_STRUCT(Photo, (), (media_type, bytes))

/// What a vCard says of a person, as far as Confrere has fields for it.
struct ContactCard {
  std::string name{};
  NameParts name_parts{};
  std::vector<std::string> nicknames{};
  std::vector<LabelledValue> emails{};
  std::vector<LabelledValue> phones{};
  std::vector<Address> addresses{};
  std::vector<LabelledValue> links{};
  std::vector<LabelledValue> messengers{};
  std::vector<DatedEvent> dates{};
  std::vector<std::string> languages{};  ///< as BCP 47 tags: "en", "pt-BR"
  std::string pronouns{};
  std::vector<RoleEntry> roles{};
  std::vector<std::string> specialties{};
  std::string note{};
  std::optional<Photo> photo{};
  std::vector<std::string> categories{};
  std::string uid{};
  std::string rev{};  ///< when the source was last changed, as it wrote it
  friend bool operator==(const ContactCard&, const ContactCard&) = default;
};
BOOST_DESCRIBE_STRUCT(ContactCard, (),
                      (name, name_parts, nicknames, emails, phones, addresses, links, messengers, dates,
                       languages, pronouns, roles, specialties, note, photo, categories, uid, rev))

/// Reads the fields out of a card of version 4.0 (as_version_4). What is empty or cannot be read as its field
/// says (a birthday "in spring", a photo elsewhere on the web) is left in the card. The error is `invalid`
/// when the card names nobody, or is a list of people rather than a person. O(card).
[[nodiscard]] Result<ContactCard> to_contact_card(const Vcard& card);

/// `source` (of version 4.0, or empty) saying what `contact` says. A property whose field did not change
/// stays as it is, at its place; one whose field changed keeps its group and its other parameters; everything
/// that is no field stays. Afterwards to_contact_card gives `contact` again, except that a label that is no
/// single word comes last. O(card).
[[nodiscard]] Vcard write_back(Vcard source, const ContactCard& contact);

}  // namespace confrere::formats

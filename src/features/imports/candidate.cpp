#include "features/imports/candidate.h"

#include <algorithm>

#include <fmt/format.h>
#include <sodium.h>

#include "formats/person_name.h"
#include "formats/phone.h"
#include "formats/vcard_reader.h"
#include "formats/vcard_version_4.h"
#include "formats/vcard_writer.h"

namespace confrere::imports {
namespace {

constexpr std::string_view kPhotoHash = "X-CONFRERE-PHOTO";

std::optional<formats::Vcard> parse_card(const std::string& text) {
  std::optional<formats::Vcard> found;
  formats::VcardReader reader([&](formats::VcardEntry&& entry) {
    if (auto* read = std::get_if<formats::ReadVcard>(&entry)) found = std::move(read->card);
  });
  reader.feed(text);
  reader.finish();
  if (found) found = formats::as_version_4(*std::move(found));
  return found;
}

/// A number as contacts are found by it; empty where it is none.
std::string comparable(const formats::LabelledValue& phone) {
  const auto key = formats::phone_key(phone.value);
  return key ? key->tail() : "";
}

std::string hash_of(const std::string& bytes) {
  std::array<unsigned char, 16> hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                     bytes.size(), nullptr, 0);
  std::string hex;
  for (const unsigned char byte : hash) hex += fmt::format("{:02x}", byte);
  return hex;
}

}  // namespace

std::optional<Candidate> candidate_from(std::string text, std::string uid, contacts::Source source,
                                        std::string connected_on) {
  const auto vcard = parse_card(text);
  if (!vcard) return std::nullopt;
  auto card = formats::to_contact_card(*vcard);
  if (!card) return std::nullopt;
  Candidate candidate{.card = *std::move(card),
                      .text = std::move(text),
                      .uid = std::move(uid),
                      .source = source,
                      .connected_on = std::move(connected_on)};
  candidate.photo = std::exchange(candidate.card.photo, std::nullopt);
  return candidate;
}

std::string source_card_of(const Candidate& candidate) {
  if (!candidate.photo) return candidate.text;
  auto vcard = parse_card(candidate.text);
  if (!vcard) return candidate.text;
  const auto photo = std::find_if(vcard->properties.begin(), vcard->properties.end(),
                                  [](const formats::Property& property) { return property.is("PHOTO"); });
  if (photo != vcard->properties.end()) {
    *photo = formats::Property{.group = {},
                               .name = std::string(kPhotoHash),
                               .parameters = {},
                               .value = hash_of(candidate.photo->bytes)};
  }
  return formats::write_vcard(*vcard);
}

std::optional<formats::ContactCard> read_source_card(const std::string& source_card) {
  const auto vcard = parse_card(source_card);
  if (!vcard) return std::nullopt;
  auto card = formats::to_contact_card(*vcard);
  if (!card) return std::nullopt;
  return *std::move(card);
}

std::string photo_of_source_card(const std::string& source_card) {
  const auto vcard = parse_card(source_card);
  const formats::Property* property = vcard ? vcard->find(kPhotoHash) : nullptr;
  return property != nullptr ? property->value : "";
}

std::string exported_card(const contacts::Contact& contact, const contacts::Origin& origin,
                          const std::optional<formats::Photo>& photo) {
  formats::Vcard source;
  if (origin.source_card) {
    if (auto parsed = parse_card(*origin.source_card)) source = *std::move(parsed);
  }
  formats::ContactCard card = card_of(contact);
  if (const formats::Property* uid = source.find("UID")) {
    card.uid = formats::unescape_text(uid->value);
  } else {
    card.uid = "urn:uuid:" + contact.id.text();
  }
  if (const auto before = formats::to_contact_card(source)) {
    card.rev = before->rev;
    card.categories = before->categories;
  }
  card.photo = photo;
  formats::Vcard written = formats::write_back(std::move(source), card);
  std::erase_if(written.properties,
                [](const formats::Property& property) { return property.is(kPhotoHash); });
  return formats::write_vcard(written);
}

formats::ContactCard card_of(const contacts::Contact& contact) {
  return {.name = contact.name,
          .name_parts = contact.name_parts,
          .nicknames = contact.nicknames,
          .emails = contact.emails,
          .phones = contact.phones,
          .addresses = contact.addresses,
          .links = contact.links,
          .messengers = contact.messengers,
          .dates = contact.dates,
          .languages = contact.languages,
          .pronouns = contact.pronouns,
          .roles = contact.roles,
          .specialties = contact.specialties,
          .note = contact.note,
          .photo = std::nullopt,
          .categories = {},
          .uid = {},
          .rev = {}};
}

contacts::ContactFields fields_of_card(const formats::ContactCard& card) {
  contacts::ContactFields fields;
  fields.name = card.name;
  fields.name_parts = card.name_parts;
  fields.nicknames = card.nicknames;
  fields.emails = card.emails;
  fields.phones = card.phones;
  fields.addresses = card.addresses;
  fields.links = card.links;
  fields.messengers = card.messengers;
  fields.dates = card.dates;
  fields.languages = card.languages;
  fields.pronouns = card.pronouns;
  fields.roles = card.roles;
  fields.specialties = card.specialties;
  fields.note = card.note;
  return fields;
}

std::vector<std::string> identity_keys(const Candidate& candidate) {
  const std::string name = formats::name_key(candidate.card.name);
  std::vector<std::string> keys{"uid\n" + candidate.uid};
  for (const auto& email : candidate.card.emails) {
    keys.push_back("email\n" + formats::email_key(email.value) + '\n' + name);
  }
  for (const auto& phone : candidate.card.phones) {
    const std::string key = comparable(phone);
    if (!key.empty()) keys.push_back("phone\n" + key + '\n' + name);
  }
  return keys;
}

std::optional<FoundMatch> find_match(const Viewer& viewer, store::ReadTransaction& tx,
                                     const Candidate& candidate) {
  using contacts::KeyKind;
  const auto by_uid = contacts::find_by_key(viewer, tx, KeyKind::uid, candidate.uid);
  if (!by_uid.empty()) return FoundMatch{.contact = by_uid.front(), .by_uid = true};

  std::vector<ContactId> reachable;
  const auto add = [&](KeyKind kind, const std::string& key) {
    if (key.empty()) return;
    for (const ContactId id : contacts::find_by_key(viewer, tx, kind, key)) reachable.push_back(id);
  };
  for (const auto& email : candidate.card.emails) add(KeyKind::email, formats::email_key(email.value));
  for (const auto& phone : candidate.card.phones) add(KeyKind::phone, comparable(phone));
  if (reachable.empty()) return std::nullopt;

  const auto namesakes =
      contacts::find_by_key(viewer, tx, KeyKind::name, formats::name_key(candidate.card.name));
  for (const ContactId id : reachable) {
    if (std::find(namesakes.begin(), namesakes.end(), id) != namesakes.end())
      return FoundMatch{.contact = id};
  }
  return std::nullopt;
}

}  // namespace confrere::imports

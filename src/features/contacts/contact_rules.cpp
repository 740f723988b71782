#include "features/contacts/contact_rules.h"

#include <algorithm>

#include "base/text.h"
#include "formats/person_name.h"
#include "formats/phone.h"

namespace confrere::contacts {
namespace {

template <class T>
void take(const Field<T>& given, T& kept) {
  if (given.given) kept = given.value.value_or(T{});
}

/// True when every word of the parts is still in the name.
bool parts_fit(const NameParts& parts, std::string_view name) {
  const auto in_name = words(fold(name));
  for (const std::string* part : {&parts.family, &parts.given}) {
    for (const std::string& word : words(fold(*part))) {
      if (std::find(in_name.begin(), in_name.end(), word) == in_name.end()) return false;
    }
  }
  return true;
}

/// "grace brewster hopper" gives "hopper grace brewster".
std::string last_word_first(const std::string& name) {
  const std::size_t space = name.rfind(' ');
  if (space == std::string::npos) return name;
  return name.substr(space + 1) + ' ' + name.substr(0, space);
}

/// "Hopper, Grace" is a family name first already; "Grace Hopper, MD" is not.
std::optional<std::string> family_first(std::string_view name) {
  const std::size_t comma = name.find(',');
  if (comma == std::string_view::npos) return std::nullopt;
  const std::string family = formats::name_key(name.substr(0, comma));
  const std::string given = formats::name_key(name.substr(comma + 1));
  if (given.empty() || family.empty() || family.find(' ') != std::string::npos) return std::nullopt;
  return family + ' ' + given;
}

bool has_ended(const Role& role, Date today) {
  if (!role.ended || !role.ended->year) return false;
  const std::string ended = role.ended->text();
  return ended < today.text().substr(0, ended.size());  // "2026" is over in 2027
}

/// A web address without what changes nothing: scheme, "www.", a slash at the end, small letters.
std::string link_key(std::string_view link) {
  std::string key = ascii_lower(trim(link));
  for (const std::string_view start : {"https://", "http://", "www."}) {
    if (key.starts_with(start)) key.erase(0, start.size());
  }
  while (key.ends_with('/')) key.pop_back();
  return key;
}

/// An organisation is spelt as when it was first named, and lends its sector to a role without one.
bool same_role(const Role& kept, const Role& given) {
  const bool same_place = fold(kept.organisation) == fold(given.organisation);
  const bool same_sector =
      kept.sector == given.sector || (!given.sector && same_place && !given.organisation.empty());
  return same_place && same_sector && kept.title == given.title && kept.department == given.department &&
         kept.started == given.started && kept.ended == given.ended;
}

}  // namespace

Contact with_fields(Contact contact, const ContactFields& fields) {
  take(fields.name, contact.name);
  if (fields.name.given && !parts_fit(contact.name_parts, contact.name)) contact.name_parts = {};
  take(fields.name_parts, contact.name_parts);
  take(fields.nicknames, contact.nicknames);
  take(fields.emails, contact.emails);
  take(fields.phones, contact.phones);
  take(fields.addresses, contact.addresses);
  take(fields.links, contact.links);
  take(fields.messengers, contact.messengers);
  take(fields.dates, contact.dates);
  take(fields.languages, contact.languages);
  take(fields.pronouns, contact.pronouns);
  take(fields.roles, contact.roles);
  take(fields.specialties, contact.specialties);
  if (fields.how_we_met.given) contact.how_we_met = fields.how_we_met.value;
  take(fields.cares_about, contact.cares_about);
  take(fields.cases_loved, contact.cases_loved);
  take(fields.cases_unwanted, contact.cases_unwanted);
  take(fields.ask, contact.ask);
  take(fields.offer, contact.offer);
  take(fields.note, contact.note);
  return contact;
}

bool same_fields(const Contact& kept, const Contact& given) {
  if (!std::equal(kept.roles.begin(), kept.roles.end(), given.roles.begin(), given.roles.end(), same_role))
    return false;
  const auto fields = [](const Contact& contact) {
    return std::tie(contact.name, contact.name_parts, contact.nicknames, contact.emails, contact.phones,
                    contact.addresses, contact.links, contact.messengers, contact.dates, contact.languages,
                    contact.pronouns, contact.specialties, contact.how_we_met, contact.cares_about,
                    contact.cases_loved, contact.cases_unwanted, contact.ask, contact.offer, contact.note);
  };
  return fields(kept) == fields(given);
}

Result<ContactFields> checked_fields(ContactFields fields) {
  return checked(std::move(fields), Strictness::typed);
}

bool would_change(const Contact& contact, const ContactFields& fields) {
  auto tidied = checked(fields, Strictness::card);
  if (!tidied) return true;
  if (!same_fields(contact, with_fields(contact, *tidied))) return true;
  if (!tidied->circles.given) return false;
  const auto wanted = tidied->circles.value.value_or(std::vector<CircleId>{});
  return wanted.size() != contact.circles.size() ||
         !std::all_of(contact.circles.begin(), contact.circles.end(), [&](const CircleRef& circle) {
           return std::find(wanted.begin(), wanted.end(), circle.id) != wanted.end();
         });
}

ContactFields fields_of(const Contact& contact) {
  std::vector<CircleId> circles;
  for (const CircleRef& circle : contact.circles) circles.push_back(circle.id);
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
          .circles = circles,
          .how_we_met = contact.how_we_met,
          .cares_about = contact.cares_about,
          .cases_loved = contact.cases_loved,
          .cases_unwanted = contact.cases_unwanted,
          .ask = contact.ask,
          .offer = contact.offer,
          .note = contact.note,
          .no_patient_confirmed = true};
}

std::string sort_key(const Contact& contact) {
  const NameParts& parts = contact.name_parts;
  if (!parts.family.empty()) return fold(parts.family + ' ' + parts.given + ' ' + parts.additional);
  if (auto key = family_first(contact.name)) return *std::move(key);
  const std::string key = formats::name_key(contact.name);
  return key.empty() ? fold(contact.name) : last_word_first(key);
}

std::string headline(const Contact& contact, Date today) {
  if (contact.roles.empty()) return {};
  const auto current = std::find_if(contact.roles.begin(), contact.roles.end(),
                                    [&](const Role& role) { return !has_ended(role, today); });
  const Role& shown = current == contact.roles.end() ? contact.roles.front() : *current;
  std::vector<std::string> parts;
  for (const std::string* part : {&shown.title, &shown.organisation}) {
    if (!part->empty()) parts.push_back(*part);
  }
  return parts.empty() ? shown.department : join(parts, ", ");
}

std::vector<Key> keys_of(const Contact& contact, const Origin& origin) {
  std::vector<Key> keys;
  const auto add = [&](KeyKind kind, std::string value) {
    if (!value.empty()) keys.emplace_back(kind, std::move(value));
  };
  add(KeyKind::uid, origin.uid.value_or(""));
  add(KeyKind::name, formats::name_key(contact.name));
  for (const LabelledValue& email : contact.emails) add(KeyKind::email, formats::email_key(email.value));
  for (const LabelledValue& link : contact.links) add(KeyKind::link, link_key(link.value));
  for (const LabelledValue& phone : contact.phones) {
    if (const auto key = formats::phone_key(phone.value)) add(KeyKind::phone, key->tail());
  }
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

}  // namespace confrere::contacts

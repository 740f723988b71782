#include "formats/contact_card.h"

#include <utility>

#include "base/text.h"
#include "formats/contact_fields.h"

namespace confrere::formats {
namespace {

template <class T>
std::vector<T> items(std::vector<fields::Located<T>> located) {
  std::vector<T> found;
  found.reserve(located.size());
  for (auto& [item, at] : located) found.push_back(std::move(item));
  return found;
}

bool is_group(const Vcard& card) {
  for (const std::string_view name : {"KIND", "X-ADDRESSBOOKSERVER-KIND"}) {
    const Property* kind = card.find(name);
    if (kind != nullptr && ascii_iequals(trim(kind->value), "group")) return true;
  }
  return false;
}

std::string first_text(const Vcard& card, std::string_view property) {
  auto found = fields::texts(card, property);
  return found.empty() ? std::string{} : std::move(found.front().item);
}

NameParts name_parts_of(const Vcard& card) {
  const Property* name = card.find("N");
  if (name == nullptr) return {};
  auto [family, given, additional, prefix, suffix] = name_components(name->value);
  return {std::move(family), std::move(given), std::move(additional), std::move(prefix), std::move(suffix)};
}

}  // namespace

Result<ContactCard> to_contact_card(const Vcard& card) {
  ContactCard contact;
  contact.name = squeeze(first_text(card, "FN"));
  if (is_group(card)) {
    return invalid("", "This is a list of people, not a person" +
                           (contact.name.empty() ? std::string{} : ": " + contact.name) + '.');
  }
  if (contact.name.empty()) {
    return invalid("",
                   "This card names nobody: it has no name, organisation, nickname, e-mail or phone number.");
  }
  contact.name_parts = name_parts_of(card);
  contact.nicknames = items(fields::lists(card, "NICKNAME"));
  contact.emails = items(fields::emails(card));
  contact.phones = items(fields::phones(card));
  contact.addresses = items(fields::addresses(card));
  contact.links = items(fields::links(card));
  contact.messengers = items(fields::messengers(card));
  contact.dates = items(fields::dates(card));
  contact.languages = items(fields::texts(card, "LANG"));
  contact.pronouns = first_text(card, "PRONOUNS");
  for (fields::LocatedRole& role : fields::roles(card)) contact.roles.push_back(std::move(role.item));
  contact.specialties = items(fields::texts(card, "EXPERTISE"));
  contact.note = join(items(fields::texts(card, "NOTE")), "\n\n");
  if (auto photos = fields::photos(card); !photos.empty()) contact.photo = std::move(photos.front().item);
  contact.categories = items(fields::lists(card, "CATEGORIES"));
  contact.uid = first_text(card, "UID");
  contact.rev = first_text(card, "REV");
  return contact;
}

}  // namespace confrere::formats

#pragma once

/// What a contact's fields must be, and what is made of them. Pure.

#include <string>
#include <utility>
#include <vector>

#include "features/contacts/contacts.h"

namespace confrere::contacts {

enum class Strictness : std::uint8_t {
  typed,  ///< somebody fills a form: an e-mail needs its @
  card,   ///< a card says so: kept as it is
};

/// The fields tidied: white space squeezed out of lines, blank entries dropped, specialties spelt as in the
/// list. Or the first thing wrong, naming the field.
Result<ContactFields> checked(ContactFields fields, Strictness strictness);

/// `contact` with the fields that are given. A new name makes name parts go that are not in it. Circles and
/// the tie are not touched.
Contact with_fields(Contact contact, const ContactFields& fields);

/// True when `given` says nothing new of the contact as it is `kept`, circles aside.
bool same_fields(const Contact& kept, const Contact& given);

/// By what lists sort: folded, family name first.
std::string sort_key(const Contact& contact);
/// Of the first role that has not ended, else of the first.
std::string headline(const Contact& contact, Date today);

using Key = std::pair<KeyKind, std::string>;
/// By what the contact is recognised; sorted, each once.
std::vector<Key> keys_of(const Contact& contact, const Origin& origin);

}  // namespace confrere::contacts

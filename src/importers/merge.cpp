#include "importers/merge.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "base/text.h"
#include "formats/person_name.h"
#include "formats/phone.h"
#include "importers/identity.h"

namespace confrere::importers {
namespace {

using formats::Address;
using formats::ContactCard;
using formats::DatedEvent;
using formats::LabelledValue;
using formats::RoleEntry;

std::string listed(std::initializer_list<std::string_view> parts) {
  std::vector<std::string> said;
  for (const std::string_view part : parts) {
    if (!part.empty()) said.emplace_back(part);
  }
  return join(said, ", ");
}

std::string key_of_email(const LabelledValue& email) {
  std::string key = formats::email_key(email.value);
  return key.empty() ? fold(email.value) : key;
}
std::string key_of_phone(const LabelledValue& phone) {
  const auto key = formats::phone_key(phone.value);
  return key ? key->tail() + 'x' + key->extension : fold(phone.value);
}
std::string key_of_link(const LabelledValue& link) {
  return link_key(link.value);
}
std::string key_of_value(const LabelledValue& value) {
  return fold(value.value);
}
std::string key_of_address(const Address& address) {
  return fold(listed({address.po_box, address.extended, address.street, address.city, address.postcode}));
}
std::string key_of_date(const DatedEvent& event) {
  return fold(event.kind) + ' ' + event.date.text();
}
std::string key_of_role(const RoleEntry& role) {
  return fold(role.title) + '\n' + fold(role.organisation);
}
std::string key_of_text(const std::string& text) {
  return fold(text);
}

std::string value_of(const LabelledValue& value) {
  return value.value;
}
std::string text_of(const std::string& text) {
  return text;
}

class Merger {
 public:
  Merger(const ContactCard& ours, const ContactCard& incoming, const ContactCard& base)
      : merged_{ours, {}}, incoming_(incoming), base_(base) {}

  Merge run() {
    single("name", &ContactCard::name);
    parts_of_the_name();
    list("nickname", &ContactCard::nicknames, key_of_text, text_of);
    list("e-mail", &ContactCard::emails, key_of_email, value_of);
    list("phone", &ContactCard::phones, key_of_phone, value_of);
    list("address", &ContactCard::addresses, key_of_address, [](const Address& a) {
      return listed({a.street, a.city, a.postcode, a.country});
    });
    list("link", &ContactCard::links, key_of_link, value_of);
    list("messenger", &ContactCard::messengers, key_of_value, value_of);
    list("date", &ContactCard::dates, key_of_date,
         [](const DatedEvent& event) { return event.kind + ' ' + event.date.text(); });
    list("language", &ContactCard::languages, key_of_text, text_of);
    single("pronouns", &ContactCard::pronouns);
    list("role", &ContactCard::roles, key_of_role, [](const RoleEntry& role) {
      return listed({role.title, role.organisation});
    });
    list("specialty", &ContactCard::specialties, key_of_text, text_of);
    note();
    photo();
    list("category", &ContactCard::categories, key_of_text, text_of);
    if (merged_.contact.uid.empty()) merged_.contact.uid = incoming_.uid;
    if (!incoming_.rev.empty()) merged_.contact.rev = incoming_.rev;
    return std::move(merged_);
  }

 private:
  void tell(std::string_view what, std::string_view value) {
    merged_.changes.push_back(value.empty() ? std::string(what)
                                            : std::string(what) + ' ' + std::string(value));
  }

  void single(std::string_view what, std::string ContactCard::*field) {
    const std::string& theirs = incoming_.*field;
    std::string& ours = merged_.contact.*field;
    const bool is_news = !theirs.empty() && theirs != base_.*field && theirs != ours;
    if (!is_news || (!ours.empty() && ours != base_.*field)) return;
    ours = theirs;
    tell(what, theirs);
  }

  /// Part of the name, and told with it.
  void parts_of_the_name() {
    formats::NameParts& ours = merged_.contact.name_parts;
    const bool open = ours == formats::NameParts{} || ours == base_.name_parts;
    const bool same_name = merged_.contact.name == incoming_.name;
    if (open && same_name && incoming_.name_parts != formats::NameParts{}) ours = incoming_.name_parts;
  }

  template <class T, class Key, class Text>
  void list(std::string_view what, std::vector<T> ContactCard::*field, Key key, Text text) {
    const auto has = [&key](const std::vector<T>& entries, const std::string& wanted) {
      return std::any_of(entries.begin(), entries.end(),
                         [&](const T& entry) { return key(entry) == wanted; });
    };
    std::vector<T>& ours = merged_.contact.*field;
    for (const T& theirs : incoming_.*field) {
      const std::string wanted = key(theirs);
      if (has(base_.*field, wanted) || has(ours, wanted)) continue;
      ours.push_back(theirs);
      tell(what, text(theirs));
    }
  }

  void note() {
    const std::string theirs(trim(incoming_.note));
    std::string& ours = merged_.contact.note;
    if (theirs.empty() || theirs == trim(base_.note) || ours.find(theirs) != std::string::npos) return;
    ours = trim(ours).empty() ? theirs : std::string(trim(ours)) + "\n\n" + theirs;
    tell("note", {});
  }

  void photo() {
    const auto& theirs = incoming_.photo;
    auto& ours = merged_.contact.photo;
    const bool is_news = theirs && theirs != base_.photo && theirs != ours;
    if (!is_news || (ours && ours != base_.photo)) return;
    ours = theirs;
    tell("photo", {});
  }

  Merge merged_;
  const ContactCard& incoming_;
  const ContactCard& base_;
};

}  // namespace

Merge merge(const ContactCard& ours, const ContactCard& incoming, const ContactCard& base) {
  return Merger(ours, incoming, base).run();
}

}  // namespace confrere::importers

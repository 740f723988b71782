#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"
#include "formats/card_editor.h"
#include "formats/contact_card.h"
#include "formats/contact_fields.h"
#include "formats/labels.h"
#include "formats/transfer_encoding.h"

namespace confrere::formats {
namespace {

using fields::Located;

/// A value that is one text although its type does not ask for escapes (URI, phone number): only what would
/// be taken for an escape, or break the line, is escaped.
std::string single_value(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (c == '\n') {
      out.append("\\n");
    } else if (c == '\\') {
      out.append("\\\\");
    } else if (c != '\r') {
      out.push_back(c);
    }
  }
  return out;
}

void set_preferred(Property& property, bool preferred) {
  if (preferred) {
    property.set_parameter("PREF", {"1"});
  } else if (property.parameter_value("PREF") == "1") {
    property.remove_parameter("PREF");
  }
}

bool same_person_would_say(const LabelledValue& a, const LabelledValue& b) {
  return a.value == b.value;
}
bool same_person_would_say(const Address& a, const Address& b) {
  return a.street == b.street && a.city == b.city && a.postcode == b.postcode;
}
bool same_person_would_say(const DatedEvent& a, const DatedEvent& b) {
  return a.kind == b.kind;
}
bool same_person_would_say(const std::string& a, const std::string& b) {
  return a == b;
}
bool same_person_would_say(const RoleEntry& a, const RoleEntry& b) {
  return a.organisation == b.organisation || (!a.title.empty() && a.title == b.title);
}

/// For each wanted entry the old one it continues: an equal one, else one that is alike, else the next in
/// order.
template <class T, class ItemOf>
std::vector<std::optional<std::size_t>> match(std::size_t old_count, ItemOf old_item,
                                              const std::vector<T>& wanted) {
  std::vector<std::optional<std::size_t>> source(wanted.size());
  std::vector<bool> used(old_count, false);
  const auto pass = [&](auto fits) {
    for (std::size_t w = 0; w < wanted.size(); ++w) {
      for (std::size_t o = 0; o < old_count && !source[w]; ++o) {
        if (used[o] || !fits(old_item(o), wanted[w])) continue;
        source[w] = o;
        used[o] = true;
      }
    }
  };
  pass([](const T& a, const T& b) { return a == b; });
  pass([](const T& a, const T& b) { return same_person_would_say(a, b); });
  pass([](const T&, const T&) { return true; });
  return source;
}

/// Brings the properties of a field that has one property an entry to what is wanted. `write` changes a
/// property (empty when it is new) from the old entry, if any, to the new.
template <class T, class Write>
void sync(CardEditor& editor, const std::vector<Located<T>>& old, const std::vector<T>& wanted, Write write) {
  const bool same = old.size() == wanted.size() &&
                    std::equal(old.begin(), old.end(), wanted.begin(),
                               [](const Located<T>& located, const T& item) { return located.item == item; });
  if (same) return;
  const auto source = match(
      old.size(), [&old](std::size_t o) -> const T& { return old[o].item; }, wanted);
  const std::optional<std::size_t> last = old.empty() ? std::nullopt : std::optional(old.back().at);
  std::vector<Property> properties;
  std::vector<std::size_t> places;
  for (std::size_t w = 0; w < wanted.size(); ++w) {
    if (!source[w]) {
      properties.push_back(write(Property{}, last, nullptr, wanted[w]));
      continue;
    }
    const Located<T>& from = old[*source[w]];
    const Property& property = editor.at(from.at);
    properties.push_back(from.item == wanted[w] ? property : write(property, from.at, &from.item, wanted[w]));
    places.push_back(from.at);
  }
  for (const Located<T>& located : old) {
    if (std::find(places.begin(), places.end(), located.at) == places.end()) editor.remove(located.at);
  }
  std::sort(places.begin(), places.end());
  for (std::size_t i = 0; i < properties.size(); ++i) {
    if (i < places.size()) {
      editor.replace(places[i], std::move(properties[i]));
    } else {
      editor.add(last, std::move(properties[i]));
    }
  }
}

void sync_labelled(CardEditor& editor, const std::vector<Located<LabelledValue>>& old,
                   const std::vector<LabelledValue>& wanted, std::string_view name) {
  sync(editor, old, wanted,
       [&](Property property, std::optional<std::size_t> place, const LabelledValue* before,
           const LabelledValue& after) {
         std::vector<std::string> labels = after.labels;
         if (property.name.empty()) property.name = name;
         if (before == nullptr || before->value != after.value) {
           property.value = single_value(after.value);
           const bool uri = ascii_iequals(property.parameter_value("VALUE"), "uri");
           if (uri && is_one_of(property.name, {"TEL", "EMAIL"})) property.remove_parameter("VALUE");
           const bool profile = is_one_of(property.name, {"X-SOCIALPROFILE", "SOCIALPROFILE"});
           if (profile && after.value.find("://") == std::string::npos) property.name = name;
         }
         if (before == nullptr || before->labels != after.labels) {
           const std::string service(fields::messenger_service(property));
           const auto implied = std::find(labels.begin(), labels.end(), service);
           if (implied != labels.end()) {
             labels.erase(implied);
           } else if (!service.empty()) {
             property.name = "IMPP";
           }
           property.remove_parameter("SERVICE-TYPE");
           property.remove_parameter("X-SERVICE-TYPE");
           property = editor.with_labels(std::move(property), place, labels);
         }
         set_preferred(property, after.preferred);
         return property;
       });
}

std::string address_value(const Address& address) {
  return fmt::format("{};{};{};{};{};{};{}", escape_text(address.po_box), escape_text(address.extended),
                     escape_text(address.street), escape_text(address.city), escape_text(address.region),
                     escape_text(address.postcode), escape_text(address.country));
}

void sync_addresses(CardEditor& editor, const std::vector<Located<Address>>& old,
                    const std::vector<Address>& wanted) {
  sync(editor, old, wanted,
       [&](Property property, std::optional<std::size_t> place, const Address* before, const Address& after) {
         property.name = "ADR";
         const std::string value = address_value(after);
         if (before == nullptr || address_value(*before) != value) {
           property.value = value;
           // The address as printed, and where it is on the map, were those of the old one.
           property.remove_parameter("LABEL");
           property.remove_parameter("GEO");
         }
         if (before == nullptr || before->labels != after.labels) {
           property = editor.with_labels(std::move(property), place, after.labels);
         }
         set_preferred(property, after.preferred);
         return property;
       });
}

/// "1975-03-01": Apple reads no other form of a whole date in X-ABDATE.
std::string own_date(const PartialDate& date) {
  return date.year && date.day ? date.text() : to_vcard_date(date);
}

void sync_dates(CardEditor& editor, const std::vector<Located<DatedEvent>>& old,
                const std::vector<DatedEvent>& wanted) {
  sync(editor, old, wanted,
       [&](Property property, std::optional<std::size_t> place, const DatedEvent* before,
           const DatedEvent& after) {
         const bool android = property.is("X-ANDROID-CUSTOM");
         if (android || before == nullptr || before->kind != after.kind) {
           const bool own = !is_one_of(after.kind, {"birthday", "anniversary", "death"});
           property = editor.with_labels(std::move(property), place,
                                         own ? std::vector{after.kind} : std::vector<std::string>{});
           property.name = own                        ? "X-ABDATE"
                           : after.kind == "birthday" ? "BDAY"
                           : after.kind == "death"    ? "DEATHDATE"
                                                      : "ANNIVERSARY";
         }
         property.value = property.is("X-ABDATE") ? own_date(after.date) : to_vcard_date(after.date);
         property.remove_parameter("X-APPLE-OMIT-YEAR");
         property.remove_parameter("VALUE");
         return property;
       });
}

void sync_texts(CardEditor& editor, const std::vector<Located<std::string>>& old,
                const std::vector<std::string>& wanted, std::string_view name) {
  sync(editor, old, wanted,
       [&](Property property, std::optional<std::size_t>, const std::string*, const std::string& after) {
         property.name = name;
         property.value = escape_text(after);
         return property;
       });
}

/// A field that is one property: the first that holds it takes the value, others go.
void set_single(CardEditor& editor, const std::vector<std::size_t>& places, std::string_view name,
                std::string value) {
  const std::size_t kept = value.empty() ? 0 : 1;
  for (std::size_t i = kept; i < places.size(); ++i) editor.remove(places[i]);
  if (value.empty()) return;
  if (places.empty()) return editor.add(std::nullopt, {"", std::string(name), {}, std::move(value), false});
  Property property = editor.at(places.front());
  if (!property.is(name)) property = {"", std::string(name), {}, {}, false};
  property.value = std::move(value);
  editor.replace(places.front(), std::move(property));
}

template <class T>
std::vector<std::size_t> places_of(const std::vector<Located<T>>& located) {
  std::vector<std::size_t> places;
  for (const Located<T>& each : located) {
    if (places.empty() || places.back() != each.at) places.push_back(each.at);
  }
  return places;
}

void set_list(CardEditor& editor, const std::vector<Located<std::string>>& old,
              const std::vector<std::string>& wanted, std::string_view name) {
  const bool same = std::equal(
      old.begin(), old.end(), wanted.begin(), wanted.end(),
      [](const Located<std::string>& located, const std::string& item) { return located.item == item; });
  if (same) return;
  std::vector<std::string> escaped;
  for (const std::string& item : wanted) escaped.push_back(escape_text(item));
  set_single(editor, places_of(old), name, join(escaped, ","));
}

void set_text(CardEditor& editor, const Vcard& card, std::string_view name, const std::string& before,
              const std::string& after) {
  if (before != after) set_single(editor, places_of(fields::texts(card, name)), name, escape_text(after));
}

/// Only the first of a name is the field; the others stay.
void set_first_text(CardEditor& editor, const Vcard& card, std::string_view name, const std::string& before,
                    const std::string& after) {
  if (before == after) return;
  auto places = places_of(fields::texts(card, name));
  if (!after.empty()) places.resize(std::min<std::size_t>(places.size(), 1));
  set_single(editor, places, name, escape_text(after));
}

void set_name_parts(CardEditor& editor, const Vcard& card, const NameParts& before, const NameParts& after) {
  if (before == after) return;
  std::vector<std::size_t> places;
  for (std::size_t at = 0; at < card.properties.size(); ++at) {
    if (card.properties[at].is("N")) places.push_back(at);
  }
  const std::string value =
      after == NameParts{}
          ? std::string{}
          : fmt::format("{};{};{};{};{}", escape_text(after.family), escape_text(after.given),
                        escape_text(after.additional), escape_text(after.prefix), escape_text(after.suffix));
  set_single(editor, places, "N", value);
}

void set_photo(CardEditor& editor, const Vcard& card, const std::optional<Photo>& after) {
  const auto before = fields::photos(card);
  if ((before.empty() ? std::nullopt : std::optional(before.front().item)) == after) return;
  auto places = places_of(before);
  // Without the first the next would show; with another it stays behind it.
  if (after) places.resize(std::min<std::size_t>(places.size(), 1));
  set_single(editor, places, "PHOTO",
             after ? "data:" + after->media_type + ";base64," + encode_base64(after->bytes) : std::string{});
}

/// How long a role lasted and where it belongs, for which vCard has no words.
void set_role_details(Property& property, const RoleEntry& role) {
  const auto set = [&property](std::string_view name, const std::string& value) {
    if (value.empty()) {
      property.remove_parameter(name);
    } else {
      property.set_parameter(name, {value});
    }
  };
  set(fields::kSectorParameter, role.sector ? boost::describe::enum_to_string(*role.sector, "") : "");
  set(fields::kStartedParameter, role.started ? role.started->text() : "");
  set(fields::kEndedParameter, role.ended ? role.ended->text() : "");
}

class RoleWriter {
 public:
  RoleWriter(CardEditor& editor, const Vcard& card, const std::vector<RoleEntry>& wanted)
      : editor_(editor), card_(card), old_(fields::roles(card)), wanted_(wanted) {}

  void write() {
    const bool same = std::equal(
        old_.begin(), old_.end(), wanted_.begin(), wanted_.end(),
        [](const fields::LocatedRole& located, const RoleEntry& role) { return located.item == role; });
    if (same) return;
    for (const fields::LocatedRole& role : old_) {
      if (role.organisation_at) taken_.push_back(*role.organisation_at);
      if (role.title_at) taken_.push_back(*role.title_at);
    }
    const auto source = match(
        old_.size(), [this](std::size_t o) -> const RoleEntry& { return old_[o].item; }, wanted_);
    for (std::size_t w = 0; w < wanted_.size(); ++w)
      add_role(source[w] ? &old_[*source[w]] : nullptr, wanted_[w]);
    place();
  }

 private:
  void add_role(const fields::LocatedRole* before, const RoleEntry& role) {
    if (role == RoleEntry{}) return;
    // Several roles stay apart by their groups only.
    const std::string group = wanted_.size() > 1 ? editor_.new_group(fields::kRoleGroup) : std::string{};
    const bool by_organisation = !role.organisation.empty() || !role.department.empty() || role.title.empty();
    if (by_organisation) written_.push_back(organisation_of(before, role, group));
    if (role.title.empty()) return;
    Property title = title_of(before, role, group);
    set_role_details(title, by_organisation ? RoleEntry{} : role);
    const bool title_first = by_organisation && before != nullptr && before->title_at &&
                             before->organisation_at && *before->title_at < *before->organisation_at;
    written_.insert(title_first ? written_.end() - 1 : written_.end(), std::move(title));
  }

  [[nodiscard]] Property organisation_of(const fields::LocatedRole* before, const RoleEntry& role,
                                         const std::string& group) const {
    Property property = start("ORG", before == nullptr ? std::nullopt : before->organisation_at, group);
    const bool changed = before == nullptr || !before->organisation_at ||
                         before->item.organisation != role.organisation ||
                         before->item.department != role.department;
    if (changed) {
      property.value = escape_text(role.organisation);
      if (!role.department.empty()) property.value += ';' + escape_text(role.department);
    }
    set_role_details(property, role);
    return property;
  }

  [[nodiscard]] Property title_of(const fields::LocatedRole* before, const RoleEntry& role,
                                  const std::string& group) const {
    Property property = start("TITLE", before == nullptr ? std::nullopt : before->title_at, group);
    if (before == nullptr || before->item.title != role.title) property.value = escape_text(role.title);
    return property;
  }

  [[nodiscard]] Property start(std::string_view name, std::optional<std::size_t> place,
                               const std::string& group) const {
    Property property = place ? editor_.at(*place) : Property{"", std::string(name), {}, "", false};
    if (property.is("ROLE")) property.name = "TITLE";
    if (!group.empty() || property.group.starts_with(fields::kRoleGroup)) property.group = group;
    return property;
  }

  void place() {
    std::sort(taken_.begin(), taken_.end());
    const std::optional<std::size_t> last = taken_.empty() ? std::nullopt : std::optional(taken_.back());
    for (std::size_t i = 0; i < std::max(taken_.size(), written_.size()); ++i) {
      if (i >= written_.size()) {
        editor_.remove(taken_[i]);
      } else if (i < taken_.size()) {
        editor_.replace(taken_[i], std::move(written_[i]));
      } else {
        editor_.add(last, std::move(written_[i]));
      }
    }
    // A ROLE stands in where there is no title: the person now says there is none.
    const bool untitled =
        std::any_of(wanted_.begin(), wanted_.end(), [](const RoleEntry& role) { return role.title.empty(); });
    for (std::size_t at = 0; at < card_.properties.size() && (untitled || wanted_.empty()); ++at) {
      const bool taken = std::binary_search(taken_.begin(), taken_.end(), at);
      if (card_.properties[at].is("ROLE") && !taken) editor_.remove(at);
    }
  }

  CardEditor& editor_;
  const Vcard& card_;
  std::vector<fields::LocatedRole> old_;
  const std::vector<RoleEntry>& wanted_;
  std::vector<std::size_t> taken_;  ///< places of the old roles' properties
  std::vector<Property> written_;
};

}  // namespace

Vcard write_back(Vcard source, const ContactCard& contact) {
  const Vcard& card = source;
  // A card that names nobody has no fields to keep; its properties stay.
  const auto read = to_contact_card(card);
  const ContactCard before = read ? *read : ContactCard{};
  CardEditor editor(card);
  set_first_text(editor, card, "FN", before.name, contact.name);
  set_name_parts(editor, card, before.name_parts, contact.name_parts);
  set_list(editor, fields::lists(card, "NICKNAME"), contact.nicknames, "NICKNAME");
  sync_labelled(editor, fields::emails(card), contact.emails, "EMAIL");
  sync_labelled(editor, fields::phones(card), contact.phones, "TEL");
  sync_addresses(editor, fields::addresses(card), contact.addresses);
  sync_labelled(editor, fields::links(card), contact.links, "URL");
  sync_labelled(editor, fields::messengers(card), contact.messengers, "IMPP");
  sync_dates(editor, fields::dates(card), contact.dates);
  sync_texts(editor, fields::texts(card, "LANG"), contact.languages, "LANG");
  set_first_text(editor, card, "PRONOUNS", before.pronouns, contact.pronouns);
  RoleWriter(editor, card, contact.roles).write();
  sync_texts(editor, fields::texts(card, "EXPERTISE"), contact.specialties, "EXPERTISE");
  set_text(editor, card, "NOTE", before.note, contact.note);
  set_photo(editor, card, contact.photo);
  set_list(editor, fields::lists(card, "CATEGORIES"), contact.categories, "CATEGORIES");
  set_first_text(editor, card, "UID", before.uid, contact.uid);
  set_first_text(editor, card, "REV", before.rev, contact.rev);
  return std::move(editor).finish();
}

}  // namespace confrere::formats

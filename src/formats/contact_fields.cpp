#include "formats/contact_fields.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "formats/labels.h"
#include "formats/transfer_encoding.h"

namespace confrere::formats::fields {
namespace {

std::string plain(const Property& property) {
  return std::string(trim(unescape_text(property.value)));
}

std::string without_scheme(std::string text, std::string_view scheme) {
  const bool has_it = ascii_iequals(std::string_view(text).substr(0, scheme.size()), scheme);
  return has_it ? std::string(trim(std::string_view(text).substr(scheme.size()))) : std::move(text);
}

/// "tel:+1-418-656-9254;ext=102" as people write it (RFC 3966).
std::string phone_text(std::string text) {
  constexpr std::string_view kScheme = "tel:";
  if (!ascii_iequals(std::string_view(text).substr(0, kScheme.size()), kScheme)) return text;
  const std::string number = decode_percent(std::string_view(text).substr(kScheme.size()));
  std::string shown = number.substr(0, number.find(';'));
  for (const std::string_view parameter : split(number, ';')) {
    if (parameter.starts_with("ext=")) shown.append(" ext. ").append(parameter.substr(4));
  }
  return std::string(trim(shown));
}

bool is_preferred(const Property& property) {
  return property.parameter_value("PREF") == "1";
}

LabelledValue labelled(const Vcard& card, const Property& property, std::string value) {
  return {std::move(value), labels_of(card, property), is_preferred(property)};
}

/// Entries of the properties for which `read` gives a value that is not empty.
template <class Read>
std::vector<Located<LabelledValue>> labelled_values(const Vcard& card, Read read) {
  std::vector<Located<LabelledValue>> found;
  for (std::size_t at = 0; at < card.properties.size(); ++at) {
    std::string value = read(card.properties[at]);
    if (value.empty()) continue;
    found.push_back({labelled(card, card.properties[at], std::move(value)), at});
  }
  return found;
}

void add_service_label(LabelledValue& value, std::string_view service) {
  const std::string label = ascii_lower(trim(service));
  if (label.empty() || std::find(value.labels.begin(), value.labels.end(), label) != value.labels.end())
    return;
  value.labels.insert(value.labels.begin(), label);
}

std::string_view service_parameter(const Property& property) {
  const std::string_view standard = property.parameter_value("SERVICE-TYPE");
  return standard.empty() ? property.parameter_value("X-SERVICE-TYPE") : standard;
}

struct Service {
  std::string_view property;
  std::string_view label;
};
constexpr std::array kServices{
    Service{"X-AIM", "aim"},
    Service{"X-ICQ", "icq"},
    Service{"X-JABBER", "jabber"},
    Service{"X-MSN", "msn"},
    Service{"X-YAHOO", "yahoo"},
    Service{"X-SKYPE", "skype"},
    Service{"X-QQ", "qq"},
    Service{"X-SKYPE-USERNAME", "skype"},
    Service{"X-GTALK", "google-talk"},
    Service{"X-GOOGLE-TALK", "google-talk"},
    Service{"X-GADUGADU", "gadugadu"},
    Service{"X-MS-IMADDRESS", "im"},
};

std::string component(std::string_view value, std::size_t which, std::string_view separator) {
  const auto pieces = split_value(value, ';');
  if (which >= pieces.size()) return {};
  std::vector<std::string> found;
  for (const std::string_view piece : split_value(pieces[which], ',')) {
    if (std::string text(trim(unescape_text(piece))); !text.empty()) found.push_back(std::move(text));
  }
  return join(found, separator);
}

/// Columns of "X-ANDROID-CUSTOM:vnd.android.cursor.item/contact_event;2012-01-01;0;label;;": the kind of row,
/// then its data. Empty when it is not of the kind.
std::vector<std::string> android_row(const Property& property, std::string_view kind) {
  if (!property.is("X-ANDROID-CUSTOM")) return {};
  auto columns = text_list(property.value, ';');
  if (columns.size() < 2 || columns[0] != "vnd.android.cursor.item/" + std::string(kind)) return {};
  return columns;
}

std::optional<DatedEvent> android_event(const Property& property) {
  auto columns = android_row(property, "contact_event");
  if (columns.size() < 3) return std::nullopt;
  const auto date = parse_vcard_date(columns[1]);
  if (!date) return std::nullopt;
  columns.resize(4);
  const std::string_view type = columns[2];
  const std::string own = squeeze(columns[3]).empty() ? "other" : squeeze(columns[3]);
  return DatedEvent{type == "1"   ? "anniversary"
                    : type == "3" ? "birthday"
                    : type == "2" ? "other"
                                  : own,
                    *date};
}

std::optional<DatedEvent> dated_event(const Vcard& card, const Property& property) {
  if (auto event = android_event(property)) return event;
  std::string kind;
  if (property.is("BDAY")) {
    kind = "birthday";
  } else if (property.is("DEATHDATE")) {
    kind = "death";
  } else if (is_anniversary(property)) {
    kind = "anniversary";
  } else if (property.is("X-ABDATE")) {
    kind = join(labels_of(card, property), " ");
    if (kind.empty()) kind = "other";
  } else {
    return std::nullopt;
  }
  const auto date = parse_vcard_date(unescape_text(property.value));
  return date ? std::optional(DatedEvent{std::move(kind), *date}) : std::nullopt;
}

std::optional<PartialDate> date_parameter(const Property& property, std::string_view name) {
  return PartialDate::parse(property.parameter_value(name));
}

void add_organisation(RoleEntry& role, const Property& property) {
  role.organisation = component(property.value, 0, ", ");
  std::vector<std::string> units;
  const std::size_t count = split_value(property.value, ';').size();
  for (std::size_t i = 1; i < count; ++i) {
    if (std::string unit = component(property.value, i, ", "); !unit.empty())
      units.push_back(std::move(unit));
  }
  role.department = join(units, ", ");
}

void add_details(RoleEntry& role, const Property& property) {
  for (const Sector sector : {Sector::primary, Sector::acute, Sector::community, Sector::mental_health,
                              Sector::social_care, Sector::academia, Sector::industry, Sector::public_body}) {
    if (property.parameter_value(kSectorParameter) == boost::describe::enum_to_string(sector, ""))
      role.sector = sector;
  }
  if (const auto started = date_parameter(property, kStartedParameter)) role.started = started;
  if (const auto ended = date_parameter(property, kEndedParameter)) role.ended = ended;
}

LocatedRole made_role(const Vcard& card, std::optional<std::size_t> organisation,
                      std::optional<std::size_t> title) {
  LocatedRole role{{}, organisation, title};
  if (title) {
    role.item.title = plain(card.properties[*title]);
    add_details(role.item, card.properties[*title]);
  }
  if (organisation) {
    add_organisation(role.item, card.properties[*organisation]);
    add_details(role.item, card.properties[*organisation]);
  }
  return role;
}

std::vector<std::size_t> places_of(const Vcard& card, std::string_view name) {
  std::vector<std::size_t> places;
  for (std::size_t at = 0; at < card.properties.size(); ++at) {
    const Property& property = card.properties[at];
    if (!property.is(name)) continue;
    const bool says_something = property.value.find_first_not_of("; \t") != std::string::npos ||
                                property.parameter(kSectorParameter) != nullptr ||
                                property.parameter(kStartedParameter) != nullptr ||
                                property.parameter(kEndedParameter) != nullptr;
    if (says_something) places.push_back(at);
  }
  return places;
}

/// Takes from `titles` the one that belongs to the organisation.
std::optional<std::size_t> take_title(const Vcard& card, std::size_t organisation,
                                      std::vector<std::size_t>& titles, bool same_group) {
  const std::string& group = card.properties[organisation].group;
  const auto stands_for_itself = [](const std::string& name) { return name.starts_with(kRoleGroup); };
  const auto found = std::find_if(titles.begin(), titles.end(), [&](std::size_t title) {
    const std::string& other = card.properties[title].group;
    if (same_group) return !group.empty() && ascii_iequals(group, other);
    return !stands_for_itself(group) && !stands_for_itself(other);
  });
  if (found == titles.end()) return std::nullopt;
  const std::size_t title = *found;
  titles.erase(found);
  return title;
}

}  // namespace

std::string_view messenger_service(const Property& property) {
  for (const Service& service : kServices) {
    if (property.is(service.property)) return service.label;
  }
  return {};
}

bool is_anniversary(const Property& property) {
  return is_one_of(property.name, {"ANNIVERSARY", "X-ANNIVERSARY", "X-EVOLUTION-ANNIVERSARY",
                                   "X-MS-ANNIVERSARY", "X-KADDRESSBOOK-X-ANNIVERSARY"});
}

std::vector<Located<LabelledValue>> emails(const Vcard& card) {
  return labelled_values(card, [](const Property& property) {
    return property.is("EMAIL") ? without_scheme(plain(property), "mailto:") : std::string{};
  });
}

std::vector<Located<LabelledValue>> phones(const Vcard& card) {
  return labelled_values(card, [](const Property& property) {
    return property.is("TEL") ? phone_text(plain(property)) : std::string{};
  });
}

std::vector<Located<LabelledValue>> links(const Vcard& card) {
  auto found = labelled_values(card, [](const Property& property) {
    if (property.is("URL")) return plain(property);
    if (!is_one_of(property.name, {"X-SOCIALPROFILE", "SOCIALPROFILE"})) return std::string{};
    std::string value = plain(property);
    return value.find("://") == std::string::npos ? std::string{} : value;
  });
  for (auto& [link, at] : found) add_service_label(link, service_parameter(card.properties[at]));
  return found;
}

std::vector<Located<LabelledValue>> messengers(const Vcard& card) {
  auto found = labelled_values(card, [](const Property& property) {
    return property.is("IMPP") || !messenger_service(property).empty() ? plain(property) : std::string{};
  });
  for (auto& [messenger, at] : found) {
    const Property& property = card.properties[at];
    add_service_label(messenger,
                      property.is("IMPP") ? service_parameter(property) : messenger_service(property));
  }
  return found;
}

std::vector<Located<Address>> addresses(const Vcard& card) {
  std::vector<Located<Address>> found;
  for (std::size_t at = 0; at < card.properties.size(); ++at) {
    const Property& property = card.properties[at];
    if (!property.is("ADR")) continue;
    const auto part = [&property](std::size_t which) { return component(property.value, which, ", "); };
    Address address;
    address.po_box = part(0);
    address.extended = part(1);
    address.street = part(2);
    address.city = part(3);
    address.region = part(4);
    address.postcode = part(5);
    address.country = part(6);
    if (address == Address{}) continue;
    address.labels = labels_of(card, property);
    address.preferred = is_preferred(property);
    found.push_back({std::move(address), at});
  }
  return found;
}

std::vector<Located<DatedEvent>> dates(const Vcard& card) {
  std::vector<Located<DatedEvent>> found;
  for (std::size_t at = 0; at < card.properties.size(); ++at) {
    if (auto event = dated_event(card, card.properties[at])) found.push_back({std::move(*event), at});
  }
  return found;
}

std::vector<Located<std::string>> texts(const Vcard& card, std::string_view property) {
  std::vector<Located<std::string>> found;
  for (std::size_t at = 0; at < card.properties.size(); ++at) {
    if (!card.properties[at].is(property)) continue;
    if (std::string text = plain(card.properties[at]); !text.empty()) found.push_back({std::move(text), at});
  }
  return found;
}

std::vector<Located<std::string>> lists(const Vcard& card, std::string_view property) {
  const bool nicknames = ascii_iequals(property, "NICKNAME");
  std::vector<Located<std::string>> found;
  const auto add = [&found](std::string_view text, std::size_t at) {
    if (!trim(text).empty()) found.push_back({std::string(trim(text)), at});
  };
  for (std::size_t at = 0; at < card.properties.size(); ++at) {
    if (card.properties[at].is(property)) {
      for (const std::string& text : text_list(card.properties[at].value, ',')) add(text, at);
    } else if (nicknames) {
      const auto row = android_row(card.properties[at], "nickname");
      if (!row.empty()) add(row[1], at);
    }
  }
  return found;
}

std::vector<Located<Photo>> photos(const Vcard& card) {
  constexpr std::string_view kScheme = "data:";
  constexpr std::string_view kBase64 = ";base64";
  std::vector<Located<Photo>> found;
  for (std::size_t at = 0; at < card.properties.size(); ++at) {
    const Property& property = card.properties[at];
    const std::string_view value = trim(property.value);
    if (!property.is("PHOTO") || !ascii_iequals(value.substr(0, kScheme.size()), kScheme)) continue;
    const std::size_t comma = value.find(',');
    if (comma == std::string_view::npos) continue;
    const std::string_view head = value.substr(kScheme.size(), comma - kScheme.size());
    if (!head.ends_with(kBase64)) continue;
    auto bytes = decode_base64(value.substr(comma + 1));
    if (!bytes || bytes->empty()) continue;
    const std::string_view media_type = head.substr(0, head.find(';'));
    found.push_back({{std::string(media_type), std::move(*bytes)}, at});
  }
  return found;
}

std::vector<LocatedRole> roles(const Vcard& card) {
  std::vector<std::size_t> titles = places_of(card, "TITLE");
  std::vector<std::size_t> occupations = places_of(card, "ROLE");
  const std::vector<std::size_t> organisations = places_of(card, "ORG");
  std::vector<std::optional<std::size_t>> title_of(organisations.size());
  for (const bool same_group : {true, false}) {
    for (std::size_t i = 0; i < organisations.size(); ++i) {
      if (!title_of[i]) title_of[i] = take_title(card, organisations[i], titles, same_group);
    }
  }
  for (std::size_t i = 0; i < organisations.size(); ++i) {
    const bool own = card.properties[organisations[i]].group.starts_with(kRoleGroup);
    if (title_of[i] || own || occupations.empty()) continue;
    title_of[i] = occupations.front();
    occupations.erase(occupations.begin());
  }
  std::vector<LocatedRole> found;
  for (std::size_t i = 0; i < organisations.size(); ++i) {
    found.push_back(made_role(card, organisations[i], title_of[i]));
  }
  for (const std::size_t title : titles) found.push_back(made_role(card, std::nullopt, title));
  if (found.empty()) {
    for (const std::size_t occupation : occupations)
      found.push_back(made_role(card, std::nullopt, occupation));
  }
  std::stable_sort(found.begin(), found.end(), [](const LocatedRole& a, const LocatedRole& b) {
    const auto place = [](const LocatedRole& role) {
      return std::min(role.organisation_at.value_or(SIZE_MAX), role.title_at.value_or(SIZE_MAX));
    };
    return place(a) < place(b);
  });
  return found;
}

}  // namespace confrere::formats::fields

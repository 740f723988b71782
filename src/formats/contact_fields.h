#pragma once

/// Which properties of a vCard hold which field of a ContactCard, for reading and for writing back. Part of
/// contact_card; nothing else includes this.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/contact_card.h"

namespace confrere::formats::fields {

/// An entry of a field and the property of the card that holds it.
template <class T>
struct Located {
  T item;
  std::size_t at = 0;
};

[[nodiscard]] std::vector<Located<LabelledValue>> emails(const Vcard& card);
[[nodiscard]] std::vector<Located<LabelledValue>> phones(const Vcard& card);
[[nodiscard]] std::vector<Located<LabelledValue>> links(const Vcard& card);
[[nodiscard]] std::vector<Located<LabelledValue>> messengers(const Vcard& card);
[[nodiscard]] std::vector<Located<Address>> addresses(const Vcard& card);
[[nodiscard]] std::vector<Located<DatedEvent>> dates(const Vcard& card);
/// Properties whose value is one text: LANG, EXPERTISE, NOTE, ...
[[nodiscard]] std::vector<Located<std::string>> texts(const Vcard& card, std::string_view property);
/// Properties whose value is a list of texts: NICKNAME, CATEGORIES; several entries share a place.
[[nodiscard]] std::vector<Located<std::string>> lists(const Vcard& card, std::string_view property);
/// Those inside the card; the first is the one to show.
[[nodiscard]] std::vector<Located<Photo>> photos(const Vcard& card);

/// A role is held by an ORG, a TITLE (or ROLE), or both: those of one group belong together, the others in
/// order, except in groups that write_back made ("role1"), which stand for themselves.
struct LocatedRole {
  RoleEntry item;
  std::optional<std::size_t> organisation_at;
  std::optional<std::size_t> title_at;
};
[[nodiscard]] std::vector<LocatedRole> roles(const Vcard& card);

/// `aim` for X-AIM; "" for IMPP and for what is no messenger.
[[nodiscard]] std::string_view messenger_service(const Property& property);
[[nodiscard]] bool is_anniversary(const Property& property);

inline constexpr std::string_view kRoleGroup = "role";
inline constexpr std::string_view kSectorParameter = "X-CONFRERE-SECTOR";
inline constexpr std::string_view kStartedParameter = "X-CONFRERE-STARTED";
inline constexpr std::string_view kEndedParameter = "X-CONFRERE-ENDED";

}  // namespace confrere::formats::fields

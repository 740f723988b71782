#pragma once

/// What a member knows about two of their contacts: that they know each other, or do not, and from where. One
/// statement for each pair, whichever way round it is said.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "access/viewer.h"
#include "base/json.h"
#include "base/result.h"
#include "features/contacts/contacts.h"
#include "store/store.h"

namespace confrere::acquaintances {

enum class AcquaintanceKind : std::uint8_t { know, do_not_know };
BOOST_DESCRIBE_ENUM(AcquaintanceKind, know, do_not_know)

enum class AcquaintanceSource : std::uint8_t { own, encounter, import, demo };
BOOST_DESCRIBE_ENUM(AcquaintanceSource, own, encounter, import, demo)

struct NewAcquaintance {
  static constexpr std::array<std::string_view, 2> kRequired{"contact_a", "contact_b"};
  ContactId contact_a{};
  ContactId contact_b{};
  AcquaintanceKind kind = AcquaintanceKind::know;
  std::optional<std::string> where_from{};
  bool no_patient_confirmed = false;
};
BOOST_DESCRIBE_STRUCT(NewAcquaintance, (), (contact_a, contact_b, kind, where_from, no_patient_confirmed))

struct Acquaintance {
  AcquaintanceId id{};
  contacts::ContactRef contact_a{};
  contacts::ContactRef contact_b{};
  AcquaintanceKind kind = AcquaintanceKind::know;
  std::optional<std::string> where_from{};
};
BOOST_DESCRIBE_STRUCT(Acquaintance, (), (id, contact_a, contact_b, kind, where_from))

/// Replaces what was said before of the two. Errors: `invalid` for the same contact twice, a text that is too
/// long or holds a patient identifier; `not_found`, naming the field, for a contact that is not the viewer's.
Result<Acquaintance> put_acquaintance(const Viewer& viewer, store::WriteTransaction& tx,
                                      const NewAcquaintance& fresh,
                                      AcquaintanceSource source = AcquaintanceSource::own);
Result<void> delete_acquaintance(const Viewer& viewer, store::WriteTransaction& tx, AcquaintanceId id);

/// What is known of the contact, by the other's name; contact_a is always the one asked about.
Result<std::vector<Acquaintance>> list_acquaintances(const Viewer& viewer, store::ReadTransaction& tx,
                                                     ContactId contact);

}  // namespace confrere::acquaintances

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "formats/contact_card.h"

namespace confrere::importers {

/// By what a card is recognised as somebody's whom we know: the same UID, or the same name together with an
/// address of mail, a phone number or a profile page. Two people of one name and nothing else are two.
struct Identity {
  std::string uid;                  ///< without `urn:uuid:`, in small letters; "" without one
  std::string name;                 ///< formats::name_key
  std::vector<std::string> emails;  ///< formats::email_key
  std::vector<std::string>
      phones;  ///< formats::PhoneKey::tail, so that a number is the same with and without country
  std::vector<std::string> links;  ///< without scheme, `www.` and the slash at the end, in small letters
  friend bool operator==(const Identity&, const Identity&) = default;
};

[[nodiscard]] Identity identity_of(const formats::ContactCard& contact);
[[nodiscard]] std::string uid_key(std::string_view uid);
[[nodiscard]] std::string link_key(std::string_view link);

/// Whether the two are one person by the rule above. UIDs that differ do not part those whom the rest joins:
/// programs make new ones. O(keys of a * keys of b).
[[nodiscard]] bool same_person(const Identity& a, const Identity& b);

/// The people of one import so far, to find the second card of one. Not thread-safe.
class PeopleSoFar {
 public:
  /// The number of the first card that is the same person; without one `number` stands for this person from
  /// now on. O(keys), expected.
  std::optional<std::size_t> find_or_add(const Identity& identity, std::size_t number);

 private:
  std::unordered_map<std::string, std::size_t> number_by_key_;
};

}  // namespace confrere::importers

#pragma once

/// What of search differs between databases: search_sqlite.cpp.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "features/contacts/search.h"
#include "features/contacts/search_terms.h"

namespace confrere::contacts {

/// How far into the fields the words are looked for; each holds the ones before.
enum class Reach : std::uint8_t { first_names, names, work, everything };

struct Candidate {
  ContactId id;
  std::string name;
  std::string sort_key;
  std::optional<ties::Closeness> closeness{};
  std::optional<Instant> last_encounter_at{};
};

/// Contacts in which every term fits within `reach`; at most `most`, any of them where there are more.
std::vector<Candidate> find_candidates(store::ReadTransaction& tx, const Viewer& viewer,
                                       const std::vector<SearchTerm>& terms, Reach reach,
                                       const ContactFilter& filter, std::size_t most);
/// How much of a typed word is taken to be right, from the cheapest to look up.
enum class Likeness : std::uint8_t {
  an_end,     ///< its beginning or its end: all words within one slip, nearly all within two
  nothing,    ///< all words within two slips; O(words of the viewer's contacts)
  beginning,  ///< words may go on after it
};
/// Words of the viewer's contacts, of four letters or more, that may be the typed one with the slips it is
/// allowed.
std::vector<std::string> find_similar_words(store::ReadTransaction& tx, const Viewer& viewer,
                                            std::u32string_view typed, Likeness likeness);
SearchDocument find_document(store::ReadTransaction& tx, const Viewer& viewer, ContactId id);

}  // namespace confrere::contacts

#pragma once

/// What search keeps in the same way on every database: the number of each member who has contacts, and the
/// different words of their contacts, where a typing slip is looked for.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "features/contacts/search_store.h"

namespace confrere::contacts {

/// A short number for a member, which begins every token of theirs in an index.
using OwnerNumber = std::int64_t;
std::optional<OwnerNumber> find_owner(store::ReadTransaction& tx, NetworkId network, MemberId owner);
OwnerNumber find_or_insert_owner(store::WriteTransaction& tx, const Viewer& viewer);
/// The four characters before each word of the owner's: their number to base 36.
std::string mark_of(OwnerNumber owner);

/// Of the columns id, name, sort_key, closeness, last_held_at.
Candidate candidate_from(const store::Row& row);

void add_words(store::WriteTransaction& tx, OwnerNumber owner, const SearchDocument& document);
/// Forgets those of the document's words that no contact has any more: `still(word)` says which one has.
void remove_words(store::WriteTransaction& tx, OwnerNumber owner, const SearchDocument& document,
                  const std::function<bool(std::string_view)>& still);
/// Words of the viewer's contacts, of four letters or more, that may be the typed one with the slips it is
/// allowed.
std::vector<std::string> find_similar_words(store::ReadTransaction& tx, const Viewer& viewer,
                                            std::u32string_view typed, Likeness likeness);

}  // namespace confrere::contacts

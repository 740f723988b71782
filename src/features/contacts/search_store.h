#pragma once

/// What of search differs between databases: search_sqlite.cpp and search_postgres.cpp.

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

/// How much of a typed word is taken to be right, from the cheapest to look up.
enum class Likeness : std::uint8_t {
  an_end,     ///< its beginning or its end: all words within one slip, nearly all within two
  nothing,    ///< all words within two slips; O(words of the viewer's contacts)
  beginning,  ///< words may go on after it
};

/// The index of one kind of database. It is kept in the transaction that writes the contact.
class SearchIndex {
 public:
  SearchIndex() = default;
  SearchIndex(const SearchIndex&) = delete;
  SearchIndex& operator=(const SearchIndex&) = delete;
  virtual ~SearchIndex() = default;

  virtual void add(const Viewer& viewer, store::WriteTransaction& tx, ContactId id,
                   const SearchDocument& document) const = 0;
  virtual void update(const Viewer& viewer, store::WriteTransaction& tx, ContactId id,
                      const SearchDocument& before, const SearchDocument& after) const = 0;
  virtual void remove(store::WriteTransaction& tx, NetworkId network, MemberId owner, ContactId id) const = 0;

  /// Contacts in which every term fits within `reach`; at most `most`, any of them where there are more.
  [[nodiscard]] virtual std::vector<Candidate> find_candidates(store::ReadTransaction& tx,
                                                               const Viewer& viewer,
                                                               const std::vector<SearchTerm>& terms,
                                                               Reach reach, const ContactFilter& filter,
                                                               std::size_t most) const = 0;
  [[nodiscard]] virtual SearchDocument find_document(store::ReadTransaction& tx, const Viewer& viewer,
                                                     ContactId id) const = 0;
};
const SearchIndex& sqlite_search();
const SearchIndex& postgres_search();

}  // namespace confrere::contacts

#pragma once

/// Search as one types, over a member's own contacts.
///
/// What fits: contacts that have, for each word typed, a word beginning so, accents and case aside, in their
/// name, nicknames, organisations, roles, specialties (with their synonyms), e-mails, places, cares_about,
/// cases, ask, offer or note. Where few fit (kFewHits), words of four to seven letters also fit with one
/// typing slip, longer ones with two: a letter missed, added, mistaken, or two swapped.
///
/// What comes first: all words begin the given or family name; then are in the name; then in organisations,
/// roles or specialties; then anywhere; slips last. Within these: the name begins as typed, the closer tie,
/// the later encounter.
///
/// The index is kept in the transaction that writes the contact. search_sqlite.cpp and search_postgres.cpp
/// hold what is each database's own.

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "features/contacts/contacts.h"

namespace confrere::contacts {

constexpr std::size_t kFewHits = 5;

/// The places that are searched; the word is also what `matched` says.
enum class SearchField : std::uint8_t {
  first,  ///< first given and family name
  name,   ///< other names and nicknames
  organisations,
  roles,
  specialties,
  emails,
  places,
  cares_about,
  cases_loved,
  cases_unwanted,
  ask,
  offer,
  note,
};
BOOST_DESCRIBE_ENUM(SearchField, first, name, organisations, roles, specialties, emails, places, cares_about,
                    cases_loved, cases_unwanted, ask, offer, note)
constexpr std::size_t kSearchFields = 13;

/// The words of a contact by field, folded.
struct SearchDocument {
  std::array<std::vector<std::string>, kSearchFields> fields{};
  std::vector<std::string>& operator[](SearchField field) { return fields[static_cast<std::size_t>(field)]; }
  friend bool operator==(const SearchDocument&, const SearchDocument&) = default;
};
SearchDocument search_document(const Contact& contact);

void add_to_search(const Viewer& viewer, store::WriteTransaction& tx, ContactId id,
                   const SearchDocument& document);
void update_in_search(const Viewer& viewer, store::WriteTransaction& tx, ContactId id,
                      const SearchDocument& before, const SearchDocument& after);
void remove_from_search(store::WriteTransaction& tx, NetworkId network, MemberId owner, ContactId id);

/// Takes the index of every contact from one database to another, which has the contacts and no index yet.
void copy_search(store::ReadTransaction& from, store::WriteTransaction& to);

struct SearchHit {
  ContactId id;
  SearchField matched = SearchField::name;  ///< first or name where the name matched
};
/// At most `most`, best first; none for a query without words. O(hits of the rarest word), bounded for what
/// is ranked.
std::vector<SearchHit> search(const Viewer& viewer, store::ReadTransaction& tx, std::string_view query,
                              const ContactFilter& filter, std::size_t most);

}  // namespace confrere::contacts

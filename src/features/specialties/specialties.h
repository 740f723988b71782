#pragma once

/// Confrere's own list of specialties: plain names with synonyms (words/specialties.txt, which says its
/// format). Read once, then only read: thread safe.

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <boost/describe.hpp>

namespace confrere::specialties {

struct Specialty {
  std::string code;
  std::string name;
  friend bool operator==(const Specialty&, const Specialty&) = default;
};
BOOST_DESCRIBE_STRUCT(Specialty, (), (code, name))

struct Entry {
  Specialty specialty;
  std::vector<std::string> synonyms;
  std::string nucc;    ///< the NUCC taxonomy's code; empty where none means the same
  std::string folded;  ///< words of name and synonyms, folded, parted by spaces: what a search looks through
};

/// In the list's order.
const std::vector<Entry>& all();
/// The entry of that name or synonym, compared folded; nullptr for none. O(1).
const Entry* find(std::string_view name);
/// The entry of that NUCC code; nullptr for none. O(1).
const Entry* find_by_nucc(std::string_view nucc);

/// The entries that a text names, by the longest of their names and synonyms at each place, each once.
/// `folded` is the text's words, folded. O(words).
std::vector<const Entry*> find_in(std::span<const std::string> folded);

/// Entries whose name or a synonym has words beginning like each word of `typed`; names that begin so first,
/// then other names, then synonyms. All of them, by name, where nothing is typed. O(list).
std::vector<Specialty> complete(std::string_view typed, std::size_t limit);

}  // namespace confrere::specialties

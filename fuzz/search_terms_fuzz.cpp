/// What people type into the search, which becomes part of the database's own search language.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/text.h"
#include "check.h"
#include "features/contacts/search_terms.h"

namespace {

using namespace confrere;  // a program of one file
using namespace confrere::contacts;
using fuzz::check;

void check_distance(std::string_view one, std::string_view other) {
  const std::u32string a = letters_of(one);
  const std::u32string b = letters_of(other);
  const Distance there = distance(a, b);
  check(there.whole == distance(b, a).whole, "it is as far there as back");
  check(there.begins <= there.whole && there.begins >= 0, "a beginning is not farther than the whole");
  check(distance(a, a).whole == 0, "a word is itself");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view query(reinterpret_cast<const char*>(data), size);
  if (!is_valid_text(query)) return 0;  // the door lets no other in
  const auto terms = search_terms(query);
  check(terms.size() <= kMostTerms, "there are not too many terms");
  for (const SearchTerm& term : terms) {
    check(!term.typed.empty() && is_valid_text(term.typed), "a term is a text");
    check(term.typed.find_first_of(" \t\r\n\"'*^:()-+{},") == std::string::npos,
          "a term holds nothing that means something to the database");
    check(term.fits(term.typed), "a word fits itself");
    check(backwards(backwards(term.typed)) == term.typed, "twice backwards is forwards");
    check_distance(term.typed, terms.front().typed);
    for (const SearchTerm& other : terms) {
      check(&other == &term || !other.typed.starts_with(term.typed),
            "no term is part of another's beginning");
    }
  }
  return 0;
}

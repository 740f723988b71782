#pragma once

#include <vector>

#include "features/etiquette/own_shapes.h"
#include "features/etiquette/rule_book.h"

namespace confrere::etiquette {

/// Something that would be a detail of a patient if it were a patient's.
struct DetailCandidate {
  IdentifierKind kind = IdentifierKind::date;
  std::size_t start = 0;  ///< code points, end exclusive
  std::size_t end = 0;
  Match words;
};

/// Every phone number, mail, address, postcode, exact date, age over 89 and number that could be a device's
/// or an account's, whoever's it is; greeting and closing aside. O(length).
std::vector<DetailCandidate> find_detail_candidates(const Marked& marked);

}  // namespace confrere::etiquette

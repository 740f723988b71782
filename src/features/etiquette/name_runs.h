#pragma once

#include <vector>

#include "features/etiquette/rule_book.h"

namespace confrere::etiquette {

/// Words that may be somebody's name.
struct NameRun {
  std::uint32_t first = 0;  ///< without its title
  std::uint32_t last = 0;
  bool titled = false;  ///< "Mrs" stands before it
  bool small = false;   ///< not written in capitals, so it needs more to be a name
};

/// Runs that look like names of people: capitals and what is in the lists of names; neither those of
/// colleagues with a title, nor organisations, places and things that are named after people.
std::vector<NameRun> find_name_runs(const Marked& marked);

}  // namespace confrere::etiquette

#pragma once

#include <vector>

#include "features/triage/evidence.h"
#include "features/triage/triage.h"

namespace confrere::triage {

/// Where the member's own card says they belong.
struct MyPlaces {
  std::vector<std::string> organisations{};
  std::vector<std::string> specialties{};
};

/// What decides the order, of every contact still to be sorted.
std::vector<Evidence> find_unsorted(store::ReadTransaction& tx, const Viewer& viewer);
std::int64_t count_sorted(store::ReadTransaction& tx, const Viewer& viewer);
/// Notes the current organisations and specialties that `mine` names, too.
void put_shared(store::ReadTransaction& tx, const Viewer& viewer, const MyPlaces& mine,
                std::vector<Evidence>& unsorted);

}  // namespace confrere::triage

#pragma once

#include <optional>
#include <vector>

#include "features/introductions/introductions.h"

namespace confrere::introductions {

/// Those with a need on their card or an offer, the newest sixty of each.
std::vector<Person> find_with_lines(store::ReadTransaction& tx, const Viewer& viewer);
/// Those met last, or whose closeness is stated.
std::vector<Person> find_met_last(store::ReadTransaction& tx, const Viewer& viewer, std::int64_t most);
std::optional<Person> find_person(store::ReadTransaction& tx, const Viewer& viewer, ContactId contact);

/// Needs heard within half a year from the first-named of an encounter, the newest first.
struct HeardNeed {
  Person person{};
  Ask ask{};
};
std::vector<HeardNeed> find_heard_needs(store::ReadTransaction& tx, const Viewer& viewer);

/// Sectors and organisations of the roles that have not ended.
void add_roles(store::ReadTransaction& tx, const Viewer& viewer, Person& person);

/// Pairs of which the viewer says that they know each other, at most some thousands, the newest first.
std::vector<Pair> find_acquainted(store::ReadTransaction& tx, const Viewer& viewer);
bool have_met_together(store::ReadTransaction& tx, const Viewer& viewer, const Pair& pair);

bool are_colleagues(store::ReadTransaction& tx, const Viewer& viewer, const Pair& pair);

std::vector<KeptPair> find_pairs(store::ReadTransaction& tx, const Viewer& viewer);
std::optional<PairState> find_pair(store::ReadTransaction& tx, const Viewer& viewer, const Pair& pair);
void upsert_pair(store::WriteTransaction& tx, const Viewer& viewer, const Pair& pair, PairState state);
void remove_pair(store::WriteTransaction& tx, const Viewer& viewer, const Pair& pair);

/// Whether the member has a tie to the other that is more than a card and that they let everybody see.
bool has_visible_tie(store::ReadTransaction& tx, const Viewer& viewer, MemberId owner, MemberId other);

std::string find_own_name(store::ReadTransaction& tx, const Viewer& viewer);

}  // namespace confrere::introductions

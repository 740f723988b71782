#include "features/triage/triage.h"

#include <algorithm>
#include <map>

#include "features/my_card/my_card.h"
#include "features/triage/triage_store.h"

namespace confrere::triage {
namespace {

MyPlaces places_of(const Viewer& viewer, store::ReadTransaction& tx) {
  MyPlaces mine;
  const auto card = my_card::load_my_card(viewer, tx);
  if (!card) return mine;
  mine.specialties = card->specialties;
  for (const my_card::Role& role : card->roles) {
    if (!role.organisation.empty() && !role.ended) mine.organisations.push_back(role.organisation);
  }
  return mine;
}

/// The heaviest `limit`, ties broken by id.
std::vector<Evidence> heaviest(std::vector<Evidence> all, std::size_t limit, Date today) {
  std::vector<std::pair<double, std::size_t>> ranked;
  for (std::size_t at = 0; at < all.size(); ++at) ranked.emplace_back(-weight(all[at], today), at);
  const auto end = ranked.begin() + static_cast<std::ptrdiff_t>(std::min(limit, ranked.size()));
  std::partial_sort(ranked.begin(), end, ranked.end(), [&](const auto& a, const auto& b) {
    return std::tie(a.first, all[a.second].contact) < std::tie(b.first, all[b.second].contact);
  });
  std::vector<Evidence> kept;
  for (auto at = ranked.begin(); at != end; ++at) kept.push_back(std::move(all[at->second]));
  return kept;
}

}  // namespace

Triage load_triage(const Viewer& viewer, store::ReadTransaction& tx, std::int64_t limit) {
  std::vector<Evidence> unsorted = find_unsorted(tx, viewer);
  put_shared(tx, viewer, places_of(viewer, tx), unsorted);
  Triage triage{.sorted = count_sorted(tx, viewer), .remaining = static_cast<std::int64_t>(unsorted.size())};

  const auto first = heaviest(std::move(unsorted), static_cast<std::size_t>(limit), viewer.today());
  std::vector<ContactId> ids;
  std::map<ContactId, const Evidence*> by_contact;
  for (const Evidence& evidence : first) {
    ids.push_back(evidence.contact);
    by_contact[evidence.contact] = &evidence;
  }
  for (contacts::ContactSummary& contact : contacts::summaries(viewer, tx, ids)) {
    const Evidence& evidence = *by_contact.at(contact.id);
    triage.items.push_back({.contact = std::move(contact), .evidence = in_words(evidence)});
  }
  return triage;
}

}  // namespace confrere::triage

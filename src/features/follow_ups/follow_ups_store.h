#pragma once

#include <optional>
#include <vector>

#include "features/follow_ups/follow_ups.h"

namespace confrere::follow_ups {

/// A row of `follow_up`, with its contact's name.
struct StoredFollowUp {
  FollowUp shown{};
  Date appears_on{};
  std::optional<EncounterId> closed_by{};
};

void insert(store::WriteTransaction& tx, const Viewer& viewer, const StoredFollowUp& follow_up);
std::optional<StoredFollowUp> find(store::ReadTransaction& tx, const Viewer& viewer, FollowUpId id);
std::vector<FollowUp> find_page(store::ReadTransaction& tx, const Viewer& viewer, const FollowUpQuery& query);
void update(store::WriteTransaction& tx, const Viewer& viewer, const StoredFollowUp& follow_up);
void remove(store::WriteTransaction& tx, const Viewer& viewer, FollowUpId id);

std::vector<FollowUp> find_promises(store::ReadTransaction& tx, const Viewer& viewer, EncounterId encounter);
/// All that came of an encounter, promises too.
std::vector<StoredFollowUp> find_of_encounter(store::ReadTransaction& tx, const Viewer& viewer,
                                              EncounterId encounter);
std::vector<FollowUpId> find_open_returns(store::ReadTransaction& tx, const Viewer& viewer, ContactId contact,
                                          EncounterId encounter);
/// Open follow-ups of a first meeting before `before`, or of a wait let go before it.
std::vector<StoredFollowUp> find_superfluous(store::ReadTransaction& tx, const Viewer& viewer,
                                             ContactId contact, EncounterId newer, Instant before);
std::vector<StoredFollowUp> find_closed_by(store::ReadTransaction& tx, const Viewer& viewer,
                                           EncounterId newer);
/// Waits for an answer of the contact that are open or were closed by an encounter.
std::vector<StoredFollowUp> find_waits(store::ReadTransaction& tx, const Viewer& viewer, ContactId contact);
std::optional<Instant> find_wait_ended_at(store::ReadTransaction& tx, const Viewer& viewer,
                                          ContactId contact);

/// Hides all that came of the encounter; nothing shows it again.
void update_hidden(store::WriteTransaction& tx, const Viewer& viewer, EncounterId encounter,
                   std::optional<Instant> deleted_at);

}  // namespace confrere::follow_ups

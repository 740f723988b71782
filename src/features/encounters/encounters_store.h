#pragma once

#include <optional>
#include <span>
#include <vector>

#include "features/encounters/encounters.h"

namespace confrere::encounters {

/// A held encounter of one contact, as the wait for an answer needs it.
struct HeldTouch {
  EncounterId encounter{};
  ties::Touch touch{};
};

void insert(store::WriteTransaction& tx, const Viewer& viewer, const Encounter& encounter);
/// Writes all but who was there.
void update(store::WriteTransaction& tx, const Viewer& viewer, const Encounter& encounter);
/// Makes `with` who was there.
void replace_contacts(store::WriteTransaction& tx, const Viewer& viewer, const Encounter& encounter);

/// With its contacts, without its promises. Nothing where it is deleted, or everybody in it is.
std::optional<Encounter> find(store::ReadTransaction& tx, const Viewer& viewer, EncounterId id);
std::vector<Encounter> find_page(store::ReadTransaction& tx, const Viewer& viewer,
                                 const EncounterQuery& query);

std::optional<Instant> find_deleted_at(store::ReadTransaction& tx, const Viewer& viewer, EncounterId id);
void update_deleted(store::WriteTransaction& tx, const Viewer& viewer, EncounterId id,
                    std::optional<Instant> deleted_at);
/// Of all networks: those deleted before `before`, with what came of them.
std::int64_t purge(store::WriteTransaction& tx, Instant before, std::int64_t most);

/// True when the contact was met, by more than messages, in another held encounter.
bool was_met(store::ReadTransaction& tx, const Viewer& viewer, ContactId contact, EncounterId except);
/// In how many held encounters the contact was met, by more than messages.
int count_met(store::ReadTransaction& tx, const Viewer& viewer, ContactId contact);
/// The contact's held encounters, newest first, down to the first that is no message waiting for an answer.
std::vector<HeldTouch> find_waiting(store::ReadTransaction& tx, const Viewer& viewer, ContactId contact);

}  // namespace confrere::encounters

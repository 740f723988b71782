#include "features/encounters/encounters.h"

#include "access/record.h"
#include "features/encounters/encounter_checks.h"
#include "features/encounters/encounter_effects.h"
#include "features/encounters/encounters_store.h"

namespace confrere::encounters {
namespace {

using store::ChangeKind;
using store::Entity;

/// Etiquette minds its words more to people met at most twice (design, "Etiquette").
constexpr int kMetWhenClose = 3;

Error no_such_encounter() {
  return not_found("There is no such encounter.");
}

Encounter with_promises(const Viewer& viewer, store::ReadTransaction& tx, Encounter encounter) {
  encounter.promises = follow_ups::promises_of(viewer, tx, encounter.id);
  return encounter;
}

Result<Encounter> keep(const Viewer& viewer, store::WriteTransaction& tx, const Encounter& before,
                       Encounter after) {
  ++after.version;
  update(tx, viewer, after);
  replace_contacts(tx, viewer, after);
  change_effects(viewer, tx, before, after);
  record(viewer, tx, ChangeKind::updated, Entity::encounter, after.id);
  return with_promises(viewer, tx, std::move(after));
}

}  // namespace

Result<Encounter> log_encounter(const Viewer& viewer, store::WriteTransaction& tx,
                                const NewEncounter& fresh) {
  if (fresh.state.value == EncounterState::planned && !fresh.happened_at.value) {
    return invalid("$.happened_at", "Say when it will be.");
  }
  const Encounter empty{.id = EncounterId::make(), .happened_at = viewer.now, .created_at = viewer.now};
  EncounterFields fields = fresh;
  fields.with.given = true;
  auto encounter = with_fields(viewer, tx, empty, fields);
  if (!encounter) return encounter.error();
  const auto promises = checked_promises(*encounter, fresh.promises, fresh.no_patient_confirmed);
  if (!promises) return promises.error();

  insert(tx, viewer, *encounter);
  begin_effects(viewer, tx, *encounter, *promises);
  record(viewer, tx, ChangeKind::created, Entity::encounter, encounter->id);
  return with_promises(viewer, tx, *std::move(encounter));
}

Result<Encounter> load_encounter(const Viewer& viewer, store::ReadTransaction& tx, EncounterId id) {
  auto found = find(tx, viewer, id);
  if (!found) return no_such_encounter();
  return with_promises(viewer, tx, *std::move(found));
}

std::vector<Encounter> list_encounters(const Viewer& viewer, store::ReadTransaction& tx,
                                       const EncounterQuery& query) {
  auto page = find_page(tx, viewer, query);
  for (Encounter& encounter : page) encounter.promises = follow_ups::promises_of(viewer, tx, encounter.id);
  return page;
}

Result<Encounter> update_encounter(const Viewer& viewer, store::WriteTransaction& tx, EncounterId id,
                                   const EncounterFields& fields) {
  const auto before = find(tx, viewer, id);
  if (!before) return no_such_encounter();
  auto after = with_fields(viewer, tx, *before, fields);
  if (!after) return after.error();
  return keep(viewer, tx, *before, *std::move(after));
}

Result<Encounter> answer_encounter(const Viewer& viewer, store::WriteTransaction& tx, EncounterId id,
                                   std::optional<Instant> answered_at) {
  const auto before = find(tx, viewer, id);
  if (!before) return no_such_encounter();
  if (before->state != EncounterState::held)
    return conflict("This encounter is still planned. Log it as held first.");
  const Instant at = answered_at.value_or(std::max(viewer.now, before->happened_at));
  if (at < before->happened_at) return invalid("$.answered_at", "An answer comes after its message.");
  if (is_to_come(viewer, at)) return invalid("$.answered_at", "That is still to come.");
  Encounter after = *before;
  after.answered_at = at;
  return keep(viewer, tx, *before, std::move(after));
}

Result<contacts::Undo> delete_encounter(const Viewer& viewer, store::WriteTransaction& tx, EncounterId id) {
  const auto encounter = find(tx, viewer, id);
  if (!encounter) return no_such_encounter();
  update_deleted(tx, viewer, id, viewer.now);
  end_effects(viewer, tx, *encounter);
  record(viewer, tx, ChangeKind::deleted, Entity::encounter, id);
  return contacts::Undo{.id = UndoId(id.bytes()), .expires_at = viewer.now + contacts::kUndoFor};
}

Result<void> restore_encounter(const Viewer& viewer, store::WriteTransaction& tx, EncounterId id) {
  const auto deleted_at = find_deleted_at(tx, viewer, id);
  if (!deleted_at || *deleted_at + contacts::kUndoFor < viewer.now) return no_such_encounter();
  update_deleted(tx, viewer, id, std::nullopt);
  const auto encounter = find(tx, viewer, id);
  if (!encounter) return no_such_encounter();
  resume_effects(viewer, tx, *encounter);
  record(viewer, tx, ChangeKind::created, Entity::encounter, id);
  return {};
}

Result<etiquette::Circumstances> circumstances_of_message(const Viewer& viewer, store::ReadTransaction& tx,
                                                          ContactId contact) {
  const auto known = contacts::contact_ref(viewer, tx, contact, "$.contact_id");
  if (!known) return known.error();
  const int met = count_met(tx, viewer, contact);
  etiquette::Circumstances circumstances{.met = is_close(viewer, tx, contact) ? std::max(met, kMetWhenClose)
                                                                              : met};
  for (const auto& follow_up : follow_ups::list_follow_ups(viewer, tx, {.contact = contact})) {
    if (follow_up.origin != follow_ups::FollowUpOrigin::answer_awaited) continue;
    circumstances.nudges = static_cast<int>(follow_up.nudges);
  }
  return circumstances;
}

std::int64_t purge_deleted_encounters(store::WriteTransaction& tx, std::int64_t most) {
  return purge(tx, tx.now() - contacts::kUndoFor, most);
}

}  // namespace confrere::encounters

#include <algorithm>

#include "access/record.h"
#include "base/catalogue.h"
#include "features/follow_ups/follow_ups.h"
#include "features/follow_ups/follow_ups_store.h"

namespace confrere::follow_ups {
namespace {

using store::ChangeKind;
using store::Entity;

void keep(const Viewer& viewer, store::WriteTransaction& tx, const StoredFollowUp& follow_up) {
  update(tx, viewer, follow_up);
  record(viewer, tx, ChangeKind::updated, Entity::follow_up, follow_up.shown.id);
}

void take_away(const Viewer& viewer, store::WriteTransaction& tx, FollowUpId id) {
  remove(tx, viewer, id);
  record(viewer, tx, ChangeKind::deleted, Entity::follow_up, id);
}

void set_dates(StoredFollowUp& follow_up, const Schedule& when) {
  follow_up.appears_on = when.appears_on;
  follow_up.shown.due = when.due_on;
  follow_up.shown.overdue_from = when.overdue_on;
}

void close(const Viewer& viewer, store::WriteTransaction& tx, StoredFollowUp follow_up, EncounterId by) {
  follow_up.shown.state = FollowUpState::done;
  follow_up.shown.done_at = viewer.now;
  follow_up.closed_by = by;
  keep(viewer, tx, follow_up);
}

void reopen(const Viewer& viewer, store::WriteTransaction& tx, StoredFollowUp follow_up) {
  follow_up.shown.state = FollowUpState::open;
  follow_up.shown.done_at.reset();
  follow_up.closed_by.reset();
  keep(viewer, tx, follow_up);
}

void update_wait(const Viewer& viewer, store::WriteTransaction& tx, StoredFollowUp follow_up,
                 const Wait& wait) {
  const bool nudged = follow_up.shown.nudges != wait.nudges;
  follow_up.shown.state = FollowUpState::open;
  follow_up.shown.done_at.reset();
  follow_up.closed_by.reset();
  follow_up.shown.nudges = wait.nudges;
  if (nudged) follow_up.shown.snoozed_until.reset();
  set_dates(follow_up, schedule_answer(wait.first, wait.last, wait.nudges));
  keep(viewer, tx, follow_up);
}

void begin_wait(const Viewer& viewer, store::WriteTransaction& tx, const contacts::ContactRef& contact,
                const Wait& wait) {
  StoredFollowUp fresh{.shown = {.id = FollowUpId::make(),
                                 .contact = contact,
                                 .kind = FollowUpKind::write,
                                 .text = phrase("follow_up.answer_awaited", {{"who", contact.name}}),
                                 .origin = FollowUpOrigin::answer_awaited,
                                 .nudges = wait.nudges,
                                 .encounter_id = wait.first_encounter,
                                 .created_at = viewer.now}};
  set_dates(fresh, schedule_answer(wait.first, wait.last, wait.nudges));
  insert(tx, viewer, fresh);
  record(viewer, tx, ChangeKind::created, Entity::follow_up, fresh.shown.id);
}

bool belongs_to(const Wait& wait, const StoredFollowUp& follow_up) {
  return std::any_of(wait.messages.begin(), wait.messages.end(),
                     [&](EncounterId message) { return follow_up.shown.encounter_id == message; });
}

}  // namespace

void add_consequence(const Viewer& viewer, store::WriteTransaction& tx, const Consequence& consequence) {
  StoredFollowUp fresh{.shown = {.id = FollowUpId::make(),
                                 .contact = {.id = consequence.contact, .name = {}},
                                 .kind = consequence.kind,
                                 .text = consequence.text,
                                 .promise = consequence.promise,
                                 .origin = consequence.origin,
                                 .encounter_id = consequence.encounter,
                                 .created_at = viewer.now}};
  set_dates(fresh, consequence.when);
  insert(tx, viewer, fresh);
  record(viewer, tx, ChangeKind::created, Entity::follow_up, fresh.shown.id);
}

std::vector<FollowUp> promises_of(const Viewer& viewer, store::ReadTransaction& tx, EncounterId encounter) {
  return find_promises(tx, viewer, encounter);
}

void move_consequences(const Viewer& viewer, store::WriteTransaction& tx, EncounterId encounter,
                       ContactId from, ContactId instead) {
  for (StoredFollowUp follow_up : find_of_encounter(tx, viewer, encounter)) {
    if (follow_up.shown.contact.id != from) continue;
    if (!follow_up.shown.promise) {
      take_away(viewer, tx, follow_up.shown.id);
      continue;
    }
    follow_up.shown.contact.id = instead;
    keep(viewer, tx, follow_up);
  }
}

void reschedule_first_meeting(const Viewer& viewer, store::WriteTransaction& tx, EncounterId encounter,
                              Date day) {
  for (StoredFollowUp follow_up : find_of_encounter(tx, viewer, encounter)) {
    if (follow_up.shown.promise || follow_up.shown.origin != FollowUpOrigin::first_meeting) continue;
    set_dates(follow_up, schedule(day, std::nullopt));
    keep(viewer, tx, follow_up);
  }
}

void remove_first_meeting(const Viewer& viewer, store::WriteTransaction& tx, EncounterId encounter) {
  for (const StoredFollowUp& follow_up : find_of_encounter(tx, viewer, encounter)) {
    if (follow_up.shown.promise || follow_up.shown.origin != FollowUpOrigin::first_meeting) continue;
    take_away(viewer, tx, follow_up.shown.id);
  }
}

void hide_consequences(const Viewer& viewer, store::WriteTransaction& tx, EncounterId encounter) {
  for (const StoredFollowUp& follow_up : find_of_encounter(tx, viewer, encounter)) {
    record(viewer, tx, ChangeKind::deleted, Entity::follow_up, follow_up.shown.id);
  }
  update_hidden(tx, viewer, encounter, viewer.now);
}

void restore_consequences(const Viewer& viewer, store::WriteTransaction& tx, EncounterId encounter) {
  update_hidden(tx, viewer, encounter, std::nullopt);
  for (const StoredFollowUp& follow_up : find_of_encounter(tx, viewer, encounter)) {
    record(viewer, tx, ChangeKind::created, Entity::follow_up, follow_up.shown.id);
  }
}

void close_by(const Viewer& viewer, store::WriteTransaction& tx, ContactId contact, EncounterId newer,
              Instant before) {
  for (const StoredFollowUp& follow_up : find_superfluous(tx, viewer, contact, newer, before)) {
    close(viewer, tx, follow_up, newer);
  }
}

void reopen_closed_by(const Viewer& viewer, store::WriteTransaction& tx, EncounterId newer) {
  for (const StoredFollowUp& follow_up : find_closed_by(tx, viewer, newer)) reopen(viewer, tx, follow_up);
}

std::optional<Instant> wait_ended_at(const Viewer& viewer, store::ReadTransaction& tx, ContactId contact) {
  return find_wait_ended_at(tx, viewer, contact);
}

void set_wait(const Viewer& viewer, store::WriteTransaction& tx, const contacts::ContactRef& contact,
              const std::optional<Wait>& wait) {
  bool kept = false;
  for (const StoredFollowUp& follow_up : find_waits(tx, viewer, contact.id)) {
    if (wait && follow_up.shown.encounter_id == wait->first_encounter) {
      update_wait(viewer, tx, follow_up, *wait);
      kept = true;
    } else if (wait && belongs_to(*wait, follow_up)) {
      // What was a wait of its own is, seen again, a nudge within this one.
      take_away(viewer, tx, follow_up.shown.id);
    } else if (follow_up.shown.state == FollowUpState::open) {
      close(viewer, tx, follow_up, *follow_up.shown.encounter_id);
    }
  }
  if (wait && !kept) begin_wait(viewer, tx, contact, *wait);
}

}  // namespace confrere::follow_ups

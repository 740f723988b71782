#include "features/encounters/encounter_effects.h"

#include <algorithm>

#include "base/catalogue.h"
#include "features/encounters/encounters_store.h"

namespace confrere::encounters {
namespace {

using contacts::ContactRef;
using follow_ups::FollowUpOrigin;

/// What happened longer ago is history that is being written down, not a meeting to follow up.
constexpr int kStillFresh = 30;  ///< days

ties::Touch touch_of(const Encounter& encounter) {
  return {.happened_at = encounter.happened_at,
          .channel = encounter.channel,
          .depth = encounter.depth,
          .begun_by = encounter.begun_by,
          .awaits_answer = encounter.awaits_answer,
          .answered_at = encounter.answered_at};
}

Date day_of(const Viewer& viewer, const Encounter& encounter) {
  return viewer.time_zone.date_at(encounter.happened_at);
}

bool contains(const std::vector<ContactRef>& people, const ContactRef& person) {
  return std::find(people.begin(), people.end(), person) != people.end();
}

bool is_first_meeting(const Viewer& viewer, store::ReadTransaction& tx, const Encounter& encounter,
                      ContactId contact) {
  return encounter.state == EncounterState::held && encounter.channel != Channel::message &&
         !was_met(tx, viewer, contact, encounter.id) && !is_close(viewer, tx, contact);
}

void begin_follow_up(const Viewer& viewer, store::WriteTransaction& tx, const Encounter& encounter,
                     const ContactRef& contact) {
  const Date day = day_of(viewer, encounter);
  if (viewer.today() - day > kStillFresh) return;
  follow_ups::add_consequence(viewer, tx,
                              {.contact = contact.id,
                               .encounter = encounter.id,
                               .text = phrase("follow_up.first_meeting", {{"who", contact.name}}),
                               .origin = FollowUpOrigin::first_meeting,
                               .when = follow_ups::schedule(day, std::nullopt)});
}

/// The moment before which a meeting needs no other follow-up than this encounter: an earlier day's, or,
/// where one wrote or called, any before.
Instant supersedes_before(const Viewer& viewer, const Encounter& encounter) {
  const bool met = encounter.channel == Channel::in_person || encounter.channel == Channel::video;
  return met ? viewer.time_zone.start_of(day_of(viewer, encounter)) : encounter.happened_at;
}

void settle_wait(const Viewer& viewer, store::WriteTransaction& tx, const ContactRef& contact) {
  const Instant ended = follow_ups::wait_ended_at(viewer, tx, contact.id).value_or(Instant{});
  std::optional<follow_ups::Wait> wait;
  for (const HeldTouch& held : find_waiting(tx, viewer, contact.id)) {
    const bool waits =
        held.touch.awaits_answer && !held.touch.answered_at && held.touch.begun_by != BegunBy::them;
    if (!waits || held.touch.happened_at <= ended) break;
    const Date day = viewer.time_zone.date_at(held.touch.happened_at);
    if (!wait) {
      wait = follow_ups::Wait{.last = day};
    } else {
      ++wait->nudges;
    }
    wait->first = day;
    wait->messages.push_back(held.encounter);
    wait->first_encounter = held.encounter;
  }
  follow_ups::set_wait(viewer, tx, contact, wait);
}

void settle(const Viewer& viewer, store::WriteTransaction& tx, const Encounter& encounter,
            const ContactRef& contact) {
  if (encounter.state == EncounterState::held) {
    follow_ups::close_by(viewer, tx, contact.id, encounter.id, supersedes_before(viewer, encounter));
  }
  settle_wait(viewer, tx, contact);
}

std::vector<ContactRef> everybody_of(const Encounter& before, const Encounter& after) {
  std::vector<ContactRef> everybody = after.with;
  for (const ContactRef& person : before.with) {
    if (!contains(everybody, person)) everybody.push_back(person);
  }
  return everybody;
}

void change_first_meetings(const Viewer& viewer, store::WriteTransaction& tx, const Encounter& before,
                           const Encounter& after) {
  const bool was_held = before.state == EncounterState::held;
  if (after.state != EncounterState::held) return follow_ups::remove_first_meeting(viewer, tx, after.id);
  const Date day = day_of(viewer, after);
  if (was_held && day != day_of(viewer, before))
    follow_ups::reschedule_first_meeting(viewer, tx, after.id, day);
  for (const ContactRef& contact : after.with) {
    const bool is_new = !was_held || !contains(before.with, contact);
    if (is_new && is_first_meeting(viewer, tx, after, contact.id))
      begin_follow_up(viewer, tx, after, contact);
  }
}

}  // namespace

bool is_close(const Viewer& viewer, store::ReadTransaction& tx, ContactId contact) {
  const auto tie = ties::load_tie(viewer, tx, contact);
  return tie && (tie->closeness == ties::Closeness::trusted || tie->closeness == ties::Closeness::friendly);
}

void begin_effects(const Viewer& viewer, store::WriteTransaction& tx, const Encounter& fresh,
                   std::span<const CheckedPromise> promises) {
  const Date day = fresh.state == EncounterState::held ? day_of(viewer, fresh) : viewer.today();
  for (const ContactRef& contact : fresh.with) {
    const bool first = is_first_meeting(viewer, tx, fresh, contact.id);
    bool promised_soon = false;
    for (const CheckedPromise& promise : promises) {
      if (promise.to != contact.id) continue;
      const follow_ups::Schedule when = follow_ups::schedule(day, promise.due);
      promised_soon = promised_soon || when.due_on <= day + follow_ups::kOverdueAfter;
      follow_ups::add_consequence(
          viewer, tx,
          {.contact = contact.id,
           .encounter = fresh.id,
           .kind = promise.kind,
           .text = promise.text,
           .promise = true,
           .origin = first ? FollowUpOrigin::first_meeting : FollowUpOrigin::encounter,
           .when = when});
    }
    if (first && !promised_soon) begin_follow_up(viewer, tx, fresh, contact);
    if (fresh.state != EncounterState::held) continue;
    ties::add_touch(viewer, tx, contact.id, touch_of(fresh));
    settle(viewer, tx, fresh, contact);
  }
}

void change_effects(const Viewer& viewer, store::WriteTransaction& tx, const Encounter& before,
                    const Encounter& after) {
  follow_ups::reopen_closed_by(viewer, tx, after.id);
  for (const ContactRef& contact : before.with) {
    if (contains(after.with, contact)) continue;
    follow_ups::move_consequences(viewer, tx, after.id, contact.id, after.with.front().id);
  }
  change_first_meetings(viewer, tx, before, after);
  for (const ContactRef& contact : everybody_of(before, after)) {
    ties::rebuild_summary(viewer, tx, contact.id);
    if (contains(after.with, contact)) {
      settle(viewer, tx, after, contact);
    } else {
      settle_wait(viewer, tx, contact);
    }
  }
}

void end_effects(const Viewer& viewer, store::WriteTransaction& tx, const Encounter& deleted) {
  follow_ups::hide_consequences(viewer, tx, deleted.id);
  follow_ups::reopen_closed_by(viewer, tx, deleted.id);
  for (const ContactRef& contact : deleted.with) {
    ties::rebuild_summary(viewer, tx, contact.id);
    settle_wait(viewer, tx, contact);
  }
}

void resume_effects(const Viewer& viewer, store::WriteTransaction& tx, const Encounter& restored) {
  follow_ups::restore_consequences(viewer, tx, restored.id);
  for (const ContactRef& contact : restored.with) {
    ties::rebuild_summary(viewer, tx, contact.id);
    settle(viewer, tx, restored, contact);
  }
}

}  // namespace confrere::encounters

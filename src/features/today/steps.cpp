/// What a member does with an item of Today, and taking it back.

#include <algorithm>

#include "access/record.h"
#include "features/today/day.h"

namespace confrere::today {
namespace {

using follow_ups::kLongestSnooze;

constexpr int kDismissedFor = 90;  ///< days

/// How long a suggestion rests once it is done, in days: until it could be of use again.
int rest_after(TodayKind kind) {
  switch (kind) {
    case TodayKind::acquaint:
      return 30;
    case TodayKind::dormant:
      return 180;
    case TodayKind::ask:
    case TodayKind::never_followed_up:
      return 90;
    case TodayKind::rhythm:
    case TodayKind::fading:
      return 14;
    default:
      return 1;
  }
}

Error not_on_today() {
  return not_found("This is not on your list for today.");
}

struct Work {
  const Viewer& viewer;
  store::WriteTransaction& tx;
  const TodayItem& item;
};

Step lay_to_rest(const Work& work, RestWhy why, Date until) {
  const Rest rest{.kind = work.item.kind, .contact = work.item.contact.id, .why = why, .until = until};
  Step step{.rest = why, .rest_before = find_rest(work.tx, work.viewer, rest)};
  put_rest(work.tx, work.viewer, rest);
  return step;
}

/// Two people who were introduced, or should not be, are not suggested again: noted in `step`.
Result<Step> put_pair(const Work& work, introductions::PairState state, Step step) {
  if (work.item.kind != TodayKind::acquaint || !work.item.other) return step;
  const auto pair = introductions::pair_of(work.item.contact.id, work.item.other->id);
  const auto before = introductions::put_pair(work.viewer, work.tx, pair, state);
  if (!before) return before.error();
  step.paired = true;
  step.pair_before = *before;
  return step;
}

/// Snoozes the item's follow-up, noting it in `step`.
Result<Step> snooze_follow_up(const Work& work, Date until, Step step) {
  const auto before = follow_ups::load_follow_up(work.viewer, work.tx, *work.item.follow_up_id);
  if (!before) return before.error();
  const auto snoozed = follow_ups::snooze_follow_up(work.viewer, work.tx, before->id, until);
  if (!snoozed) return snoozed.error();
  step.snoozed = before->id;
  step.snoozed_before = before->snoozed_until;
  return step;
}

Result<Step> complete_follow_up(const Work& work) {
  const FollowUpId id = *work.item.follow_up_id;
  const bool lets_go =
      work.item.kind == TodayKind::answer_awaited && work.item.action.kind == ActionKind::log;
  const auto done = lets_go ? follow_ups::let_go(work.viewer, work.tx, id)
                            : follow_ups::complete_follow_up(work.viewer, work.tx, id);
  if (!done) return done.error();
  return Step{.closed = id};
}

bool asks_whether_it_happened(const TodayItem& item) {
  return item.kind == TodayKind::planned && item.action.kind == ActionKind::log;
}

Result<Step> complete(const Work& work) {
  if (work.item.follow_up_id) return complete_follow_up(work);
  if (!asks_whether_it_happened(work.item)) {
    return put_pair(work, introductions::PairState::introduced,
                    lay_to_rest(work, RestWhy::done, work.viewer.today() + rest_after(work.item.kind)));
  }
  const auto held = encounters::update_encounter(work.viewer, work.tx, *work.item.encounter_id,
                                                 {.state = encounters::EncounterState::held});
  if (!held) return held.error();
  return Step{.held = held->id};
}

Result<Step> snooze(const Work& work, Date until) {
  const Date today = work.viewer.today();
  if (until <= today) return invalid("$.until", "Choose a day after today.");
  if (until > today + kLongestSnooze) return invalid("$.until", "Choose a day within a year from now.");
  if (work.item.follow_up_id) return snooze_follow_up(work, until, {});
  return lay_to_rest(work, RestWhy::snoozed, until);
}

/// Puts this very thing away and lowers its kind for the contact.
Result<Step> dismiss(const Work& work) {
  const Date until = work.viewer.today() + kDismissedFor;
  Step step = lay_to_rest(work, RestWhy::dismissed, until);
  if (work.item.follow_up_id) return snooze_follow_up(work, until, step);
  if (!asks_whether_it_happened(work.item)) return put_pair(work, introductions::PairState::dismissed, step);
  const auto undo = encounters::delete_encounter(work.viewer, work.tx, *work.item.encounter_id);
  if (!undo) return undo.error();
  step.deleted = work.item.encounter_id;
  return step;
}

encounters::NewEncounter encounter_of(const Work& work, const Writing& writing) {
  using encounters::Channel;
  const bool calls = work.item.action.kind == ActionKind::call;
  const Channel channel = writing.channel.value_or(calls ? Channel::call : Channel::message);
  const bool waits = channel == Channel::message && work.item.action.kind != ActionKind::thank;
  encounters::NewEncounter fresh;
  fresh.with = std::vector{work.item.contact.id};
  fresh.channel = channel;
  fresh.depth = channel == Channel::message ? encounters::Depth::passing : encounters::Depth::conversation;
  fresh.awaits_answer = writing.awaits_answer.value_or(waits);
  fresh.note = writing.note;
  fresh.no_patient_confirmed = writing.no_patient_confirmed;
  return fresh;
}

/// A wait for the contact's answer that was snoozed: another message counts as a nudge and wakes it.
Step note_snoozed_wait(const Work& work) {
  for (const auto& waits :
       follow_ups::list_follow_ups(work.viewer, work.tx, {.contact = work.item.contact.id})) {
    if (waits.origin != follow_ups::FollowUpOrigin::answer_awaited) continue;
    if (waits.snoozed_until > work.viewer.today())
      return {.snoozed = waits.id, .snoozed_before = waits.snoozed_until};
  }
  return {};
}

Result<Step> write(const Work& work, const Writing& writing) {
  Step step = note_snoozed_wait(work);
  const auto logged = encounters::log_encounter(work.viewer, work.tx, encounter_of(work, writing));
  if (!logged) return logged.error();
  step.logged = logged->id;
  if (!work.item.follow_up_id) {
    const Step rest = lay_to_rest(work, RestWhy::done, work.viewer.today() + rest_after(work.item.kind));
    step.rest = rest.rest;
    step.rest_before = rest.rest_before;
    return put_pair(work, introductions::PairState::introduced, step);
  }
  // A nudge goes on waiting: logging it moved its follow-up.
  const auto follow_up = follow_ups::load_follow_up(work.viewer, work.tx, *work.item.follow_up_id);
  if (!follow_up || follow_up->state != follow_ups::FollowUpState::open) return step;
  if (work.item.kind == TodayKind::answer_awaited) return step;
  const auto done = follow_ups::complete_follow_up(work.viewer, work.tx, follow_up->id);
  if (!done) return done.error();
  step.closed = follow_up->id;
  return step;
}

void take_back_rest(const Work& work, const Step& step) {
  if (!step.rest) return;
  Rest rest{.kind = work.item.kind, .contact = work.item.contact.id, .why = *step.rest};
  if (!step.rest_before) return remove_rest(work.tx, work.viewer, rest);
  rest.until = *step.rest_before;
  put_rest(work.tx, work.viewer, rest);
}

/// Whatever of it was meanwhile deleted elsewhere stays so.
void take_back(const Work& work, const Step& step) {
  take_back_rest(work, step);
  if (step.paired.value_or(false) && work.item.other) {
    const auto pair = introductions::pair_of(work.item.contact.id, work.item.other->id);
    (void)introductions::put_pair(work.viewer, work.tx, pair, step.pair_before);
  }
  if (step.logged) (void)encounters::delete_encounter(work.viewer, work.tx, *step.logged);
  if (step.closed) (void)follow_ups::reopen_follow_up(work.viewer, work.tx, *step.closed);
  if (step.deleted) (void)encounters::restore_encounter(work.viewer, work.tx, *step.deleted);
  if (step.held) {
    (void)encounters::update_encounter(work.viewer, work.tx, *step.held,
                                       {.state = encounters::EncounterState::planned});
  }
  if (!step.snoozed) return;
  const bool lasts = step.snoozed_before > work.viewer.today();
  (void)follow_ups::snooze_follow_up(work.viewer, work.tx, *step.snoozed,
                                     lasts ? step.snoozed_before : std::nullopt);
}

void keep(const Work& work, ItemState state, const std::optional<Step>& step) {
  TodayItem after = work.item;
  after.state = state;
  update_item(work.tx, work.viewer, work.viewer.today(), after, step);
  record(work.viewer, work.tx, store::ChangeKind::updated, store::Entity::today, work.viewer.member);
}

/// The item, on the day's list; it is put there where it only qualified.
Result<TodayItem> listed_item(const Viewer& viewer, store::WriteTransaction& tx, std::string_view id) {
  const Day day(viewer, tx);
  auto item = day.find(id);
  if (!item) return not_on_today();
  if (day.is_unsaved()) day.save(tx);
  if (!day.lists(id)) {
    if (!find_day(tx, viewer, viewer.today())) day.save(tx);
    insert_item(tx, viewer, viewer.today(), *item);
  }
  return *std::move(item);
}

/// Brings the item to `state` by `act(work) -> Result<Step>`, taking back what was done with it before.
template <class Act>
Result<Today> step_to(const Viewer& viewer, store::WriteTransaction& tx, std::string_view id, ItemState state,
                      Act act) {
  auto item = listed_item(viewer, tx, id);
  if (!item) return item.error();
  const Work work{viewer, tx, *item};
  const bool is_again = item->state == state && state != ItemState::snoozed;
  if (is_again) return Day(viewer, tx).shown();
  if (const auto before = find_step(tx, viewer, viewer.today(), id)) take_back(work, *before);
  const Result<Step> step = act(work);
  if (!step) return step.error();
  keep(work, state, *step);
  return Day(viewer, tx).shown();
}

}  // namespace

Result<Today> complete_item(const Viewer& viewer, store::WriteTransaction& tx, std::string_view id) {
  return step_to(viewer, tx, id, ItemState::done, complete);
}

Result<Today> snooze_item(const Viewer& viewer, store::WriteTransaction& tx, std::string_view id,
                          Date until) {
  return step_to(viewer, tx, id, ItemState::snoozed, [&](const Work& work) { return snooze(work, until); });
}

Result<Today> dismiss_item(const Viewer& viewer, store::WriteTransaction& tx, std::string_view id) {
  return step_to(viewer, tx, id, ItemState::dismissed, dismiss);
}

Result<Today> write_item(const Viewer& viewer, store::WriteTransaction& tx, std::string_view id,
                         const Writing& writing) {
  return step_to(viewer, tx, id, ItemState::written, [&](const Work& work) { return write(work, writing); });
}

Result<Today> reopen_item(const Viewer& viewer, store::WriteTransaction& tx, std::string_view id) {
  const auto item = listed_item(viewer, tx, id);
  if (!item) return item.error();
  const Work work{viewer, tx, *item};
  const auto before = find_step(tx, viewer, viewer.today(), id);
  if (before) take_back(work, *before);
  // Closed elsewhere: its follow-up is opened again.
  if (!before && item->follow_up_id && item->state != ItemState::open) {
    const auto reopened = follow_ups::reopen_follow_up(viewer, tx, *item->follow_up_id);
    if (!reopened) return reopened.error();
  }
  keep(work, ItemState::open, std::nullopt);
  return Day(viewer, tx).shown();
}

}  // namespace confrere::today

#include "features/follow_ups/follow_ups.h"

#include <fmt/format.h>

#include "access/record.h"
#include "base/catalogue.h"
#include "base/text.h"
#include "features/etiquette/patient_identifier.h"
#include "features/follow_ups/follow_ups_store.h"

namespace confrere::follow_ups {
namespace {

using store::ChangeKind;
using store::Entity;

constexpr std::size_t kLongestText = 500;
constexpr int kLatestDue = 3660;  ///< days from today

Error no_such_follow_up() {
  return not_found("There is no such follow-up.");
}

Result<std::string> checked_text(std::string_view text, bool confirmed) {
  const auto allowed = etiquette::refuse_patient_identifiers("$.text", text, confirmed);
  if (!allowed) return allowed.error();
  std::string line = squeeze(text);
  if (line.empty()) return invalid("$.text", "Say in a line what you mean to do.");
  if (code_points(line) > kLongestText) {
    return invalid("$.text", fmt::format("Keep it to one line of at most {} characters.", kLongestText));
  }
  return line;
}

Result<void> check_due(const Viewer& viewer, const Field<Date>& due) {
  if (due.value && *due.value > viewer.today() + kLatestDue) {
    return invalid("$.due", "That is more than ten years away. Choose an earlier date.");
  }
  return {};
}

void set_dates(StoredFollowUp& follow_up, const Schedule& when) {
  follow_up.appears_on = when.appears_on;
  follow_up.shown.due = when.due_on;
  follow_up.shown.overdue_from = when.overdue_on;
}

/// The dates of what the member puts down themselves: a due date near enough shows it at once.
Schedule own_schedule(const Viewer& viewer, std::optional<Date> due) {
  return due ? schedule(viewer.today() - 1, due) : schedule(viewer.today(), std::nullopt);
}

Result<FollowUp> keep(const Viewer& viewer, store::WriteTransaction& tx, const StoredFollowUp& follow_up) {
  update(tx, viewer, follow_up);
  record(viewer, tx, ChangeKind::updated, Entity::follow_up, follow_up.shown.id);
  return follow_up.shown;
}

Result<FollowUp> close(const Viewer& viewer, store::WriteTransaction& tx, FollowUpId id,
                       FollowUpState state) {
  auto follow_up = find(tx, viewer, id);
  if (!follow_up) return no_such_follow_up();
  if (follow_up->shown.state == state) return follow_up->shown;
  follow_up->shown.state = state;
  follow_up->shown.done_at = viewer.now;
  follow_up->closed_by.reset();
  return keep(viewer, tx, *follow_up);
}

void remove_returns(const Viewer& viewer, store::WriteTransaction& tx, const FollowUp& wait) {
  if (!wait.encounter_id) return;
  for (const FollowUpId id : find_open_returns(tx, viewer, wait.contact.id, *wait.encounter_id)) {
    remove(tx, viewer, id);
    record(viewer, tx, ChangeKind::deleted, Entity::follow_up, id);
  }
}

}  // namespace

Result<FollowUp> create_follow_up(const Viewer& viewer, store::WriteTransaction& tx,
                                  const FollowUpFields& fields) {
  if (!fields.contact_id.value) return invalid("$.contact_id", "Say whom it is for.");
  auto contact = contacts::contact_ref(viewer, tx, *fields.contact_id.value, "$.contact_id");
  if (!contact) return contact.error();
  auto text = checked_text(fields.text.value_or({}), fields.no_patient_confirmed);
  if (!text) return text.error();
  const auto due = check_due(viewer, fields.due);
  if (!due) return due.error();

  StoredFollowUp fresh{.shown = {.id = FollowUpId::make(),
                                 .contact = *std::move(contact),
                                 .kind = fields.kind.value.value_or(kind_of_promise(*text)),
                                 .text = *std::move(text),
                                 .promise = fields.promise.value_or(false),
                                 .created_at = viewer.now}};
  set_dates(fresh, own_schedule(viewer, fields.due.value));
  insert(tx, viewer, fresh);
  record(viewer, tx, ChangeKind::created, Entity::follow_up, fresh.shown.id);
  return fresh.shown;
}

Result<FollowUp> load_follow_up(const Viewer& viewer, store::ReadTransaction& tx, FollowUpId id) {
  const auto found = find(tx, viewer, id);
  if (!found) return no_such_follow_up();
  return found->shown;
}

std::vector<FollowUp> list_follow_ups(const Viewer& viewer, store::ReadTransaction& tx,
                                      const FollowUpQuery& query) {
  return find_page(tx, viewer, query);
}

Result<FollowUp> update_follow_up(const Viewer& viewer, store::WriteTransaction& tx, FollowUpId id,
                                  const FollowUpFields& fields) {
  auto follow_up = find(tx, viewer, id);
  if (!follow_up) return no_such_follow_up();
  FollowUp& shown = follow_up->shown;
  if (fields.contact_id.given) {
    auto contact =
        contacts::contact_ref(viewer, tx, fields.contact_id.value.value_or(ContactId{}), "$.contact_id");
    if (!contact) return contact.error();
    shown.contact = *std::move(contact);
  }
  if (fields.text.given) {
    auto text = checked_text(fields.text.value_or({}), fields.no_patient_confirmed);
    if (!text) return text.error();
    shown.text = *std::move(text);
  }
  if (fields.kind.given) shown.kind = fields.kind.value.value_or(kind_of_promise(shown.text));
  if (fields.promise.given) shown.promise = fields.promise.value_or(false);
  if (fields.due.given) {
    const auto due = check_due(viewer, fields.due);
    if (!due) return due.error();
    set_dates(*follow_up, own_schedule(viewer, fields.due.value));
    shown.snoozed_until.reset();
  }
  return keep(viewer, tx, *follow_up);
}

Result<void> delete_follow_up(const Viewer& viewer, store::WriteTransaction& tx, FollowUpId id) {
  if (!find(tx, viewer, id)) return no_such_follow_up();
  remove(tx, viewer, id);
  record(viewer, tx, ChangeKind::deleted, Entity::follow_up, id);
  return {};
}

Result<FollowUp> complete_follow_up(const Viewer& viewer, store::WriteTransaction& tx, FollowUpId id) {
  return close(viewer, tx, id, FollowUpState::done);
}

Result<FollowUp> drop_follow_up(const Viewer& viewer, store::WriteTransaction& tx, FollowUpId id) {
  return close(viewer, tx, id, FollowUpState::dropped);
}

Result<FollowUp> reopen_follow_up(const Viewer& viewer, store::WriteTransaction& tx, FollowUpId id) {
  auto follow_up = find(tx, viewer, id);
  if (!follow_up) return no_such_follow_up();
  if (follow_up->shown.origin == FollowUpOrigin::answer_awaited) remove_returns(viewer, tx, follow_up->shown);
  follow_up->shown.state = FollowUpState::open;
  follow_up->shown.done_at.reset();
  follow_up->shown.snoozed_until.reset();
  follow_up->closed_by.reset();
  return keep(viewer, tx, *follow_up);
}

Result<FollowUp> snooze_follow_up(const Viewer& viewer, store::WriteTransaction& tx, FollowUpId id,
                                  std::optional<Date> until) {
  if (until && *until <= viewer.today()) return invalid("$.until", "Choose a day after today.");
  if (until && *until > viewer.today() + kLongestSnooze) {
    return invalid("$.until", "Choose a day within a year from now.");
  }
  auto follow_up = find(tx, viewer, id);
  if (!follow_up) return no_such_follow_up();
  follow_up->shown.snoozed_until = until;
  return keep(viewer, tx, *follow_up);
}

Result<FollowUp> let_go(const Viewer& viewer, store::WriteTransaction& tx, FollowUpId id) {
  const auto wait = close(viewer, tx, id, FollowUpState::done);
  if (!wait) return wait.error();
  if (wait->origin != FollowUpOrigin::answer_awaited) return conflict("Nobody's answer is awaited here.");

  StoredFollowUp back{.shown = {.id = FollowUpId::make(),
                                .contact = wait->contact,
                                .kind = FollowUpKind::write,
                                .text = phrase("follow_up.let_go", {{"who", wait->contact.name}}),
                                .origin = FollowUpOrigin::let_go,
                                .encounter_id = wait->encounter_id,
                                .created_at = viewer.now}};
  set_dates(back, schedule_return(viewer.today()));
  insert(tx, viewer, back);
  record(viewer, tx, ChangeKind::created, Entity::follow_up, back.shown.id);
  return back.shown;
}

}  // namespace confrere::follow_ups

#include "features/ties/ties.h"

#include <algorithm>
#include <cmath>

#include "access/record.h"
#include "features/ties/ties_store.h"

namespace confrere::ties {
namespace {

Error no_such_contact() {
  return not_found("There is no such contact.");
}

Tie shown(const Viewer& viewer, const StoredTie& stored) {
  Tie tie{.closeness = stored.closeness,
          .rhythm = stored.rhythm ? stored.rhythm : stored.circle_rhythm,
          .matters = stored.matters,
          .sharing = stored.sharing,
          .word = word_for(stored.summary, stored.closeness, viewer.now),
          .last_encounter_at = stored.summary.last_held_at};
  if (!tie.rhythm) return tie;
  tie.rhythm_from = stored.rhythm ? RhythmFrom::contact : RhythmFrom::circle;
  if (const auto last = stored.summary.last_held_at) {
    tie.next_due = next_due(*tie.rhythm, viewer.time_zone.date_at(*last));
  } else if (*tie.rhythm != Rhythm::when_there_is_something) {
    tie.next_due = viewer.time_zone.date_at(stored.sorted_at.value_or(viewer.now));
  }
  return tie;
}

template <class T>
void keep(const Field<T>& stated, std::optional<T>& kept) {
  if (stated.given) kept = stated.value;
}

void record_update(const Viewer& viewer, store::WriteTransaction& tx, ContactId contact) {
  record(viewer, tx, store::ChangeKind::updated, store::Entity::tie, contact);
}

/// The server's own work on a member's tie.
void renew(store::WriteTransaction& tx, const TieKey& tie) {
  Viewer owner;
  owner.network = tie.network;
  owner.member = tie.owner;
  owner.now = tx.now();
  rebuild_summary(owner, tx, tie.contact);
}

/// Sums that were added up in another order differ in their last digits.
bool is_near(double a, double b) {
  constexpr double kLastDigits = 1e-9;
  return std::abs(a - b) <= kLastDigits * std::max(1.0, std::abs(a));
}

bool is_wrong(store::ReadTransaction& tx, const TieKey& tie) {
  const auto kept = find_summary(tx, tie.network, tie.contact);
  const Summary fresh = summary_of(find_touches(tx, tie.network, tie.contact));
  return !kept || kept->held != fresh.held || kept->first_held_at != fresh.first_held_at ||
         kept->last_held_at != fresh.last_held_at || kept->last_awaiting_at != fresh.last_awaiting_at ||
         kept->decayed_at != fresh.decayed_at || !is_near(kept->sum_30, fresh.sum_30) ||
         !is_near(kept->sum_120, fresh.sum_120) || !is_near(kept->sum_480, fresh.sum_480) ||
         !is_near(kept->peak, fresh.peak);
}

}  // namespace

std::optional<Date> next_due(Rhythm rhythm, Date last) {
  switch (rhythm) {
    case Rhythm::monthly:
      return add_months(last, 1);
    case Rhythm::quarterly:
      return add_months(last, 3);
    case Rhythm::twice_a_year:
      return add_months(last, 6);
    case Rhythm::when_there_is_something:
      return std::nullopt;
  }
  return std::nullopt;
}

void create_tie(const Viewer& viewer, store::WriteTransaction& tx, ContactId contact) {
  insert(tx, viewer, contact);
}

Result<Tie> load_tie(const Viewer& viewer, store::ReadTransaction& tx, ContactId contact) {
  const auto stored = find(tx, viewer, contact);
  if (!stored) return no_such_contact();
  return shown(viewer, *stored);
}

Result<Tie> put_tie(const Viewer& viewer, store::WriteTransaction& tx, ContactId contact,
                    const TieStatement& statement) {
  auto stored = find(tx, viewer, contact);
  if (!stored) return no_such_contact();
  keep(statement.closeness, stored->closeness);
  keep(statement.rhythm, stored->rhythm);
  keep(statement.matters, stored->matters);
  if (statement.sharing.given) stored->sharing = statement.sharing.value.value_or(Sharing::asked);

  const bool sorts = statement.closeness.given || statement.rhythm.given || statement.matters.given ||
                     !statement.sharing.given;
  if (sorts && !stored->sorted_at) stored->sorted_at = viewer.now;
  update_stated(tx, viewer, contact, *stored);
  record_update(viewer, tx, contact);
  return shown(viewer, *stored);
}

void set_circle_rhythm(const Viewer& viewer, store::WriteTransaction& tx, ContactId contact,
                       std::optional<Rhythm> rhythm) {
  update_circle_rhythm(tx, viewer, contact, rhythm);
  record_update(viewer, tx, contact);
}

void add_touch(const Viewer& viewer, store::WriteTransaction& tx, ContactId contact, const Touch& touch) {
  const auto summary = find_summary(tx, viewer.network, contact);
  if (!summary) return;
  if (!is_newest(*summary, touch)) return rebuild_summary(viewer, tx, contact);
  update_summary(tx, viewer.network, contact, add(*summary, touch));
  record_update(viewer, tx, contact);
}

void rebuild_summary(const Viewer& viewer, store::WriteTransaction& tx, ContactId contact) {
  update_summary(tx, viewer.network, contact, summary_of(find_touches(tx, viewer.network, contact)));
  record_update(viewer, tx, contact);
}

SummariesCompared compare_summaries(store::ReadTransaction& tx) {
  const auto ties = find_all(tx);
  const auto wrong = std::ranges::count_if(ties, [&](const TieKey& tie) { return is_wrong(tx, tie); });
  return {.ties = static_cast<std::int64_t>(ties.size()), .wrong = wrong};
}

std::int64_t repair_summaries(store::WriteTransaction& tx) {
  std::int64_t repaired = 0;
  for (const TieKey& tie : find_all(tx)) {
    if (!is_wrong(tx, tie)) continue;
    renew(tx, tie);
    ++repaired;
  }
  return repaired;
}

std::int64_t renew_summaries(store::WriteTransaction& tx, std::int64_t most) {
  const auto outdated = find_outdated(tx, most);
  for (const TieKey& tie : outdated) renew(tx, tie);
  return static_cast<std::int64_t>(outdated.size());
}

std::optional<Summary> load_summary(store::ReadTransaction& tx, NetworkId network, ContactId contact) {
  return find_summary(tx, network, contact);
}

}  // namespace confrere::ties

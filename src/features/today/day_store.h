#pragma once

/// What was fixed on a day, what became of it, and what rests.

#include <string>
#include <vector>

#include "features/introductions/introductions.h"
#include "features/today/today.h"

namespace confrere::today {

enum class RestWhy : std::uint8_t { snoozed, dismissed, done };
BOOST_DESCRIBE_ENUM(RestWhy, snoozed, dismissed, done)

/// A kind that rests for a contact until (not on) a day.
struct Rest {
  TodayKind kind = TodayKind::rhythm;
  ContactId contact{};
  RestWhy why = RestWhy::done;
  Date until{};
};

/// What an item's last step did, as taking it back needs it.
struct Step {
  std::optional<FollowUpId> closed{};                     ///< follow-up that was completed or let go
  std::optional<FollowUpId> snoozed{};                    ///< follow-up that was snoozed, or woken,
  std::optional<Date> snoozed_before{};                   ///< until when it was before
  std::optional<EncounterId> logged{};                    ///< encounter that was made
  std::optional<EncounterId> held{};                      ///< planned encounter that was marked as held
  std::optional<EncounterId> deleted{};                   ///< planned encounter that did not happen
  std::optional<RestWhy> rest{};                          ///< rest that was laid down,
  std::optional<Date> rest_before{};                      ///< until when there was one before
  std::optional<bool> paired{};                           ///< true: the two were put into a state,
  std::optional<introductions::PairState> pair_before{};  ///< in which they were before
};
BOOST_DESCRIBE_STRUCT(Step, (),
                      (closed, snoozed, snoozed_before, logged, held, deleted, rest, rest_before, paired,
                       pair_before))

struct FixedDay {
  Instant fixed_at{};
  std::vector<std::string> passed_over{};  ///< ids of what was overdue then and had no place
};

std::optional<FixedDay> find_day(store::ReadTransaction& tx, const Viewer& viewer, Date day);
void insert_day(store::WriteTransaction& tx, const Viewer& viewer, Date day, const FixedDay& fixed);
/// In their order, with the state that was kept. Items that this version of the program cannot read are left
/// out.
std::vector<TodayItem> find_items(store::ReadTransaction& tx, const Viewer& viewer, Date day);
void insert_item(store::WriteTransaction& tx, const Viewer& viewer, Date day, const TodayItem& item);
void update_item(store::WriteTransaction& tx, const Viewer& viewer, Date day, const TodayItem& item,
                 const std::optional<Step>& step);
std::optional<Step> find_step(store::ReadTransaction& tx, const Viewer& viewer, Date day,
                              std::string_view item_id);

/// Those that have not ended by `day`.
std::vector<Rest> find_rests(store::ReadTransaction& tx, const Viewer& viewer, Date day);
std::optional<Date> find_rest(store::ReadTransaction& tx, const Viewer& viewer, const Rest& rest);
void put_rest(store::WriteTransaction& tx, const Viewer& viewer, const Rest& rest);
void remove_rest(store::WriteTransaction& tx, const Viewer& viewer, const Rest& rest);

/// What became of an open item outside Today: done or snoozed where its follow-up, its plan or a new
/// encounter says so; nothing where what it was about is gone.
std::optional<ItemState> find_state_now(store::ReadTransaction& tx, const Viewer& viewer,
                                        const TodayItem& item, Instant fixed_at);

}  // namespace confrere::today

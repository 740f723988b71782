#pragma once

/// When a follow-up appears, is due and is overdue, and how long an answer is waited for. Pure.

#include <cstdint>
#include <optional>

#include "base/time.h"

namespace confrere::follow_ups {

constexpr int kDueAfter = 2;             ///< days after a first meeting or a promise
constexpr int kOverdueAfter = 7;         ///< days after it
constexpr int kShownBeforeDue = 7;       ///< a date further away is not shown before
constexpr int kFirstNudgeAfter = 7;      ///< days after an unanswered message
constexpr int kSecondNudgeAfter = 21;    ///< days after it
constexpr int kRestBetweenNudges = 7;    ///< days at least between a nudge and the next
constexpr int kLetGoAfterNudge = 14;     ///< days after the second nudge
constexpr int kLetGoUnnudgedAfter = 60;  ///< days after the message, when nobody nudged
constexpr int kMostNudges = 2;
constexpr int kBackAfterMonths = 6;
constexpr int kLongestSnooze = 366;  ///< days

struct Schedule {
  Date appears_on;
  Date due_on;
  Date overdue_on;  ///< the first day on which it is overdue
  friend bool operator==(const Schedule&, const Schedule&) = default;
};

/// Of what was met with or promised on `day`: the next morning, due after two days, overdue after seven; or
/// due on the day that was named, overdue from the day after, and shown in the week before.
Schedule schedule(Date day, std::optional<Date> due);

/// Of the wait for an answer to a message sent on `first`, nudged `nudges` times, the last time on `last`
/// (`first` where nobody nudged): the day of the next nudge, or of letting go.
Schedule schedule_answer(Date first, Date last, std::int64_t nudges);

/// True when waiting on is no longer kind: two nudges were sent, or it is long ago.
bool is_time_to_let_go(Date first, std::int64_t nudges, Date today);

/// Of a wait that was let go on `day`: back in six months.
Schedule schedule_return(Date day);

}  // namespace confrere::follow_ups

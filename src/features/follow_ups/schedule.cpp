#include "features/follow_ups/schedule.h"

#include <algorithm>

namespace confrere::follow_ups {
namespace {

constexpr int kGraceForNudge = 14;
constexpr int kGraceForReturn = 30;

}  // namespace

Schedule schedule(Date day, std::optional<Date> due) {
  if (!due) return {day + 1, day + kDueAfter, day + kOverdueAfter};
  const Date shown = std::max(day + 1, *due - kShownBeforeDue);
  return {std::min(shown, *due), *due, *due + 1};
}

Schedule schedule_answer(Date first, Date last, std::int64_t nudges) {
  Date due = first + kFirstNudgeAfter;
  if (nudges == 1) due = std::max(first + kSecondNudgeAfter, last + kRestBetweenNudges);
  if (nudges >= kMostNudges) due = last + kLetGoAfterNudge;
  return {due, due, due + kGraceForNudge};
}

bool is_time_to_let_go(Date first, std::int64_t nudges, Date today) {
  return nudges >= kMostNudges || today - first >= kLetGoUnnudgedAfter;
}

Schedule schedule_return(Date day) {
  const Date back = add_months(day, kBackAfterMonths);
  return {back, back, back + kGraceForReturn};
}

}  // namespace confrere::follow_ups

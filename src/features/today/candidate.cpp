#include "features/today/candidate.h"

namespace confrere::today {

std::string item_id(const Candidate& candidate) {
  return std::string(word_of(candidate.kind)) + '.' + id_text(candidate.subject);
}

bool is_time_to_let_go(const Candidate& candidate, Date first, Date today) {
  return candidate.kind == TodayKind::answer_awaited &&
         follow_ups::is_time_to_let_go(first, candidate.nudges, today);
}

}  // namespace confrere::today

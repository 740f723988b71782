#pragma once

/// score = urgency × value; pure.
///
/// urgency = base of the kind × time. The base falls from promises (1) to planned meetings (0.55), in the
/// order of product.md. Time is 1 on the day something is due, 0.8 before, and grows to 2 over three weeks
/// after (over 90 days for a rhythm, for which nobody waits); for what has no due date it is 1. A planned
/// meeting counts double on its day and the day before.
///
/// value = 0.5 + 0.5 strength + 0.3 promise + 0.3 matters + 0.2 fits a goal + 0.1 same organisation + 0.1 a
/// need that was heard, where strength is at least what the member states (trusted 0.8, friendly 0.5,
/// acquainted 0.2) and what reviving the tie is worth. A nudge counts 0.8 of it: it is the other's turn.

#include "features/today/candidate.h"

namespace confrere::today {

double urgency(const Candidate& candidate, Date today);
double value(const Candidate& candidate, Date today);
double score(const Candidate& candidate, Date today);

/// Into the order of Today: overdue first, then by score, ties broken by id. What was lowered comes last.
void sort_by_score(std::vector<Candidate>& candidates, Date today);

}  // namespace confrere::today

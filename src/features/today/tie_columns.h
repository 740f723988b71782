#pragma once

#include "features/today/candidate.h"

namespace confrere::today {

/// What a candidate needs of its tie, to be selected from `tie t`.
inline constexpr std::string_view kTieColumns =
    "t.closeness, t.matters, t.held, t.first_held_at, t.last_held_at, t.last_awaiting_at, t.decayed_at, "
    "t.sum_30,"
    " t.sum_120, t.sum_480, t.peak";
inline constexpr int kTieColumnCount = 11;

inline ties::Summary summary_from(const store::Row& row, int column) {
  return {.held = row.get<std::int64_t>(column + 2),
          .first_held_at = row.get<std::optional<Instant>>(column + 3),
          .last_held_at = row.get<std::optional<Instant>>(column + 4),
          .last_awaiting_at = row.get<std::optional<Instant>>(column + 5),
          .decayed_at = row.get<Instant>(column + 6),
          .sum_30 = row.get<double>(column + 7),
          .sum_120 = row.get<double>(column + 8),
          .sum_480 = row.get<double>(column + 9),
          .peak = row.get<double>(column + 10)};
}

/// Closeness, whether the person matters, and the strength at `now`, of a row whose tie columns start at
/// `column`.
template <class Target>
void put_tie(Target& target, const store::Row& row, int column, Instant now) {
  target.closeness = row.get<std::optional<ties::Closeness>>(column);
  target.matters = row.get<std::optional<bool>>(column + 1).value_or(false);
  target.strength = ties::strength(summary_from(row, column), target.closeness, now);
}

}  // namespace confrere::today

#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "features/today/candidate.h"

namespace confrere::today {

constexpr std::size_t kFive = 5;
constexpr int kMostOfAKind = 2;

/// Which of `ranked` (by sort_by_score) stand on Today: places in it, in falling order. What is overdue comes
/// first and is subject to no variety; then at most two of a kind and one of a person; then, unless `kFive`
/// are reached, what these two rules left out. What was lowered is not chosen. O(n).
std::vector<std::size_t> choose(std::span<const Candidate> ranked);

}  // namespace confrere::today

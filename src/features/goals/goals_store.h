#pragma once

#include <optional>
#include <vector>

#include "features/goals/goals.h"

namespace confrere::goals {

void insert(store::WriteTransaction& tx, const Viewer& viewer, const Goal& goal);
std::optional<Goal> find(store::ReadTransaction& tx, const Viewer& viewer, GoalId id);
std::vector<Goal> find_all(store::ReadTransaction& tx, const Viewer& viewer);
void update(store::WriteTransaction& tx, const Viewer& viewer, const Goal& goal);
void remove(store::WriteTransaction& tx, const Viewer& viewer, GoalId id);

}  // namespace confrere::goals

#pragma once

/// A member's own aims, in a line each, by which suggestions are judged.

#include <cstdint>
#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "access/viewer.h"
#include "base/json.h"
#include "base/result.h"
#include "store/store.h"

namespace confrere::goals {

enum class GoalState : std::uint8_t { active, reached, dropped };
BOOST_DESCRIBE_ENUM(GoalState, active, reached, dropped)

struct GoalFields {
  Field<std::string> text{};
  Field<GoalState> state{};
  bool no_patient_confirmed = false;
};
BOOST_DESCRIBE_STRUCT(GoalFields, (), (text, state, no_patient_confirmed))

struct Goal {
  GoalId id{};
  std::string text;
  GoalState state = GoalState::active;
  Instant created_at{};
};
BOOST_DESCRIBE_STRUCT(Goal, (), (id, text, state, created_at))

Result<Goal> create_goal(const Viewer& viewer, store::WriteTransaction& tx, const GoalFields& fields);
/// Newest first.
std::vector<Goal> list_goals(const Viewer& viewer, store::ReadTransaction& tx);
Result<Goal> update_goal(const Viewer& viewer, store::WriteTransaction& tx, GoalId id,
                         const GoalFields& fields);
Result<void> delete_goal(const Viewer& viewer, store::WriteTransaction& tx, GoalId id);

}  // namespace confrere::goals

#include "features/goals/goals.h"

#include <fmt/format.h>

#include "access/record.h"
#include "base/text.h"
#include "features/etiquette/patient_identifier.h"
#include "features/goals/goals_store.h"

namespace confrere::goals {
namespace {

using store::ChangeKind;
using store::Entity;

constexpr std::size_t kLongestText = 300;
constexpr std::size_t kMostGoals = 100;

Error no_such_goal() {
  return not_found("There is no such goal.");
}

Result<std::string> checked_text(const GoalFields& fields) {
  const std::string given = fields.text.value_or({});
  const auto allowed = etiquette::refuse_patient_identifiers("$.text", given, fields.no_patient_confirmed);
  if (!allowed) return allowed.error();
  std::string line = squeeze(given);
  if (line.empty()) return invalid("$.text", "Say in a line what you aim for.");
  if (code_points(line) > kLongestText) {
    return invalid("$.text", fmt::format("Keep it to one line of at most {} characters.", kLongestText));
  }
  return line;
}

}  // namespace

Result<Goal> create_goal(const Viewer& viewer, store::WriteTransaction& tx, const GoalFields& fields) {
  auto text = checked_text(fields);
  if (!text) return text.error();
  if (find_all(tx, viewer).size() >= kMostGoals) {
    return conflict("A hundred goals are enough. Remove one that no longer matters first.");
  }
  const Goal goal{.id = GoalId::make(),
                  .text = *std::move(text),
                  .state = fields.state.value_or(GoalState::active),
                  .created_at = viewer.now};
  insert(tx, viewer, goal);
  record(viewer, tx, ChangeKind::created, Entity::goal, goal.id);
  return goal;
}

std::vector<Goal> list_goals(const Viewer& viewer, store::ReadTransaction& tx) {
  return find_all(tx, viewer);
}

Result<Goal> update_goal(const Viewer& viewer, store::WriteTransaction& tx, GoalId id,
                         const GoalFields& fields) {
  auto goal = find(tx, viewer, id);
  if (!goal) return no_such_goal();
  if (fields.text.given) {
    auto text = checked_text(fields);
    if (!text) return text.error();
    goal->text = *std::move(text);
  }
  goal->state = fields.state.value_or(goal->state);
  update(tx, viewer, *goal);
  record(viewer, tx, ChangeKind::updated, Entity::goal, id);
  return *goal;
}

Result<void> delete_goal(const Viewer& viewer, store::WriteTransaction& tx, GoalId id) {
  if (!find(tx, viewer, id)) return no_such_goal();
  remove(tx, viewer, id);
  record(viewer, tx, ChangeKind::deleted, Entity::goal, id);
  return {};
}

}  // namespace confrere::goals

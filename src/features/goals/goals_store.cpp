#include "features/goals/goals_store.h"

namespace confrere::goals {
namespace {

Goal goal_from(const store::Row& row) {
  return {.id = row.get<GoalId>(0),
          .text = row.get<std::string>(1),
          .state = row.get<GoalState>(2),
          .created_at = row.get<Instant>(3)};
}

}  // namespace

void insert(store::WriteTransaction& tx, const Viewer& viewer, const Goal& goal) {
  tx.execute(
      "INSERT INTO goal (network_id, id, owner_id, text, state, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
      viewer.network, goal.id, viewer.member, goal.text, goal.state, goal.created_at);
}

std::optional<Goal> find(store::ReadTransaction& tx, const Viewer& viewer, GoalId id) {
  return tx.first(goal_from,
                  "SELECT id, text, state, created_at FROM goal"
                  " WHERE network_id = $1 AND owner_id = $2 AND id = $3",
                  viewer.network, viewer.member, id);
}

std::vector<Goal> find_all(store::ReadTransaction& tx, const Viewer& viewer) {
  return tx.all(goal_from,
                "SELECT id, text, state, created_at FROM goal WHERE network_id = $1 AND owner_id = $2"
                " ORDER BY created_at DESC, id DESC",
                viewer.network, viewer.member);
}

void update(store::WriteTransaction& tx, const Viewer& viewer, const Goal& goal) {
  tx.execute("UPDATE goal SET text = $4, state = $5 WHERE network_id = $1 AND owner_id = $2 AND id = $3",
             viewer.network, viewer.member, goal.id, goal.text, goal.state);
}

void remove(store::WriteTransaction& tx, const Viewer& viewer, GoalId id) {
  tx.execute("DELETE FROM goal WHERE network_id = $1 AND owner_id = $2 AND id = $3", viewer.network,
             viewer.member, id);
}

}  // namespace confrere::goals

#include "features/goals/goals.h"
#include "features/goals/goals_routes.h"

namespace confrere::goals {
namespace {

using http::Call;
using http::Response;
using http::WriteStep;

struct Goals {
  std::vector<Goal> items;
};
BOOST_DESCRIBE_STRUCT(Goals, (), (items))

Result<Response> list(const Call& call, store::ReadTransaction& tx) {
  return http::json(Goals{list_goals(call.viewer(), tx)});
}

Result<WriteStep> create(const Call& call) {
  const auto fields = call.body<GoalFields>();
  if (!fields) return fields.error();
  return [viewer = call.viewer(), fields = *fields](store::WriteTransaction& tx) -> Result<Response> {
    const auto goal = create_goal(viewer, tx, fields);
    if (!goal) return goal.error();
    return http::json(*goal, 201);
  };
}

Result<WriteStep> update(const Call& call) {
  const auto id = call.id<GoalId>();
  if (!id) return id.error();
  const auto fields = call.body<GoalFields>();
  if (!fields) return fields.error();
  return
      [viewer = call.viewer(), id = *id, fields = *fields](store::WriteTransaction& tx) -> Result<Response> {
        const auto goal = update_goal(viewer, tx, id, fields);
        if (!goal) return goal.error();
        return http::json(*goal);
      };
}

Result<WriteStep> remove(const Call& call) {
  const auto id = call.id<GoalId>();
  if (!id) return id.error();
  return [viewer = call.viewer(), id = *id](store::WriteTransaction& tx) -> Result<Response> {
    const auto removed = delete_goal(viewer, tx, id);
    if (!removed) return removed.error();
    return http::no_content();
  };
}

}  // namespace

std::vector<http::Route> routes() {
  using http::Method;
  return {http::read_route(Method::get, "/api/v1/goals", list),
          http::write_route(Method::post, "/api/v1/goals", create),
          http::write_route(Method::patch, "/api/v1/goals/{id}", update),
          http::write_route(Method::del, "/api/v1/goals/{id}", remove)};
}

}  // namespace confrere::goals

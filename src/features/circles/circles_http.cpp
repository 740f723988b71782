#include "features/circles/circles.h"
#include "features/circles/circles_routes.h"

namespace confrere::circles {
namespace {

struct Circles {
  std::vector<Circle> items;
};
BOOST_DESCRIBE_STRUCT(Circles, (), (items))

Result<http::Response> list(const http::Call& call, store::ReadTransaction& tx) {
  return http::json(Circles{list_circles(call.viewer(), tx)});
}

Result<http::WriteStep> create(const http::Call& call) {
  auto fields = call.body<CircleFields>();
  if (!fields) return fields.error();
  return [viewer = call.viewer(),
          given = *std::move(fields)](store::WriteTransaction& tx) -> Result<http::Response> {
    const auto circle = create_circle(viewer, tx, given);
    if (!circle) return circle.error();
    return http::json(*circle, 201);
  };
}

Result<http::WriteStep> update(const http::Call& call) {
  const auto id = call.id<CircleId>();
  if (!id) return id.error();
  auto fields = call.body<CircleFields>();
  if (!fields) return fields.error();
  return [viewer = call.viewer(), id = *id,
          given = *std::move(fields)](store::WriteTransaction& tx) -> Result<http::Response> {
    const auto circle = update_circle(viewer, tx, id, given);
    if (!circle) return circle.error();
    return http::json(*circle);
  };
}

Result<http::WriteStep> remove(const http::Call& call) {
  const auto id = call.id<CircleId>();
  if (!id) return id.error();
  return [viewer = call.viewer(), id = *id](store::WriteTransaction& tx) -> Result<http::Response> {
    const auto deleted = delete_circle(viewer, tx, id);
    if (!deleted) return deleted.error();
    return http::no_content();
  };
}

}  // namespace

std::vector<http::Route> routes() {
  return {
      http::read_route(http::Method::get, "/api/v1/circles", list),
      http::write_route(http::Method::post, "/api/v1/circles", create),
      http::write_route(http::Method::patch, "/api/v1/circles/{id}", update),
      http::write_route(http::Method::del, "/api/v1/circles/{id}", remove),
  };
}

}  // namespace confrere::circles

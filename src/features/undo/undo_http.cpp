#include "features/undo/undo.h"
#include "features/undo/undo_routes.h"

namespace confrere::undo {
namespace {

Result<http::WriteStep> post(const http::Call& call) {
  const auto id = call.id<UndoId>();
  if (!id) return id.error();
  return [viewer = call.viewer(), id = *id](store::WriteTransaction& tx) -> Result<http::Response> {
    if (auto undone = take_back(viewer, tx, id); !undone) return undone.error();
    return http::no_content();
  };
}

}  // namespace

std::vector<http::Route> routes() {
  return {http::write_route(http::Method::post, "/api/v1/undos/{id}", post)};
}

}  // namespace confrere::undo

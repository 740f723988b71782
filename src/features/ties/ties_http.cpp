#include "features/ties/ties.h"
#include "features/ties/ties_routes.h"

namespace confrere::ties {
namespace {

Result<http::WriteStep> put(const http::Call& call) {
  const auto contact = call.id<ContactId>();
  if (!contact) return contact.error();
  const auto statement = call.body<TieStatement>();
  if (!statement) return statement.error();
  return [viewer = call.viewer(), id = *contact,
          stated = *statement](store::WriteTransaction& tx) -> Result<http::Response> {
    const auto tie = put_tie(viewer, tx, id, stated);
    if (!tie) return tie.error();
    return http::json(*tie);
  };
}

}  // namespace

std::vector<http::Route> routes() {
  return {http::write_route(http::Method::put, "/api/v1/contacts/{id}/tie", put)};
}

}  // namespace confrere::ties

#include "features/ties/tie_history.h"
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

Result<http::Response> history(const http::Call& call, store::ReadTransaction& tx) {
  const auto contact = call.id<ContactId>();
  if (!contact) return contact.error();
  const auto found = load_history(call.viewer(), tx, *contact);
  if (!found) return found.error();
  return http::json(*found);
}

}  // namespace

std::vector<http::Route> routes() {
  return {http::write_route(http::Method::put, "/api/v1/contacts/{id}/tie", put),
          http::read_route(http::Method::get, "/api/v1/contacts/{id}/tie/history", history)};
}

}  // namespace confrere::ties

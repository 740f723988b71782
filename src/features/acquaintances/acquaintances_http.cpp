#include "features/acquaintances/acquaintances.h"
#include "features/acquaintances/acquaintances_routes.h"

namespace confrere::acquaintances {
namespace {

struct Acquaintances {
  std::vector<Acquaintance> items;
};
BOOST_DESCRIBE_STRUCT(Acquaintances, (), (items))

Result<http::Response> list(const http::Call& call, store::ReadTransaction& tx) {
  const auto contact = call.id<ContactId>();
  if (!contact) return contact.error();
  auto found = list_acquaintances(call.viewer(), tx, *contact);
  if (!found) return found.error();
  return http::json(Acquaintances{*std::move(found)});
}

Result<http::WriteStep> put(const http::Call& call) {
  auto fresh = call.body<NewAcquaintance>();
  if (!fresh) return fresh.error();
  return [viewer = call.viewer(),
          said = *std::move(fresh)](store::WriteTransaction& tx) -> Result<http::Response> {
    const auto acquaintance = put_acquaintance(viewer, tx, said);
    if (!acquaintance) return acquaintance.error();
    return http::json(*acquaintance, 201);
  };
}

Result<http::WriteStep> remove(const http::Call& call) {
  const auto id = call.id<AcquaintanceId>();
  if (!id) return id.error();
  return [viewer = call.viewer(), id = *id](store::WriteTransaction& tx) -> Result<http::Response> {
    if (auto deleted = delete_acquaintance(viewer, tx, id); !deleted) return deleted.error();
    return http::no_content();
  };
}

}  // namespace

std::vector<http::Route> routes() {
  return {
      http::read_route(http::Method::get, "/api/v1/contacts/{id}/acquaintances", list),
      http::write_route(http::Method::post, "/api/v1/acquaintances", put),
      http::write_route(http::Method::del, "/api/v1/acquaintances/{id}", remove),
  };
}

}  // namespace confrere::acquaintances

#include "features/specialties/specialties.h"
#include "features/specialties/specialties_routes.h"

namespace confrere::specialties {
namespace {

struct Specialties {
  std::vector<Specialty> items;
};
BOOST_DESCRIBE_STRUCT(Specialties, (), (items))

Result<http::Response> list(const http::Call& call, store::ReadTransaction&) {
  const auto limit = call.limit();
  if (!limit) return limit.error();
  return http::json(
      Specialties{complete(call.query("query").value_or(""), static_cast<std::size_t>(*limit))});
}

}  // namespace

std::vector<http::Route> routes() {
  return {http::read_route(http::Method::get, "/api/v1/specialties", list)};
}

}  // namespace confrere::specialties

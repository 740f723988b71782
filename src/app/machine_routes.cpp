#include "app/machine_routes.h"

#include <boost/describe.hpp>

namespace confrere::app {
namespace {

using http::Call;
using http::Response;

struct Backup {
  std::string file;  ///< absolute
};
BOOST_DESCRIBE_STRUCT(Backup, (), (file))

Result<Response> back_up(store::Store& store, const Call& call) {
  const auto wanted = call.body<Backup>();
  if (!wanted) return wanted.error();
  if (!wanted->file.starts_with('/')) return invalid("$.file", "The file's path must be absolute.");
  if (auto done = store.backup_to(wanted->file); !done) return done.error();
  return http::no_content();
}

http::Route machine_only(http::Route route) {
  route.access = http::Access::machine;
  return route;
}

}  // namespace

std::vector<http::Route> machine_routes(store::Store& store) {
  return {machine_only(http::work_route(http::Method::post, "/local/v1/backup",
                                        [&store](const Call& call) { return back_up(store, call); }))};
}

}  // namespace confrere::app

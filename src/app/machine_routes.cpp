#include "app/machine_routes.h"

#include <boost/describe.hpp>

#include "app/doctor.h"
#include "base/json.h"
#include "features/ties/ties.h"

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

Result<Response> look_over(store::Store& store, const DataFolder& folder,
                           const relationships::Relationships& relationships) {
  return http::json(boost::json::object{{"checks", to_json(examine(store, folder, relationships))}});
}

Result<Response> repair(store::Store& store, const DataFolder& folder,
                        const relationships::Relationships& relationships) {
  const auto repaired = store.write(
      [](store::WriteTransaction& tx) -> Result<std::int64_t> { return ties::repair_summaries(tx); });
  if (!repaired) return repaired.error();
  return look_over(store, folder, relationships);
}

http::Route machine_only(http::Route route) {
  route.access = http::Access::machine;
  return route;
}

}  // namespace

std::vector<http::Route> machine_routes(store::Store& store, const DataFolder& folder,
                                        const relationships::Relationships& relationships) {
  const auto looks = [&store, folder, &relationships](auto look) {
    return [&store, folder, &relationships, look](const Call&) { return look(store, folder, relationships); };
  };
  return {machine_only(http::work_route(http::Method::get, "/local/v1/doctor", looks(look_over))),
          machine_only(http::work_route(http::Method::post, "/local/v1/doctor", looks(repair))),
          machine_only(http::work_route(http::Method::post, "/local/v1/backup",
                                        [&store](const Call& call) { return back_up(store, call); }))};
}

}  // namespace confrere::app

#include <filesystem>

#include "features/imports/imports.h"
#include "features/imports/imports_routes.h"

namespace confrere::imports {
namespace {

using http::Call;
using http::Method;
using http::Response;

struct Application {
  bool no_patient_confirmed = false;
};
BOOST_DESCRIBE_STRUCT(Application, (), (no_patient_confirmed))

struct ImportList {
  std::vector<Import> items;
};
BOOST_DESCRIBE_STRUCT(ImportList, (), (items))

/// The import routes' handlers: thin, over the store and the runner that does the long steps.
class Handlers {
 public:
  Handlers(store::Store& store, Runner& runner) : store_(&store), runner_(&runner) {}

  Result<Response> list(const Call& call, store::ReadTransaction& tx) const {
    ImportList found{list_imports(call.viewer(), tx)};
    for (Import& import : found.items) import = runner_->with_progress(std::move(import));
    return http::json(found);
  }

  Result<Response> load(const Call& call, store::ReadTransaction& tx) const {
    const auto id = call.id<ImportId>();
    if (!id) return id.error();
    auto import = load_import(call.viewer(), tx, *id);
    if (!import) return import.error();
    return http::json(runner_->with_progress(*std::move(import)));
  }

  static Result<Response> rows(const Call& call, store::ReadTransaction& tx) {
    const auto id = call.id<ImportId>();
    const auto limit = call.limit();
    const auto outcome = call.query_value<Outcome>("outcome");
    if (!id) return id.error();
    if (!limit) return limit.error();
    if (!outcome) return outcome.error();
    const auto page = list_rows(call.viewer(), tx, *id, *outcome, *limit, call.query("cursor"));
    if (!page) return page.error();
    return http::json(*page);
  }

  static Result<http::WriteStep> create(const Call& call) {
    return [viewer = call.viewer()](store::WriteTransaction& tx) -> Result<Response> {
      const auto import = create_import(viewer, tx);
      if (!import) return import.error();
      return http::json(*import, 201);
    };
  }

  Result<Response> add(const Call& call) const {
    const auto id = call.id<ImportId>();
    if (!id) return id.error();
    const auto name = call.query("name");
    if (!name) return invalid("name", "Please give the file's name as the parameter name.");
    const std::string& received = call.request().body_file;
    const File file{.name = *name, .bytes = static_cast<std::int64_t>(std::filesystem::file_size(received))};
    const auto import = store_->write([&](store::WriteTransaction& tx) -> Result<Import> {
      auto added = add_file(call.viewer(), tx, *id, file);
      if (!added) return added;
      if (auto kept = runner_->keep_file(*id, added->files.size() - 1, received); !kept) return kept.error();
      return added;
    });
    if (!import) return import.error();
    return http::json(*import, 201);
  }

  Result<Response> read(const Call& call) const { return begin(call, begin_reading); }
  Result<Response> take_back(const Call& call) const { return begin(call, begin_undoing); }

  Result<Response> apply(const Call& call) const {
    const auto body = call.body<Application>();
    if (!body) return body.error();
    return begin(call, [confirmed = body->no_patient_confirmed](const Viewer& viewer,
                                                                store::WriteTransaction& tx, ImportId id) {
      return begin_applying(viewer, tx, id, confirmed);
    });
  }

  Result<Response> discard(const Call& call) const {
    const auto id = call.id<ImportId>();
    if (!id) return id.error();
    const auto discarded =
        store_->write([&](store::WriteTransaction& tx) { return discard_import(call.viewer(), tx, *id); });
    if (!discarded) return discarded.error();
    runner_->forget_files(*id);
    return http::no_content();
  }

 private:
  /// Moves the import on and tells the runner, once that is durable.
  template <class Step>
  Result<Response> begin(const Call& call, Step step) const {
    const auto id = call.id<ImportId>();
    if (!id) return id.error();
    const auto import = store_->write(
        [&](store::WriteTransaction& tx) -> Result<Import> { return step(call.viewer(), tx, *id); });
    if (!import) return import.error();
    runner_->start(call.viewer(), *id);
    return http::json(*import, 202);
  }

  store::Store* store_;
  Runner* runner_;
};

}  // namespace

std::vector<http::Route> routes(store::Store& store, Runner& runner) {
  const Handlers on(store, runner);
  http::Route files = http::work_route(Method::post, "/api/v1/imports/{id}/files",
                                       [on](const Call& call) { return on.add(call); });
  files.spools = true;
  return {
      http::read_route(Method::get, "/api/v1/imports",
                       [on](const Call& call, store::ReadTransaction& tx) { return on.list(call, tx); }),
      http::write_route(Method::post, "/api/v1/imports", Handlers::create),
      http::read_route(Method::get, "/api/v1/imports/{id}",
                       [on](const Call& call, store::ReadTransaction& tx) { return on.load(call, tx); }),
      http::work_route(Method::del, "/api/v1/imports/{id}",
                       [on](const Call& call) { return on.discard(call); }),
      std::move(files),
      http::work_route(Method::post, "/api/v1/imports/{id}/reading",
                       [on](const Call& call) { return on.read(call); }),
      http::read_route(Method::get, "/api/v1/imports/{id}/rows", Handlers::rows),
      http::work_route(Method::post, "/api/v1/imports/{id}/application",
                       [on](const Call& call) { return on.apply(call); }),
      http::work_route(Method::post, "/api/v1/imports/{id}/undo",
                       [on](const Call& call) { return on.take_back(call); }),
  };
}

}  // namespace confrere::imports

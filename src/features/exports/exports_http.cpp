#include "features/exports/exports.h"
#include "features/exports/exports_routes.h"

namespace confrere::exports {
namespace {

http::Response download(std::string media_type, const std::string& file_name, Parts parts) {
  return {.status = 200,
          .headers = {{"Content-Type", std::move(media_type)},
                      {"Content-Disposition", "attachment; filename=\"" + file_name + '"'}},
          .body = {},
          .stream = std::move(parts)};
}

}  // namespace

std::vector<http::Route> routes(store::Store& store) {
  return {
      http::work_route(http::Method::get, "/api/v1/export.vcf",
                       [&store](const http::Call& call) -> Result<http::Response> {
                         return download("text/vcard; charset=utf-8",
                                         "contacts-" + call.viewer().today().text() + ".vcf",
                                         vcard_parts(store, call.viewer()));
                       }),
      http::work_route(http::Method::get, "/api/v1/export.json",
                       [&store](const http::Call& call) -> Result<http::Response> {
                         return download("application/json",
                                         "confrere-" + call.viewer().today().text() + ".json",
                                         json_parts(store, call.viewer()));
                       }),
  };
}

}  // namespace confrere::exports

#include "features/my_card/my_card.h"
#include "features/my_card/my_card_routes.h"

namespace confrere::my_card {
namespace {

Result<http::Response> answer(const Result<MyCard>& card) {
  if (!card) return card.error();
  return http::json(*card).with("ETag", http::etag(card->version));
}

Result<http::Response> get(const http::Call& call, store::ReadTransaction& tx) {
  return answer(load_my_card(call.viewer(), tx));
}

Result<http::WriteStep> put(const http::Call& call) {
  auto fields = call.body<MyCardFields>();
  if (!fields) return fields.error();
  return [viewer = call.viewer(), given = *std::move(fields),
          if_match = std::string(call.if_match())](store::WriteTransaction& tx) -> Result<http::Response> {
    const auto current = load_my_card(viewer, tx);
    if (!current) return current.error();
    if (auto same = http::check_if_match(if_match, current->version); !same) return same.error();
    return answer(put_my_card(viewer, tx, given));
  };
}

}  // namespace

std::vector<http::Route> routes() {
  return {http::read_route(http::Method::get, "/api/v1/my_card", get),
          http::write_route(http::Method::put, "/api/v1/my_card", put)};
}

}  // namespace confrere::my_card

#include "features/introductions/introductions.h"
#include "features/introductions/introductions_routes.h"

namespace confrere::introductions {
namespace {

using http::Call;
using http::Response;
using http::WriteStep;

struct Suggestions {
  std::vector<Suggestion> items;
};
BOOST_DESCRIBE_STRUCT(Suggestions, (), (items))

Result<Response> list(const Call& call, store::ReadTransaction& tx,
                      const relationships::Relationships& relationships) {
  constexpr std::int64_t kUsually = 10;
  const auto limit = call.query_number("limit", 1, kMostSuggestions, kUsually);
  if (!limit) return limit.error();
  const auto with = call.query_value<ContactId>("contact_id");
  if (!with) return with.error();
  auto found = suggest(call.viewer(), tx, *limit, *with, &relationships);
  if (!found) return found.error();
  return http::json(Suggestions{*std::move(found)});
}

/// Puts the pair of the path into `state`, or back where there is none.
Result<WriteStep> put(const Call& call, std::optional<PairState> state) {
  const auto pair = parse_pair(call.path_parameter("id"));
  if (!pair) return not_found("There is no such suggestion.");
  return [viewer = call.viewer(), pair = *pair, state](store::WriteTransaction& tx) -> Result<Response> {
    if (const auto done = put_pair(viewer, tx, pair, state); !done) return done.error();
    return http::no_content();
  };
}

}  // namespace

std::vector<http::Route> routes(const relationships::Relationships& relationships) {
  using http::Method;
  const auto puts = [](std::optional<PairState> state) {
    return [state](const Call& call) { return put(call, state); };
  };
  http::Route suggestions = http::read_route(Method::get, "/api/v1/introductions/suggestions",
                                             [&relationships](const Call& call, store::ReadTransaction& tx) {
                                               return list(call, tx, relationships);
                                             });
  suggestions.slow = true;
  const std::string one = "/api/v1/introductions/suggestions/{id}";
  return {std::move(suggestions),
          http::write_route(Method::put, one + "/completion", puts(PairState::introduced)),
          http::write_route(Method::del, one + "/completion", puts(std::nullopt)),
          http::write_route(Method::put, one + "/dismissal", puts(PairState::dismissed)),
          http::write_route(Method::del, one + "/dismissal", puts(std::nullopt))};
}

}  // namespace confrere::introductions

#include "base/cursor.h"
#include "features/timeline/timeline.h"
#include "features/timeline/timeline_routes.h"

namespace confrere::timeline {
namespace {

using http::Call;
using http::Response;

struct Page {
  std::vector<TimelineItem> items;
  std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(Page, (), (items, next_cursor))

Result<std::optional<TimelinePlace>> place_in(const Call& call) {
  const auto text = call.query("cursor");
  if (!text) return std::optional<TimelinePlace>();
  const auto parts = parse_cursor(*text, 3);
  const auto at = parts ? Instant::parse((*parts)[0]) : std::nullopt;
  const auto kind = parts ? from_word<TimelineKind>((*parts)[1]) : std::nullopt;
  const auto id = parts ? parse_id((*parts)[2]) : std::nullopt;
  if (!at || !kind || !id)
    return invalid("cursor", "This cursor is not one of ours. Start again without it.");
  return std::optional(TimelinePlace{*at, *kind, *id});
}

Result<Response> get(const Call& call, store::ReadTransaction& tx) {
  const auto contact = call.id<ContactId>();
  if (!contact) return contact.error();
  const auto limit = call.limit();
  if (!limit) return limit.error();
  const auto after = place_in(call);
  if (!after) return after.error();
  auto items = load_timeline(call.viewer(), tx, *contact, *limit + 1, *after);
  if (!items) return items.error();

  Page page{.items = *std::move(items), .next_cursor = {}};
  if (page.items.size() > static_cast<std::size_t>(*limit)) {
    page.items.pop_back();
    const TimelinePlace last = place_of(page.items.back());
    page.next_cursor = cursor_text({last.at.text(), std::string(word_of(last.kind)), id_text(last.id)});
  }
  return http::json(page);
}

}  // namespace

std::vector<http::Route> routes() {
  return {http::read_route(http::Method::get, "/api/v1/contacts/{id}/timeline", get)};
}

}  // namespace confrere::timeline

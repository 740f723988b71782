#include <algorithm>
#include <charconv>

#include "base/cursor.h"
#include "base/text.h"
#include "features/contacts/contacts_store.h"
#include "features/contacts/roles_store.h"
#include "features/contacts/search.h"

namespace confrere::contacts {
namespace {

/// A search is typed on, not paged through for ever.
constexpr std::int64_t kMostHits = 1000;
/// Completion while typing: of more organisations that fit, those that come first by name are counted.
constexpr std::size_t kMostCounted = 200;

Error bad_cursor() {
  return invalid("cursor", "This page of the list is not known. Please start again at the first one.");
}

Result<std::optional<ListPlace>> place_from(const std::optional<std::string>& cursor) {
  if (!cursor) return std::optional<ListPlace>();
  const auto parts = parse_cursor(*cursor, 2);
  const auto id = parts ? ContactId::parse((*parts)[1]) : std::nullopt;
  if (!id) return bad_cursor();
  return std::optional(ListPlace{.sort_key = (*parts)[0], .id = *id});
}

Result<std::int64_t> start_from(const std::optional<std::string>& cursor) {
  if (!cursor) return 0;
  const auto parts = parse_cursor(*cursor, 1);
  if (!parts) return bad_cursor();
  const std::string& text = parts->front();
  std::int64_t start = 0;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), start);
  const bool number = wrong == std::errc() && end == text.data() + text.size();
  if (!number || start < 0 || start > kMostHits) return bad_cursor();
  return start;
}

bool names_fit(const std::vector<std::string>& name, const std::vector<std::string>& typed) {
  return std::all_of(typed.begin(), typed.end(), [&](const std::string& prefix) {
    return std::any_of(name.begin(), name.end(),
                       [&](const std::string& word) { return word.starts_with(prefix); });
  });
}

std::vector<OrganisationId> organisations_like(const Viewer& viewer, store::ReadTransaction& tx,
                                               const std::vector<std::string>& typed) {
  std::vector<OrganisationId> found;
  for (const auto& [id, name_key] : find_organisation_names(tx, viewer)) {
    if (found.size() == kMostCounted) break;
    if (names_fit(words(name_key), typed)) found.push_back(id);
  }
  return found;
}

}  // namespace

Result<ContactPage> list_contacts(const Viewer& viewer, store::ReadTransaction& tx,
                                  const ContactFilter& filter, std::int64_t limit,
                                  const std::optional<std::string>& cursor, std::int64_t offset) {
  const auto after = place_from(cursor);
  if (!after) return after.error();
  if (cursor && offset > 0) return invalid("offset", "Please give an offset or a cursor, not both.");
  auto places = find_page(tx, viewer, filter, *after, offset, limit + 1);
  ContactPage page{.items = {}, .next_cursor = std::nullopt, .total = count_contacts(tx, viewer, filter)};
  if (places.size() > static_cast<std::size_t>(limit)) {
    places.pop_back();
    page.next_cursor = cursor_text({places.back().sort_key, places.back().id.text()});
  }
  for (const ListPlace& place : places) {
    if (auto summary = find_summary(tx, viewer, place.id)) page.items.push_back(*std::move(summary));
  }
  return page;
}

Result<ContactPage> search_contacts(const Viewer& viewer, store::ReadTransaction& tx, std::string_view query,
                                    const ContactFilter& filter, std::int64_t limit,
                                    const std::optional<std::string>& cursor) {
  const auto start = start_from(cursor);
  if (!start) return start.error();
  const std::int64_t end = std::min(*start + limit, kMostHits);
  const auto hits = search(viewer, tx, query, filter, static_cast<std::size_t>(std::min(end + 1, kMostHits)));
  ContactPage page;
  const auto size = static_cast<std::int64_t>(hits.size());
  if (size > end) page.next_cursor = cursor_text({std::to_string(end)});
  for (std::int64_t i = *start; i < std::min(end, size); ++i) {
    const SearchHit& hit = hits[static_cast<std::size_t>(i)];
    auto summary = find_summary(tx, viewer, hit.id);
    if (!summary) continue;
    if (hit.matched > SearchField::name) summary->matched = std::string(word_of(hit.matched));
    page.items.push_back(*std::move(summary));
  }
  return page;
}

std::vector<Organisation> list_organisations(const Viewer& viewer, store::ReadTransaction& tx,
                                             std::string_view query, std::int64_t limit) {
  const auto typed = words(fold(query));
  const auto ids =
      typed.empty() ? find_most_used_organisations(tx, viewer, limit) : organisations_like(viewer, tx, typed);
  std::vector<Organisation> found;
  for (const OrganisationId id : ids) {
    auto organisation = find_organisation(tx, viewer, id);
    if (organisation && organisation->contacts > 0) found.push_back(*std::move(organisation));
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Organisation& a, const Organisation& b) { return a.contacts > b.contacts; });
  if (found.size() > static_cast<std::size_t>(limit)) found.resize(static_cast<std::size_t>(limit));
  return found;
}

}  // namespace confrere::contacts

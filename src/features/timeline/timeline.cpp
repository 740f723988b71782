#include "features/timeline/timeline.h"

#include <algorithm>
#include <tuple>

#include "base/catalogue.h"

namespace confrere::timeline {
namespace {

using follow_ups::FollowUpState;

constexpr std::int64_t kMostFollowUps = 1000;  ///< of each state

/// Ascending where the timeline goes: the newest first.
auto rank(const TimelinePlace& place) {
  IdBytes newest_first = place.id;
  for (auto& byte : newest_first) byte = static_cast<std::uint8_t>(~byte);
  return std::tuple(-place.at.microseconds, place.kind, newest_first);
}

void add_encounters(std::vector<TimelineItem>& items, const Viewer& viewer, store::ReadTransaction& tx,
                    ContactId contact, std::int64_t limit, const std::optional<TimelinePlace>& after) {
  encounters::EncounterQuery query{.contact = contact, .limit = limit};
  if (after) {
    // Encounters stand before everything else of their moment.
    const bool is_encounter = after->kind == TimelineKind::encounter;
    query.before = {.happened_at = after->at, .id = is_encounter ? EncounterId(after->id) : EncounterId()};
  }
  for (encounters::Encounter& encounter : encounters::list_encounters(viewer, tx, query)) {
    const Instant at = encounter.happened_at;
    items.push_back({.kind = TimelineKind::encounter, .at = at, .encounter = std::move(encounter)});
  }
}

void add_follow_ups(std::vector<TimelineItem>& items, const Viewer& viewer, store::ReadTransaction& tx,
                    ContactId contact) {
  for (const FollowUpState state : {FollowUpState::open, FollowUpState::done, FollowUpState::dropped}) {
    for (follow_ups::FollowUp& follow_up : follow_ups::list_follow_ups(
             viewer, tx, {.contact = contact, .state = state, .limit = kMostFollowUps})) {
      const Instant at = follow_up.done_at.value_or(follow_up.created_at);
      items.push_back({.kind = TimelineKind::follow_up, .at = at, .follow_up = std::move(follow_up)});
    }
  }
}

/// The first moment of a partial date where the viewer is; nothing for one without a year.
std::optional<Instant> begin_of(const Viewer& viewer, const formats::PartialDate& partial) {
  const std::string text = partial.text();
  std::string whole = text;
  if (whole.size() == 4) whole += "-01";
  if (whole.size() == 7) whole += "-01";
  const auto day = Date::parse(whole);
  if (text.starts_with('-') || !day) return std::nullopt;
  return viewer.time_zone.start_of(*day);
}

std::string met_text(const contacts::HowWeMet& met) {
  std::string text = phrase("timeline.met");
  if (!met.event.empty()) text += ' ' + phrase("timeline.met.event", {{"event", met.event}});
  if (!met.place.empty()) text += ' ' + phrase("timeline.met.place", {{"place", met.place}});
  if (!met.through.empty()) text += ' ' + phrase("timeline.met.through", {{"through", met.through}});
  return text;
}

void add_beginnings(std::vector<TimelineItem>& items, const Viewer& viewer, store::ReadTransaction& tx,
                    const contacts::Contact& contact) {
  if (contact.how_we_met) {
    const auto dated = contact.how_we_met->date ? begin_of(viewer, *contact.how_we_met->date) : std::nullopt;
    TimelineItem met{.kind = TimelineKind::met,
                     .at = dated.value_or(contact.created_at),
                     .text = met_text(*contact.how_we_met)};
    if (contact.how_we_met->date) met.date = *contact.how_we_met->date;
    items.push_back(std::move(met));
  }
  const auto origin = contacts::load_origin(viewer, tx, contact.id);
  if (!origin) return;
  const auto connected = origin->connected_on ? begin_of(viewer, *origin->connected_on) : std::nullopt;
  if (connected) {
    const bool on_linkedin = origin->source == contacts::Source::linkedin;
    items.push_back(
        {.kind = TimelineKind::met,
         .at = *connected,
         .text = on_linkedin ? phrase("timeline.connected.linkedin") : phrase("timeline.connected"),
         .date = *origin->connected_on});
  }
  const bool is_own = origin->source == contacts::Source::own;
  items.push_back({.kind = TimelineKind::imported,
                   .at = contact.created_at,
                   .text = is_own ? phrase("timeline.added") : phrase("timeline.imported")});
}

}  // namespace

TimelinePlace place_of(const TimelineItem& item) {
  TimelinePlace place{.at = item.at, .kind = item.kind};
  if (item.encounter.value) place.id = item.encounter.value->id.bytes();
  if (item.follow_up.value) place.id = item.follow_up.value->id.bytes();
  return place;
}

Result<std::vector<TimelineItem>> load_timeline(const Viewer& viewer, store::ReadTransaction& tx,
                                                ContactId contact, std::int64_t limit,
                                                const std::optional<TimelinePlace>& after) {
  const auto card = contacts::load_contact(viewer, tx, contact);
  if (!card) return card.error();
  std::vector<TimelineItem> items;
  add_encounters(items, viewer, tx, contact, limit, after);
  add_follow_ups(items, viewer, tx, contact);
  add_beginnings(items, viewer, tx, *card);
  if (after) {
    std::erase_if(items, [&](const TimelineItem& item) { return rank(place_of(item)) <= rank(*after); });
  }
  std::stable_sort(items.begin(), items.end(), [](const TimelineItem& a, const TimelineItem& b) {
    return rank(place_of(a)) < rank(place_of(b));
  });
  if (items.size() > static_cast<std::size_t>(limit)) items.resize(static_cast<std::size_t>(limit));
  return items;
}

}  // namespace confrere::timeline

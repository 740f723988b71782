#pragma once

/// What has been between a member and a contact, newest first: encounters, follow-ups, how they met, when the
/// card came.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "access/viewer.h"
#include "base/json.h"
#include "base/result.h"
#include "features/contacts/contacts.h"
#include "features/encounters/encounters.h"
#include "features/follow_ups/follow_ups.h"
#include "store/store.h"

namespace confrere::timeline {

/// Things of one moment stand in this order.
enum class TimelineKind : std::uint8_t { encounter, follow_up, met, imported };
BOOST_DESCRIBE_ENUM(TimelineKind, encounter, follow_up, met, imported)

struct TimelineItem {
  TimelineKind kind = TimelineKind::encounter;
  Instant at{};  ///< a follow-up's: when it was done, or else made
  Field<encounters::Encounter> encounter{};
  Field<follow_ups::FollowUp> follow_up{};
  Field<std::string> text{};
  Field<contacts::PartialDate> date{};  ///< of a meeting: when it was, as far as that is known
};
BOOST_DESCRIBE_STRUCT(TimelineItem, (), (kind, at, encounter, follow_up, text, date))

/// Where a page begins: after this item.
struct TimelinePlace {
  Instant at{};
  TimelineKind kind = TimelineKind::encounter;
  IdBytes id{};  ///< of the encounter or follow-up; zero for the others
};
TimelinePlace place_of(const TimelineItem& item);

/// At most `limit` items after `after`. not_found where the contact is not the viewer's. O(limit) encounters,
/// and all follow-ups of the contact.
Result<std::vector<TimelineItem>> load_timeline(const Viewer& viewer, store::ReadTransaction& tx,
                                                ContactId contact, std::int64_t limit,
                                                const std::optional<TimelinePlace>& after);

}  // namespace confrere::timeline

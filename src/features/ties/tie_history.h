#pragma once

/// A tie over time, for a small picture: how it rose with each encounter and fell in between.

#include <span>
#include <vector>

#include <boost/describe.hpp>

#include "base/message.h"
#include "features/ties/ties.h"

namespace confrere::ties {

struct TiePoint {
  Instant at{};
  double level = 0;  ///< how high the picture stands there, in [0, 1] of its own highest; no strength
};
BOOST_DESCRIBE_STRUCT(TiePoint, (), (at, level))

struct TieMark {
  Instant at{};
  Channel channel = Channel::in_person;
};
BOOST_DESCRIBE_STRUCT(TieMark, (), (at, channel))

struct TieHistory {
  std::vector<TiePoint> points{};     ///< by time, up to now; none where they were never in touch
  std::vector<TieMark> encounters{};  ///< by time: the last ones that count, at most a hundred
  Message text{};                     ///< the same in a sentence
};
BOOST_DESCRIBE_STRUCT(TieHistory, (), (points, encounters, text))

/// Of touches in the order of their moments. Pure. O(touches + points).
TieHistory history_of(std::span<const Touch> touches, Instant now, const TimeZone& zone);

/// not_found where the contact is not the viewer's. O(encounters of it).
Result<TieHistory> load_history(const Viewer& viewer, store::ReadTransaction& tx, ContactId contact);

}  // namespace confrere::ties

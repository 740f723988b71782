#pragma once

/// When two people met over two years, and how.

#include <vector>

#include "features/demo/random.h"
#include "features/ties/ties.h"

namespace confrere::demo {

struct Meeting {
  Instant at;
  ties::Channel channel = ties::Channel::in_person;
  ties::Depth depth = ties::Depth::conversation;
  ties::BegunBy begun_by = ties::BegunBy::me;  ///< as the first of the two would say
};

/// Meetings of two people who are as close as `closeness` says, in order of time, on working days but for a
/// few, from `from` until `until`. Gaps are exponential, so that some weeks are busy and some months are
/// silent. O(meetings).
std::vector<Meeting> draw_meetings(Random& random, ties::Closeness closeness, double pace, Instant from,
                                   Instant until);

}  // namespace confrere::demo

#pragma once

/// Ties that fade against their own rhythm, and dormant ones worth reviving. From a tie's summary alone, so a
/// bridge between circles neither fades nor lasts for being one.

#include <boost/describe.hpp>

#include "graph/strength.h"

namespace confrere::graph {

enum class TieState : std::uint8_t {
  never,    ///< no touch yet
  new_tie,  ///< too few touches to have a rhythm
  kept,     ///< silent no longer than its rhythm allows
  fading,   ///< silent for long, by its own rhythm
  dormant,  ///< silent for a year or more, and fading
};
BOOST_DESCRIBE_ENUM(TieState, never, new_tie, kept, fading, dormant)

/// A tie fades from a silence of eight of its own gaps on (Navarro and others 2017; the record of decision
/// 0200 has what was measured), and not before it was silent for a month. It has a rhythm from three touches
/// on; one with fewer is new until it is dormant. O(1).
[[nodiscard]] TieState state_of(const TieSummary& summary, Instant now);

/// How much a dormant tie is worth reviving, in [0, 1]; 0 for any other. Once strong or promising (`peak`,
/// the highest strength it ever had, or what the member states, whichever is more), and little used lately:
/// the advice of those one has lost sight of is the newer (Levin, Walter, Murnighan 2011), and those once
/// trusted give it the most readily (Walter, Levin, Murnighan 2015). `willing` in [0, 1] is how sure it is
/// that the other wants to hear: an answered last message, an offer. After about ten years the shared past is
/// faint. O(1).
[[nodiscard]] double worth_reviving(const TieSummary& summary, double peak, double stated, double willing,
                                    Instant now);

}  // namespace confrere::graph

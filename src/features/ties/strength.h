#pragma once

/// How strong a tie is. Pure: no clock, no database.
///
/// Every encounter that counts weighs channel × depth × direction. The summary keeps what graph/strength.h
/// needs of these weights: their sums as of the last encounter, halved every 30, 120 and 480 days. Strength
/// is that of graph/strength.h, and what the member states is added as an independent chance. Without contact
/// it never grows.
///
/// A message of mine that waits for an answer weighs nothing and resets no rhythm.

#include <cstdint>
#include <optional>
#include <span>

#include <boost/describe.hpp>

#include "base/time.h"
#include "graph/strength.h"

namespace confrere::ties {

/// Of the formula and the weights: summaries of another version are made anew.
constexpr std::int64_t kStrengthVersion = graph::kStrengthVersion;

enum class Closeness : std::uint8_t { trusted, friendly, acquainted };
BOOST_DESCRIBE_ENUM(Closeness, trusted, friendly, acquainted)

enum class Channel : std::uint8_t { in_person, call, video, message };
BOOST_DESCRIBE_ENUM(Channel, in_person, call, video, message)

enum class Depth : std::uint8_t { passing, conversation, deep };
BOOST_DESCRIBE_ENUM(Depth, passing, conversation, deep)

enum class BegunBy : std::uint8_t { me, them, event };
BOOST_DESCRIBE_ENUM(BegunBy, me, them, event)

/// Strength as a word; people never see the number.
enum class TieWord : std::uint8_t { knows_well, knows, has_met, not_yet };
BOOST_DESCRIBE_ENUM(TieWord, knows_well, knows, has_met, not_yet)

/// How far apart encounters are, as a word.
enum class Tempo : std::uint8_t {
  weekly,
  fortnightly,
  monthly,
  every_few_months,
  twice_a_year,
  yearly,
  rarely
};
BOOST_DESCRIBE_ENUM(Tempo, weekly, fortnightly, monthly, every_few_months, twice_a_year, yearly, rarely)
Tempo tempo_of(double gap_days);

/// What a tie learns from one held encounter.
struct Touch {
  Instant happened_at;
  Channel channel = Channel::in_person;
  Depth depth = Depth::conversation;
  BegunBy begun_by = BegunBy::me;
  bool awaits_answer = false;
  std::optional<Instant> answered_at{};

  /// False for a message of mine without the answer it waits for.
  [[nodiscard]] bool counts() const;
  /// When the two were last in touch through it: the answer's time where there is one.
  [[nodiscard]] Instant moment() const;
};

/// What a tie keeps of its encounters. The sums are as of `decayed_at`, which is the last one that counts.
struct Summary {
  std::int64_t held = 0;  ///< encounters that count
  std::optional<Instant> first_held_at{};
  std::optional<Instant> last_held_at{};
  std::optional<Instant> last_awaiting_at{};  ///< the last message of mine that still waits
  Instant decayed_at{};
  double sum_30 = 0;
  double sum_120 = 0;
  double sum_480 = 0;
  double peak = 0;  ///< highest strength ever, what is stated left aside
  friend bool operator==(const Summary&, const Summary&) = default;
};

/// Channel × depth × direction; 1 for a conversation in person that the member began; 0 where it does not
/// count.
double weight(const Touch& touch);

/// True when `touch` may be added to `summary` in place; otherwise the summary is made anew from all touches.
bool is_newest(const Summary& summary, const Touch& touch);
/// REQUIRES: is_newest(summary, touch).
Summary add(Summary summary, const Touch& touch);
/// The summary of touches in the order of their moments.
Summary summary_of(std::span<const Touch> touches);

/// What graph/ knows of the tie.
graph::TieSummary touches_of(const Summary& summary);
/// What the member's word adds to it, as a chance of its own in [0, 1].
double stated_strength(std::optional<Closeness> closeness);

/// In [0, 1]; 0 where nothing is held and nothing stated. Never grows with `now` alone.
double strength(const Summary& summary, std::optional<Closeness> closeness, Instant now);
TieWord word_for(const Summary& summary, std::optional<Closeness> closeness, Instant now);

}  // namespace confrere::ties

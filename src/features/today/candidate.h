#pragma once

#include <optional>
#include <string>

#include "features/introductions/introductions.h"
#include "features/today/today.h"

namespace confrere::today {

/// What could stand on Today: facts only, as today_store finds them.
struct Candidate {
  TodayKind kind = TodayKind::follow_up;
  IdBytes subject{};  ///< the follow-up, planned encounter or contact that makes the item's id
  ContactId contact{};
  std::optional<ContactId> other{};
  std::optional<Date> due{};
  bool overdue = false;
  bool lowered = false;  ///< "not this" was said of the kind for the contact

  // What the member and the contact are to each other.
  double strength = 0;  ///< [0, 1]
  std::optional<ties::Closeness> closeness{};
  bool matters = false;
  bool fits_goal = false;
  std::string goal{};  ///< the one it fits

  // Of a follow-up.
  std::optional<FollowUpId> follow_up{};
  follow_ups::FollowUpKind follow_up_kind = follow_ups::FollowUpKind::write;
  follow_ups::FollowUpOrigin origin = follow_ups::FollowUpOrigin::own;
  bool promise = false;
  std::string text{};  ///< also: the ask, of `ask`
  std::int64_t nudges = 0;

  // Of an encounter: the one it comes from, the last one, or the planned one.
  std::optional<EncounterId> encounter{};
  std::optional<Instant> happened_at{};
  std::int64_t others_there = 0;  ///< of a planned one: how many more people
  bool passed = false;            ///< of a planned one: its time is over, did it happen?

  std::optional<ties::Rhythm> rhythm{};
  std::string shared{};                          ///< what the ask and the member's offer are both about
  bool is_field = false;                         ///< it is one of the member's specialties
  std::string offer{};                           ///< of the member (`ask`)
  bool heard = false;                            ///< the ask is a need heard in an encounter
  std::vector<introductions::Reason> reasons{};  ///< of `acquaint`
  double gap_days = 0;                           ///< of `fading`: how far apart their encounters used to be
  double worth = 0;  ///< of `dormant`: how much reviving the tie is worth, in [0, 1]
  std::optional<Date> known_since{};
  bool connected_online = false;  ///< known_since is the day they connected, by the source's word
  bool same_organisation = false;
};

/// "<kind>.<uuid>".
std::string item_id(const Candidate& candidate);

/// True for what a member owes or waits for; the rest is suggested.
constexpr bool is_owed(TodayKind kind) {
  return kind == TodayKind::promise || kind == TodayKind::thank || kind == TodayKind::follow_up ||
         kind == TodayKind::answer_awaited || kind == TodayKind::planned;
}

/// An answer that is waited for no longer.
bool is_time_to_let_go(const Candidate& candidate, Date first, Date today);

}  // namespace confrere::today

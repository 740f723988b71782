#pragma once

#include <optional>
#include <string>

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
  std::string text{};  ///< also: the ask, of `ask` and `acquaint`
  std::int64_t nudges = 0;

  // Of an encounter: the one it comes from, the last one, or the planned one.
  std::optional<EncounterId> encounter{};
  std::optional<Instant> happened_at{};
  std::int64_t others_there = 0;  ///< of a planned one: how many more people
  bool passed = false;            ///< of a planned one: its time is over, did it happen?

  std::optional<ties::Rhythm> rhythm{};
  std::string shared_word{};  ///< that the ask and the offer have in common
  std::string offer{};        ///< of the other person (`acquaint`) or of the member (`ask`)
  bool heard = false;         ///< the ask is a need heard in an encounter
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

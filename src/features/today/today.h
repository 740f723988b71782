#pragma once

/// The day's list: whom to reach out to, why, and with what. At most five, fixed at the first opening of the
/// member's local day, so that it can be finished; only something overdue enters later.
///
/// How the list is made: today_store gathers candidates (facts only), score.h weighs them, variety.h chooses,
/// reasons.h, why.h, drafts.h and links.h say it in words; day_store keeps what was fixed and what became of
/// it.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "access/viewer.h"
#include "base/json.h"
#include "base/message.h"
#include "base/result.h"
#include "features/contacts/contacts.h"
#include "features/encounters/encounters.h"
#include "features/follow_ups/follow_ups.h"
#include "store/store.h"

namespace confrere::today {

/// In falling urgency when all else is equal.
enum class TodayKind : std::uint8_t {
  promise,
  thank,
  follow_up,
  answer_awaited,
  ask,
  acquaint,
  rhythm,
  fading,
  never_followed_up,
  dormant,
  planned,
};
BOOST_DESCRIBE_ENUM(TodayKind, promise, thank, follow_up, answer_awaited, ask, acquaint, rhythm, fading,
                    never_followed_up, dormant, planned)

enum class ActionKind : std::uint8_t { write, call, meet, thank, introduce, log };
BOOST_DESCRIBE_ENUM(ActionKind, write, call, meet, thank, introduce, log)

enum class ItemState : std::uint8_t { open, done, snoozed, dismissed, written };
BOOST_DESCRIBE_ENUM(ItemState, open, done, snoozed, dismissed, written)

/// A first draft for the member to change; `subject` where it goes by mail.
struct Draft {
  Field<std::string> subject{};
  std::string text{};
};
BOOST_DESCRIBE_STRUCT(Draft, (), (subject, text))

struct Action {
  ActionKind kind = ActionKind::write;
  std::optional<std::string> href{};  ///< mailto:, tel:, sms: or https:; none where nothing is known
  std::optional<Draft> draft{};
};
BOOST_DESCRIBE_STRUCT(Action, (), (kind, href, draft))

struct Person {
  ContactId id{};
  std::string name{};
  std::string headline{};
  std::optional<std::string> photo{};
};
BOOST_DESCRIBE_STRUCT(Person, (), (id, name, headline, photo))

struct TodayItem {
  std::string id{};  ///< "<kind>.<id of what it is about>": the same for the same thing on another day
  TodayKind kind = TodayKind::follow_up;
  Person contact{};
  std::optional<contacts::ContactRef> other{};
  Message reason{};
  Action action{};
  std::vector<Message> why{};
  std::optional<Date> due{};
  bool overdue = false;
  ItemState state = ItemState::open;
  std::optional<Message> give{};
  std::optional<EncounterId> encounter_id{};
  std::optional<FollowUpId> follow_up_id{};
};
BOOST_DESCRIBE_STRUCT(TodayItem, (),
                      (id, kind, contact, other, reason, action, why, due, overdue, state, give, encounter_id,
                       follow_up_id))

struct Today {
  Date date{};
  std::vector<TodayItem> items{};
  std::int64_t more = 0;     ///< how many further ones qualify
  std::int64_t minutes = 0;  ///< about how long the open ones take
  std::optional<TodayItem> extra{};
};
BOOST_DESCRIBE_STRUCT(Today, (), (date, items, more, minutes, extra))

/// The list as it is now, without fixing it; what open_today would show. With a viewer whose `now` is another
/// time, as it will look then.
Today preview_today(const Viewer& viewer, store::ReadTransaction& tx);
/// Everything that qualifies, best first, in place of the day's five.
Today preview_all(const Viewer& viewer, store::ReadTransaction& tx);
/// True when open_today would write: the day was not opened yet, or something overdue enters.
bool needs_fixing(const Viewer& viewer, store::ReadTransaction& tx);
/// Fixes the day's list where it is not, lets in what became overdue, and shows it.
Today open_today(const Viewer& viewer, store::WriteTransaction& tx);
/// open_today without its write where there is nothing to write. Opens its own transactions.
Result<Today> open_today(const Viewer& viewer, store::Store& store);

struct Writing {
  std::optional<encounters::Channel> channel{};  ///< a call where the action is one, else a message
  std::string note{};
  std::optional<bool> awaits_answer{};  ///< true for a message that is no thank-you
  bool no_patient_confirmed = false;
  static constexpr std::array<std::string_view, 0> kRequired{};
};
BOOST_DESCRIBE_STRUCT(Writing, (), (channel, note, awaits_answer, no_patient_confirmed))

/// What a member does with an item, also with one that only preview_all showed. The same step again changes
/// nothing; another one replaces it. not_found for an id that is not on Today. All give the day's list.
Result<Today> complete_item(const Viewer& viewer, store::WriteTransaction& tx, std::string_view id);
Result<Today> snooze_item(const Viewer& viewer, store::WriteTransaction& tx, std::string_view id, Date until);
/// "Not this": lowers this kind for this contact for 90 days.
Result<Today> dismiss_item(const Viewer& viewer, store::WriteTransaction& tx, std::string_view id);
/// "Did you write?" Yes: logs the encounter, starts the wait for an answer and completes the item.
Result<Today> write_item(const Viewer& viewer, store::WriteTransaction& tx, std::string_view id,
                         const Writing& writing);
/// Takes the item's last step back, with all it did.
Result<Today> reopen_item(const Viewer& viewer, store::WriteTransaction& tx, std::string_view id);

}  // namespace confrere::today

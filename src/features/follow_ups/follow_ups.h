#pragma once

/// What a member means to do for or with a person, with a due date and a reason. A promise is one that the
/// member owes because they said so; done, it never comes back by itself.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/describe.hpp>

#include "access/viewer.h"
#include "base/json.h"
#include "base/result.h"
#include "features/contacts/contacts.h"
#include "features/follow_ups/schedule.h"
#include "store/store.h"

namespace confrere::follow_ups {

enum class FollowUpKind : std::uint8_t {
  write,
  call,
  send_card,
  send_biography,
  send_referral_pad,
  connect_online,
  meet,
  thank,
  introduce,
};
BOOST_DESCRIBE_ENUM(FollowUpKind, write, call, send_card, send_biography, send_referral_pad, connect_online,
                    meet, thank, introduce)

enum class FollowUpState : std::uint8_t { open, done, dropped };
BOOST_DESCRIBE_ENUM(FollowUpState, open, done, dropped)

/// Why it exists.
enum class FollowUpOrigin : std::uint8_t {
  first_meeting,
  encounter,       ///< promised in an encounter that was not the first
  answer_awaited,  ///< a message of mine waits for an answer: nudge, or let go
  let_go,          ///< an answer that never came, half a year later
  own,
};
BOOST_DESCRIBE_ENUM(FollowUpOrigin, first_meeting, encounter, answer_awaited, let_go, own)

struct FollowUp {
  FollowUpId id{};
  contacts::ContactRef contact{};
  FollowUpKind kind = FollowUpKind::write;
  std::string text;
  Date due{};
  Date overdue_from{};
  bool promise = false;
  FollowUpState state = FollowUpState::open;
  FollowUpOrigin origin = FollowUpOrigin::own;
  std::optional<Date> snoozed_until{};
  std::int64_t nudges = 0;
  std::optional<EncounterId> encounter_id{};
  Instant created_at{};
  std::optional<Instant> done_at{};
};
BOOST_DESCRIBE_STRUCT(FollowUp, (),
                      (id, contact, kind, text, due, overdue_from, promise, state, origin, snoozed_until,
                       nudges, encounter_id, created_at, done_at))

struct FollowUpFields {
  Field<ContactId> contact_id{};
  Field<FollowUpKind> kind{};
  Field<std::string> text{};
  Field<Date> due{};
  Field<bool> promise{};
  bool no_patient_confirmed = false;
};
BOOST_DESCRIBE_STRUCT(FollowUpFields, (), (contact_id, kind, text, due, promise, no_patient_confirmed))

/// Where a page of a list begins: after this one.
struct FollowUpPlace {
  Date due{};
  FollowUpId id{};
};

struct FollowUpQuery {
  std::optional<ContactId> contact{};
  FollowUpState state = FollowUpState::open;
  std::int64_t limit = 50;
  std::optional<FollowUpPlace> after{};
};

/// What a promise is about, by the words in it ("send her my card": send_card); `write` where none is known.
FollowUpKind kind_of_promise(std::string_view text);

/// The member's own. Without `due` it is due in two days; without `kind`, kind_of_promise(text).
Result<FollowUp> create_follow_up(const Viewer& viewer, store::WriteTransaction& tx,
                                  const FollowUpFields& fields);
Result<FollowUp> load_follow_up(const Viewer& viewer, store::ReadTransaction& tx, FollowUpId id);
/// Soonest due first; snoozed ones too.
std::vector<FollowUp> list_follow_ups(const Viewer& viewer, store::ReadTransaction& tx,
                                      const FollowUpQuery& query);
Result<FollowUp> update_follow_up(const Viewer& viewer, store::WriteTransaction& tx, FollowUpId id,
                                  const FollowUpFields& fields);
Result<void> delete_follow_up(const Viewer& viewer, store::WriteTransaction& tx, FollowUpId id);

Result<FollowUp> complete_follow_up(const Viewer& viewer, store::WriteTransaction& tx, FollowUpId id);
/// Takes completing, dropping or letting go back, and a snooze with it.
Result<FollowUp> reopen_follow_up(const Viewer& viewer, store::WriteTransaction& tx, FollowUpId id);
/// Hides it from Today until that date; at most a year away, `invalid` otherwise. Nothing ends a snooze.
Result<FollowUp> snooze_follow_up(const Viewer& viewer, store::WriteTransaction& tx, FollowUpId id,
                                  std::optional<Date> until);
/// The member will not do it.
Result<FollowUp> drop_follow_up(const Viewer& viewer, store::WriteTransaction& tx, FollowUpId id);
/// Ends the wait for an answer; the person comes back in six months. Returns the follow-up of that day.
/// `conflict` where no answer is awaited.
Result<FollowUp> let_go(const Viewer& viewer, store::WriteTransaction& tx, FollowUpId id);

/// What comes of an encounter: for the encounters feature, which calls these in an encounter's transaction.
struct Consequence {
  ContactId contact{};
  EncounterId encounter{};
  FollowUpKind kind = FollowUpKind::write;
  std::string text;
  bool promise = false;
  FollowUpOrigin origin = FollowUpOrigin::encounter;
  Schedule when{};
};
void add_consequence(const Viewer& viewer, store::WriteTransaction& tx, const Consequence& consequence);
/// What was promised in an encounter, to contacts that are still there.
std::vector<FollowUp> promises_of(const Viewer& viewer, store::ReadTransaction& tx, EncounterId encounter);
/// Takes away what came of an encounter for a contact who is no longer in it, except that promises go to
/// `instead`.
void move_consequences(const Viewer& viewer, store::WriteTransaction& tx, EncounterId encounter,
                       ContactId from, ContactId instead);
/// Gives the open first-meeting follow-ups of an encounter that was on another day their new dates.
void reschedule_first_meeting(const Viewer& viewer, store::WriteTransaction& tx, EncounterId encounter,
                              Date day);
void remove_first_meeting(const Viewer& viewer, store::WriteTransaction& tx, EncounterId encounter);
void hide_consequences(const Viewer& viewer, store::WriteTransaction& tx, EncounterId encounter);
void restore_consequences(const Viewer& viewer, store::WriteTransaction& tx, EncounterId encounter);

/// Completes what a newer encounter makes superfluous: getting back to the contact after a meeting before
/// `before`, or after a wait that was let go. Never a promise.
void close_by(const Viewer& viewer, store::WriteTransaction& tx, ContactId contact, EncounterId newer,
              Instant before);
/// Opens again what close_by completed for that encounter.
void reopen_closed_by(const Viewer& viewer, store::WriteTransaction& tx, EncounterId newer);

/// The wait for an answer of one contact: messages of the member since they were last in touch.
struct Wait {
  EncounterId first_encounter{};
  Date first{};
  Date last{};
  std::int64_t nudges = 0;
  std::vector<EncounterId> messages{};  ///< all of them, first_encounter too
};
/// When the member last ended a wait for the contact themselves: messages before it are not waited for.
std::optional<Instant> wait_ended_at(const Viewer& viewer, store::ReadTransaction& tx, ContactId contact);
/// Makes the contact's wait what its encounters say now; nothing closes it.
void set_wait(const Viewer& viewer, store::WriteTransaction& tx, const contacts::ContactRef& contact,
              const std::optional<Wait>& wait);

}  // namespace confrere::follow_ups

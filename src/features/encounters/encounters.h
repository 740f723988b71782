#pragma once

/// One time people meet or talk: planned before, held after. Whatever follows from it (tie summaries of
/// everybody in it, follow-ups of a first meeting, promises, the wait for an answer) is written in its
/// transaction, and kept consistent when it is changed, deleted or brought back.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "access/viewer.h"
#include "base/json.h"
#include "base/result.h"
#include "features/contacts/contacts.h"
#include "features/etiquette/etiquette.h"
#include "features/follow_ups/follow_ups.h"
#include "features/ties/ties.h"
#include "store/store.h"

namespace confrere::encounters {

using ties::BegunBy;
using ties::Channel;
using ties::Depth;

enum class EncounterState : std::uint8_t { planned, held };
BOOST_DESCRIBE_ENUM(EncounterState, planned, held)

struct NewPromise {
  std::string text;
  std::optional<Date> due{};                       ///< in two days where none is given
  std::optional<follow_ups::FollowUpKind> kind{};  ///< guessed from the text where none is given
  std::optional<ContactId> contact_id{};  ///< who was promised; else whoever the text names, else the first
};
BOOST_DESCRIBE_STRUCT(NewPromise, (), (text, due, kind, contact_id))

/// What can be changed of an encounter; a field that is not given stays.
struct EncounterFields {
  Field<std::vector<ContactId>> with{};
  Field<EncounterState> state{};
  Field<Instant> happened_at{};
  Field<Channel> channel{};
  Field<Depth> depth{};
  Field<BegunBy> begun_by{};
  Field<bool> awaits_answer{};
  Field<std::string> place{};
  Field<std::string> event{};
  Field<std::string> note{};
  Field<std::vector<std::string>> needs{};
  bool no_patient_confirmed = false;
};
BOOST_DESCRIBE_STRUCT(EncounterFields, (),
                      (with, state, happened_at, channel, depth, begun_by, awaits_answer, place, event, note,
                       needs, no_patient_confirmed))

/// Held now, in person, a conversation, begun by me, unless it says otherwise; planned when its time is to
/// come.
struct NewEncounter : EncounterFields {
  std::vector<NewPromise> promises{};
  static constexpr std::array<std::string_view, 1> kRequired{"with"};
};
BOOST_DESCRIBE_STRUCT(NewEncounter, (EncounterFields), (promises))

struct Encounter {
  EncounterId id{};
  EncounterState state = EncounterState::held;
  std::vector<contacts::ContactRef> with{};
  Instant happened_at{};
  Channel channel = Channel::in_person;
  Depth depth = Depth::conversation;
  BegunBy begun_by = BegunBy::me;
  bool awaits_answer = false;
  std::optional<Instant> answered_at{};
  std::string place{};
  std::string event{};
  std::string note{};
  std::vector<std::string> needs{};
  std::vector<follow_ups::FollowUp> promises{};
  std::int64_t version = 1;
  Instant created_at{};
};
BOOST_DESCRIBE_STRUCT(Encounter, (),
                      (id, state, with, happened_at, channel, depth, begun_by, awaits_answer, answered_at,
                       place, event, note, needs, promises, version, created_at))

/// Where a page of a list begins: after (that is, before in time) this one.
struct EncounterPlace {
  Instant happened_at{};
  EncounterId id{};
};

struct EncounterQuery {
  std::optional<ContactId> contact{};
  std::optional<EncounterState> state{};
  std::int64_t limit = 50;
  std::optional<EncounterPlace> before{};
};

Result<Encounter> log_encounter(const Viewer& viewer, store::WriteTransaction& tx, const NewEncounter& fresh);
Result<Encounter> load_encounter(const Viewer& viewer, store::ReadTransaction& tx, EncounterId id);
/// Newest first.
std::vector<Encounter> list_encounters(const Viewer& viewer, store::ReadTransaction& tx,
                                       const EncounterQuery& query);
Result<Encounter> update_encounter(const Viewer& viewer, store::WriteTransaction& tx, EncounterId id,
                                   const EncounterFields& fields);
/// They answered, now where no time is given. `conflict` for one that is only planned.
Result<Encounter> answer_encounter(const Viewer& viewer, store::WriteTransaction& tx, EncounterId id,
                                   std::optional<Instant> answered_at);

/// Hides the encounter and what was promised in it; for good after contacts::kUndoFor.
Result<contacts::Undo> delete_encounter(const Viewer& viewer, store::WriteTransaction& tx, EncounterId id);
/// Takes a deletion back; not_found once it has expired.
Result<void> restore_encounter(const Viewer& viewer, store::WriteTransaction& tx, EncounterId id);
/// A job's: removes at most so many of those whose undo has expired, with what was promised in them. Returns
/// how many encounters.
std::int64_t purge_deleted_encounters(store::WriteTransaction& tx, std::int64_t most);

/// What etiquette asks about a message to the contact: how often they met (whoever is called close is known
/// well, though no meeting is written down), and how many reminders went without an answer. `not_found` at
/// `$.contact_id` for nobody of the viewer's.
Result<etiquette::Circumstances> circumstances_of_message(const Viewer& viewer, store::ReadTransaction& tx,
                                                          ContactId contact);

}  // namespace confrere::encounters

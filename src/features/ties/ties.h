#pragma once

/// The relationship of a member to each of their contacts: what the member states (closeness, rhythm, whether
/// the person matters, sharing) and what encounters add up to. A tie is made with its contact and goes with
/// it.

#include <cstdint>
#include <optional>

#include <boost/describe.hpp>

#include "access/viewer.h"
#include "base/json.h"
#include "base/result.h"
#include "features/ties/strength.h"
#include "store/store.h"

namespace confrere::ties {

/// How often the member wants to be in touch, from the shortest: `std::min` gives the shorter of two.
enum class Rhythm : std::uint8_t { monthly, quarterly, twice_a_year, when_there_is_something };
BOOST_DESCRIBE_ENUM(Rhythm, monthly, quarterly, twice_a_year, when_there_is_something)

/// Who may use the tie for introductions.
enum class Sharing : std::uint8_t { nobody, asked, visible };
BOOST_DESCRIBE_ENUM(Sharing, nobody, asked, visible)

enum class RhythmFrom : std::uint8_t { contact, circle };
BOOST_DESCRIBE_ENUM(RhythmFrom, contact, circle)

struct Tie {
  std::optional<Closeness> closeness{};
  std::optional<Rhythm> rhythm{};  ///< the contact's own, else its circles' shortest
  std::optional<RhythmFrom> rhythm_from{};
  std::optional<bool> matters{};  ///< nothing until triage asked
  Sharing sharing = Sharing::asked;
  TieWord word = TieWord::not_yet;
  std::optional<Instant> last_encounter_at{};  ///< the last one that resets the rhythm
  std::optional<Date> next_due{};              ///< when the rhythm asks for the next one
};
BOOST_DESCRIBE_STRUCT(Tie, (),
                      (closeness, rhythm, rhythm_from, matters, sharing, word, last_encounter_at, next_due))

struct TieStatement {
  Field<Closeness> closeness{};
  Field<Rhythm> rhythm{};
  Field<bool> matters{};
  Field<Sharing> sharing{};
};
BOOST_DESCRIBE_STRUCT(TieStatement, (), (closeness, rhythm, matters, sharing))

/// The day on which `rhythm` asks for an encounter after one on `last`; nothing for when_there_is_something.
std::optional<Date> next_due(Rhythm rhythm, Date last);

/// The empty tie of a contact that was just made. Once for each contact.
void create_tie(const Viewer& viewer, store::WriteTransaction& tx, ContactId contact);

/// not_found where the contact is not the viewer's.
Result<Tie> load_tie(const Viewer& viewer, store::ReadTransaction& tx, ContactId contact);

/// Keeps what is given; null empties. Anything but sharing alone also counts as sorting the contact (triage).
Result<Tie> put_tie(const Viewer& viewer, store::WriteTransaction& tx, ContactId contact,
                    const TieStatement& statement);

/// The shortest rhythm of the circles the contact is in; to be told whenever that changes.
void set_circle_rhythm(const Viewer& viewer, store::WriteTransaction& tx, ContactId contact,
                       std::optional<Rhythm> rhythm);

/// Takes a new held encounter with the contact into its summary. O(1) when it is the newest, else as
/// rebuild_summary. REQUIRES: the encounter's rows are written.
void add_touch(const Viewer& viewer, store::WriteTransaction& tx, ContactId contact, const Touch& touch);

/// Makes the summary anew from the contact's held encounters: after one was changed or deleted. O(encounters
/// of it).
void rebuild_summary(const Viewer& viewer, store::WriteTransaction& tx, ContactId contact);

struct SummariesCompared {
  std::int64_t ties = 0;
  std::int64_t wrong = 0;  ///< whose summary is not what their encounters add up to
};
/// For the administrator: of all networks. O(encounters).
SummariesCompared compare_summaries(store::ReadTransaction& tx);
/// Makes all summaries anew that are wrong, and returns how many. O(encounters).
std::int64_t repair_summaries(store::WriteTransaction& tx);

/// A job's: makes at most so many summaries anew that an older version of strength made. Returns how many.
std::int64_t renew_summaries(store::WriteTransaction& tx, std::int64_t most);

/// The summary as it is kept; nothing for an unknown contact.
std::optional<Summary> load_summary(store::ReadTransaction& tx, NetworkId network, ContactId contact);

}  // namespace confrere::ties

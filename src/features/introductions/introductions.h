#pragma once

/// Whom a member could introduce to each other: pairs of their contacts who, as far as the member knows, do
/// not know each other, with what each would give the other (graph/introductions.h ranks them). Only the
/// member's own cards speak; of other members nothing is used but the ties they let everybody see.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "access/viewer.h"
#include "base/json.h"
#include "base/message.h"
#include "base/result.h"
#include "features/contacts/contacts.h"
#include "features/encounters/encounters.h"
#include "features/ties/ties.h"
#include "graph/introductions.h"
#include "store/store.h"

namespace confrere::relationships {
class Relationships;
}

namespace confrere::introductions {

/// Something a contact needs: of their card, or heard in an encounter.
struct Ask {
  std::string text{};
  std::optional<EncounterId> heard_in{};
  std::optional<Instant> heard_at{};
};

/// A contact as matchmaking sees them.
struct Person {
  ContactId contact{};
  std::optional<MemberId> member{};  ///< who they are, where they are one
  std::vector<Ask> asks{};           ///< the newest heard first, the card's last
  std::string offer{};
  std::string cares_about{};
  std::string cases_loved{};
  std::string cases_unwanted{};
  std::vector<std::string> specialties{};
  std::vector<formats::Sector> sectors{};       ///< where they work now; read with Breadth::all
  std::vector<OrganisationId> organisations{};  ///< as sectors
  std::optional<ties::Closeness> closeness{};
  bool matters = false;
  ties::Summary summary{};

  /// More than a card: the member has met them or states closeness.
  [[nodiscard]] bool is_known() const { return summary.held > 0 || closeness.has_value(); }
};

/// What of somebody answers the other's need.
enum class GivenAs : std::uint8_t { offer, cases, specialty };
BOOST_DESCRIBE_ENUM(GivenAs, offer, cases, specialty)

/// One reason to introduce `contact` and `other` (of a Match): what the one gives and the other wants.
struct Reason {
  graph::IntroductionReasonKind kind = graph::IntroductionReasonKind::shared_interest;
  bool other_gives = true;  ///< else the contact gives to the other
  std::string subject{};    ///< what both lines are about
  std::string given{};      ///< the giver's line, or their sector's word
  std::string wanted{};     ///< the taker's line, or their sector's word
  GivenAs given_as = GivenAs::offer;
  std::size_t count = 0;  ///< of common acquaintances
};

/// Two people worth bringing together.
struct Match {
  ContactId contact{};  ///< whom one writes to first: the one who is given something
  ContactId other{};
  double score = 0;
  std::vector<Reason> reasons{};  ///< the weightiest first, at least one
};

/// How far one looks: `day` reads those who need or offer something, for a list that is opened often; `all`
/// besides them the people met last.
enum class Breadth : std::uint8_t { day, all };

/// Some hundred contacts of the viewer who could give or get something: not archived, not put aside in
/// triage, not waiting to answer the viewer. `besides` is one of them where the viewer has that contact.
std::vector<Person> find_people(const Viewer& viewer, store::ReadTransaction& tx, Breadth breadth,
                                std::optional<ContactId> besides = std::nullopt);

/// The best matches among them, best first; `with` keeps those of one contact. `relationships` may be null.
/// Reads who knows whom.
std::vector<Match> match(const Viewer& viewer, store::ReadTransaction& tx, std::span<const Person> people,
                         std::size_t most, const relationships::Relationships* relationships,
                         std::optional<ContactId> with = std::nullopt);

/// Two sentences of why the two should meet. `who` and `other` are the names to use.
std::vector<Message> why_meet(std::span<const Reason> reasons, const std::string& who,
                              const std::string& other);
/// The same, said to the contact: what the first draft of an introduction is made of.
std::string said_to_contact(std::span<const Reason> reasons, const std::string& other);

struct Draft {
  std::string subject{};
  std::string text{};
};
BOOST_DESCRIBE_STRUCT(Draft, (), (subject, text))

struct Suggestion {
  std::string id{};  ///< of the pair: "<contact's id>.<contact's id>", the smaller first
  contacts::ContactSummary contact{};
  contacts::ContactSummary other{};
  std::vector<Message> why{};
  Draft draft{};  ///< to the contact, asking whether an introduction is welcome
};
BOOST_DESCRIBE_STRUCT(Suggestion, (), (id, contact, other, why, draft))

constexpr std::int64_t kMostSuggestions = 50;

/// Best first; of one contact where `with` is given, not_found where that is none of the viewer's. Some
/// milliseconds.
Result<std::vector<Suggestion>> suggest(const Viewer& viewer, store::ReadTransaction& tx, std::int64_t most,
                                        std::optional<ContactId> with,
                                        const relationships::Relationships* relationships);

/// Two contacts, the smaller id first.
struct Pair {
  ContactId a{};
  ContactId b{};
};
Pair pair_of(ContactId one, ContactId other);
std::string pair_id(const Pair& pair);
std::optional<Pair> parse_pair(std::string_view id);

enum class PairState : std::uint8_t { introduced, dismissed };
BOOST_DESCRIBE_ENUM(PairState, introduced, dismissed)

/// What is kept of a pair.
struct KeptPair {
  ContactId contact_a{};  ///< the smaller id
  ContactId contact_b{};
  PairState state = PairState::dismissed;
  Instant at{};
};
BOOST_DESCRIBE_STRUCT(KeptPair, (), (contact_a, contact_b, state, at))
std::vector<KeptPair> list_pairs(const Viewer& viewer, store::ReadTransaction& tx);

/// The two are not suggested any more: for good where they were introduced, for kDismissedFor where the
/// viewer does not want it. Nothing takes it back. Returns the state before. not_found where one of them is
/// not the viewer's contact.
constexpr int kDismissedFor = 365;  ///< days
Result<std::optional<PairState>> put_pair(const Viewer& viewer, store::WriteTransaction& tx, const Pair& pair,
                                          std::optional<PairState> state);

}  // namespace confrere::introductions

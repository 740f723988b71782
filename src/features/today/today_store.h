#pragma once

/// The facts behind Today, by SQL that reads indexes and tie summaries. Each source gives a bounded number of
/// rows, however many contacts there are; nothing of archived or deleted contacts, except what is owed to
/// archived ones.

#include <string>
#include <vector>

#include "features/today/candidate.h"

namespace confrere::today {

/// Days and moments that the sources compare with.
struct Moment {
  Date today{};
  Instant now{};
  Instant day_begins{};
};
Moment moment_of(const Viewer& viewer);

/// A candidate with the words that goals and offers are compared with.
struct Found {
  Candidate candidate{};
  std::string about{};  ///< headline, specialties, offer, what they care about
};

/// Promises, thank-yous, follow-ups and answers that appear by today and are not snoozed.
std::vector<Found> find_follow_ups(store::ReadTransaction& tx, const Viewer& viewer, const Moment& moment);
/// Planned for today or tomorrow, or passed within two weeks without having been logged.
std::vector<Found> find_planned(store::ReadTransaction& tx, const Viewer& viewer, const Moment& moment);
/// Ties with a rhythm whose last encounter is longer ago than the shortest rhythm, or that have none.
std::vector<Found> find_with_rhythm(store::ReadTransaction& tx, const Viewer& viewer, const Moment& moment);
/// Once strong and without a rhythm of the member's, silent for long by their own (graph::state_of), though
/// not yet for a year.
std::vector<Found> find_fading(store::ReadTransaction& tx, const Viewer& viewer, const Moment& moment);
/// Once strong, silent for a year: those most worth reviving (graph::worth_reviving), best first.
std::vector<Found> find_dormant(store::ReadTransaction& tx, const Viewer& viewer, const Moment& moment);
/// Without an encounter: those that matter or are close, the latest connections, the oldest cards.
std::vector<Found> find_never_met(store::ReadTransaction& tx, const Viewer& viewer, const Moment& moment);

/// Those of the contacts who work where the member does.
std::vector<ContactId> find_at_organisation(store::ReadTransaction& tx, const Viewer& viewer,
                                            std::string_view name_key);

struct Me {
  std::string name{};
  Instant joined_at{};
};
Me find_me(store::ReadTransaction& tx, const Viewer& viewer);

}  // namespace confrere::today

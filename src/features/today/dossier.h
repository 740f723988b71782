#pragma once

#include <optional>
#include <string>

#include "features/today/candidate.h"

namespace confrere::today {

/// What the words of an item need beyond its candidate: loaded for the few that are shown.
struct Dossier {
  contacts::Contact contact{};
  std::optional<contacts::Contact> other{};
  std::optional<encounters::Encounter> about{};  ///< the encounter the candidate names
  std::optional<formats::PartialDate> connected_on{};
  bool from_linkedin = false;
};

/// Where and for whom the words are said.
struct Setting {
  Date today{};
  TimeZone zone = TimeZone::utc();
  std::string me{};        ///< the member's first name; may be empty
  std::string my_offer{};  ///< of my card; may be empty
};

/// Nothing where a contact of the candidate is not there (any more).
std::optional<Dossier> load_dossier(const Viewer& viewer, store::ReadTransaction& tx,
                                    const Candidate& candidate);

std::string called(const contacts::Contact& contact);

/// The day of the encounter the candidate is about; today where there is none.
Date day_of(const Candidate& candidate, const Setting& setting);

}  // namespace confrere::today

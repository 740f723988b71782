#include "features/today/dossier.h"

#include "base/wording.h"

namespace confrere::today {

std::optional<Dossier> load_dossier(const Viewer& viewer, store::ReadTransaction& tx,
                                    const Candidate& candidate) {
  auto contact = contacts::load_contact(viewer, tx, candidate.contact);
  if (!contact) return std::nullopt;
  Dossier dossier{.contact = *std::move(contact)};
  if (candidate.other) {
    auto other = contacts::load_contact(viewer, tx, *candidate.other);
    if (!other) return std::nullopt;
    dossier.other = *std::move(other);
  }
  if (candidate.encounter) {
    auto about = encounters::load_encounter(viewer, tx, *candidate.encounter);
    if (about) dossier.about = *std::move(about);
  }
  if (!dossier.about && candidate.happened_at) {
    auto last = encounters::list_encounters(
        viewer, tx, {.contact = candidate.contact, .state = encounters::EncounterState::held, .limit = 1});
    if (!last.empty()) dossier.about = std::move(last.front());
  }
  if (candidate.connected_online) {
    const auto origin = contacts::load_origin(viewer, tx, candidate.contact);
    if (origin) {
      dossier.connected_on = origin->connected_on;
      dossier.from_linkedin = origin->source == contacts::Source::linkedin;
    }
  }
  return dossier;
}

std::string called(const contacts::Contact& contact) {
  return first_name(contact.name, contact.name_parts.given);
}

Date day_of(const Candidate& candidate, const Setting& setting) {
  return candidate.happened_at ? setting.zone.date_at(*candidate.happened_at) : setting.today;
}

}  // namespace confrere::today

#include "features/triage/triage_store.h"

#include <algorithm>
#include <map>

#include "base/text.h"

namespace confrere::triage {
namespace {

using store::Row;

/// A partial date with a year, as its first day.
std::optional<Date> day_in(std::string_view partial) {
  std::string whole(partial);
  if (whole.size() == 4) whole += "-01";
  if (whole.size() == 7) whole += "-01";
  return Date::parse(whole);
}

Evidence evidence_from(const Row& row, const Viewer& viewer) {
  return {.contact = row.get<ContactId>(0),
          .held = row.get<std::int64_t>(1),
          .has_note = row.get<bool>(2),
          .has_how_we_met = row.get<bool>(3),
          .has_photo = row.get<bool>(4),
          .has_phone_and_mail = row.get<std::int64_t>(5) == 2,
          .connected_on = day_in(row.text(6)),
          .from_linkedin = row.get<contacts::Source>(7) == contacts::Source::linkedin,
          .since = viewer.time_zone.date_at(row.get<Instant>(8))};
}

using Shared = std::map<ContactId, std::string>;

Shared shared_from(store::ReadTransaction& tx, const Viewer& viewer, std::string_view sql,
                   std::string_view word) {
  Shared shared;
  for (const Row& row : tx.query(sql, viewer.network, viewer.member, word)) {
    shared.emplace(row.get<ContactId>(0), row.get<std::string>(1));
  }
  return shared;
}

Shared at_organisation(store::ReadTransaction& tx, const Viewer& viewer, const std::string& name) {
  return shared_from(tx, viewer,
                     "SELECT r.contact_id, o.name FROM organisation o"
                     " JOIN role r ON r.network_id = o.network_id AND r.organisation_id = o.id"
                     " WHERE o.network_id = $1 AND o.owner_id = $2 AND r.owner_id = $2 AND o.name_key = $3"
                     " AND r.ended IS NULL",
                     fold(name));
}

Shared of_specialty(store::ReadTransaction& tx, const Viewer& viewer, const std::string& name) {
  return shared_from(tx, viewer,
                     "SELECT s.contact_id, s.name FROM contact c"
                     " JOIN contact_specialty s ON s.network_id = c.network_id AND s.contact_id = c.id"
                     " WHERE c.network_id = $1 AND c.owner_id = $2 AND s.name = $3",
                     name);
}

}  // namespace

std::vector<Evidence> find_unsorted(store::ReadTransaction& tx, const Viewer& viewer) {
  return tx.all(
      [&](const Row& row) { return evidence_from(row, viewer); },
      "SELECT c.id, t.held, c.note <> '', c.how_we_met IS NOT NULL, c.photo_tag IS NOT NULL,"
      " (SELECT COUNT(DISTINCT k.kind) FROM contact_key k WHERE k.network_id = c.network_id"
      " AND k.contact_id = c.id AND k.kind IN ('email', 'phone')), c.connected_on, c.source, c.created_at"
      " FROM tie t JOIN contact c ON c.network_id = t.network_id AND c.id = t.contact_id"
      " WHERE t.network_id = $1 AND t.owner_id = $2 AND t.sorted_at IS NULL AND c.deleted_at IS NULL"
      " AND c.archived_at IS NULL",
      viewer.network, viewer.member);
}

std::int64_t count_sorted(store::ReadTransaction& tx, const Viewer& viewer) {
  return tx
      .first(
          [](const Row& row) { return row.get<std::int64_t>(0); },
          "SELECT COUNT(*) FROM tie t JOIN contact c ON c.network_id = t.network_id AND c.id = t.contact_id"
          " WHERE t.network_id = $1 AND t.owner_id = $2 AND t.sorted_at IS NOT NULL AND c.deleted_at IS NULL"
          " AND c.archived_at IS NULL",
          viewer.network, viewer.member)
      .value_or(0);
}

void put_shared(store::ReadTransaction& tx, const Viewer& viewer, const MyPlaces& mine,
                std::vector<Evidence>& unsorted) {
  Shared organisations;
  for (const std::string& name : mine.organisations) organisations.merge(at_organisation(tx, viewer, name));
  Shared specialties;
  for (const std::string& name : mine.specialties) specialties.merge(of_specialty(tx, viewer, name));
  for (Evidence& evidence : unsorted) {
    if (const auto at = organisations.find(evidence.contact); at != organisations.end()) {
      evidence.shared_organisation = at->second;
    }
    if (const auto of = specialties.find(evidence.contact); of != specialties.end()) {
      evidence.shared_specialty = of->second;
    }
  }
}

}  // namespace confrere::triage

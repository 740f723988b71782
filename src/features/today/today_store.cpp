#include "features/today/today_store.h"

#include "features/today/tie_columns.h"

namespace confrere::today {
namespace {

using store::Row;

constexpr int kOpenPlansShown = 14;  ///< days a passed plan is asked about
constexpr std::chrono::hours kPlanLasts{1};

TodayKind kind_of(const Candidate& follow_up) {
  if (follow_up.origin == follow_ups::FollowUpOrigin::answer_awaited) return TodayKind::answer_awaited;
  if (follow_up.follow_up_kind == follow_ups::FollowUpKind::thank) return TodayKind::thank;
  return follow_up.promise ? TodayKind::promise : TodayKind::follow_up;
}

Found follow_up_from(const Row& row, const Viewer& viewer, const Moment& moment) {
  Candidate candidate{.subject = row.get<FollowUpId>(0).bytes(),
                      .contact = row.get<ContactId>(1),
                      .due = row.get<Date>(5),
                      .follow_up = row.get<FollowUpId>(0),
                      .follow_up_kind = row.get<follow_ups::FollowUpKind>(2),
                      .origin = row.get<follow_ups::FollowUpOrigin>(8),
                      .promise = row.get<bool>(4),
                      .text = row.get<std::string>(3),
                      .nudges = row.get<std::int64_t>(7),
                      .encounter = row.get<std::optional<EncounterId>>(9),
                      .happened_at = row.get<std::optional<Instant>>(10)};
  candidate.kind = kind_of(candidate);
  candidate.overdue = candidate.kind != TodayKind::answer_awaited && row.get<Date>(6) <= moment.today;
  if (candidate.origin == follow_ups::FollowUpOrigin::let_go) {
    candidate.known_since = viewer.time_zone.date_at(row.get<Instant>(11));
  }
  constexpr int kTieStarts = 12;
  put_tie(candidate, row, kTieStarts, viewer.now);
  return {.candidate = std::move(candidate), .about = {}};
}

Found planned_from(const Row& row, const Viewer& viewer) {
  Candidate candidate{.kind = TodayKind::planned,
                      .subject = row.get<EncounterId>(0).bytes(),
                      .contact = row.get<ContactId>(2),
                      .encounter = row.get<EncounterId>(0),
                      .happened_at = row.get<Instant>(1),
                      .others_there = row.get<std::int64_t>(3)};
  candidate.due = viewer.time_zone.date_at(*candidate.happened_at);
  candidate.passed = *candidate.happened_at + kPlanLasts < viewer.now;
  constexpr int kTieStarts = 4;
  put_tie(candidate, row, kTieStarts, viewer.now);
  return {.candidate = std::move(candidate), .about = {}};
}

}  // namespace

Moment moment_of(const Viewer& viewer) {
  const Date today = viewer.today();
  return {.today = today, .now = viewer.now, .day_begins = viewer.time_zone.start_of(today)};
}

std::vector<Found> find_follow_ups(store::ReadTransaction& tx, const Viewer& viewer, const Moment& moment) {
  static const std::string kSql =
      "SELECT f.id, f.contact_id, f.kind, f.text, f.promise, f.due_on, f.overdue_on, f.nudges, f.origin,"
      " f.encounter_id, e.happened_at, f.created_at, " +
      std::string(kTieColumns) +
      " FROM follow_up f JOIN contact c ON c.network_id = f.network_id AND c.id = f.contact_id"
      " JOIN tie t ON t.network_id = f.network_id AND t.contact_id = f.contact_id"
      " LEFT JOIN encounter e ON e.network_id = f.network_id AND e.id = f.encounter_id"
      " WHERE f.network_id = $1 AND f.owner_id = $2 AND f.state = 'open' AND f.appears_on <= $3"
      " AND (f.snoozed_until IS NULL OR f.snoozed_until <= $3) AND f.deleted_at IS NULL AND c.deleted_at IS "
      "NULL";
  return tx.all([&](const Row& row) { return follow_up_from(row, viewer, moment); }, kSql, viewer.network,
                viewer.member, moment.today);
}

std::vector<Found> find_planned(store::ReadTransaction& tx, const Viewer& viewer, const Moment& moment) {
  static const std::string kSql =
      "SELECT e.id, e.happened_at, c.id, (SELECT COUNT(*) - 1 FROM encounter_contact oc JOIN contact o"
      " ON o.network_id = oc.network_id AND o.id = oc.contact_id WHERE oc.network_id = e.network_id"
      " AND oc.encounter_id = e.id AND o.deleted_at IS NULL), " +
      std::string(kTieColumns) +
      " FROM encounter e JOIN encounter_contact ec ON ec.network_id = e.network_id AND ec.encounter_id = e.id"
      " JOIN contact c ON c.network_id = e.network_id AND c.id = ec.contact_id"
      " JOIN tie t ON t.network_id = e.network_id AND t.contact_id = c.id"
      " WHERE e.network_id = $1 AND e.owner_id = $2 AND e.state = 'planned' AND e.happened_at >= $3"
      " AND e.happened_at < $4 AND e.deleted_at IS NULL AND c.deleted_at IS NULL"
      " AND ec.place = (SELECT MIN(fc.place) FROM encounter_contact fc JOIN contact f"
      " ON f.network_id = fc.network_id AND f.id = fc.contact_id WHERE fc.network_id = e.network_id"
      " AND fc.encounter_id = e.id AND f.deleted_at IS NULL)";
  const Instant from = viewer.time_zone.start_of(moment.today - kOpenPlansShown);
  const Instant to = viewer.time_zone.start_of(moment.today + 2);
  return tx.all([&](const Row& row) { return planned_from(row, viewer); }, kSql, viewer.network,
                viewer.member, from, to);
}

std::vector<ContactId> find_at_organisation(store::ReadTransaction& tx, const Viewer& viewer,
                                            std::string_view name_key) {
  constexpr std::int64_t kMost = 100;
  return tx.all([](const Row& row) { return row.get<ContactId>(0); },
                "SELECT r.contact_id FROM organisation o"
                " JOIN role r ON r.network_id = o.network_id AND r.organisation_id = o.id"
                " WHERE o.network_id = $1 AND o.owner_id = $2 AND o.name_key = $3 AND r.owner_id = $2"
                " AND r.ended IS NULL ORDER BY r.contact_id LIMIT $4",
                viewer.network, viewer.member, name_key, kMost);
}

Me find_me(store::ReadTransaction& tx, const Viewer& viewer) {
  return tx
      .first(
          [](const Row& row) {
            return Me{.name = row.get<std::string>(0), .joined_at = row.get<Instant>(1)};
          },
          "SELECT name, joined_at FROM member WHERE network_id = $1 AND id = $2", viewer.network,
          viewer.member)
      .value_or(Me{});
}

}  // namespace confrere::today

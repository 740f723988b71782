/// The sources of today_store.h that suggest rather than remind.

#include <algorithm>

#include "features/today/tie_columns.h"
#include "features/today/today_store.h"
#include "graph/fading.h"

namespace confrere::today {
namespace {

using store::Row;

constexpr int kShortestRhythm = 28;     ///< days
constexpr int kQuietAfterMessage = 60;  ///< days in which a message of mine is left to be answered
constexpr int kDormantAfter = 365;      ///< days
constexpr int kConnectedLongAgo = 14;   ///< days
constexpr int kOwnCardRests = 7;        ///< days: whoever makes a card by hand has just met somebody
constexpr std::int64_t kMostWithRhythm = 100;
constexpr std::int64_t kMostFading = 60;
constexpr std::int64_t kMostDormant = 60;
constexpr std::size_t kDormantShown = 40;
constexpr std::int64_t kMostNeverMet = 40;  ///< of each of three kinds
constexpr double kAnswered = 0.6;
constexpr double kOffers = 0.4;

Instant days_before(const Moment& moment, int days) {
  return moment.now - std::chrono::hours(24 * days);
}

/// After the tie's columns: contact id, what the person is about, rhythm, created at, connected on.
constexpr std::string_view kPersonColumns =
    ", c.id, c.headline, c.specialties, c.offer, c.cares_about, c.cases_loved, t.rhythm, t.circle_rhythm,"
    " c.created_at, c.connected_on, t.sorted_at";
constexpr std::string_view kFromTie =
    " FROM tie t JOIN contact c ON c.network_id = t.network_id AND c.id = t.contact_id"
    " WHERE t.network_id = $1 AND t.owner_id = $2 AND c.deleted_at IS NULL AND c.archived_at IS NULL"
    " AND (t.last_awaiting_at IS NULL OR t.last_awaiting_at < $3) AND (t.matters IS NULL OR t.matters)";
constexpr std::string_view kFromContact =
    " FROM contact c JOIN tie t ON t.network_id = c.network_id AND t.contact_id = c.id"
    " WHERE c.network_id = $1 AND c.owner_id = $2 AND c.deleted_at IS NULL AND c.archived_at IS NULL"
    " AND (t.last_awaiting_at IS NULL OR t.last_awaiting_at < $3) AND (t.matters IS NULL OR t.matters)";

std::string select(std::string_view from, std::string_view and_more) {
  return std::string("SELECT ").append(kTieColumns).append(kPersonColumns).append(from).append(and_more);
}

/// "2019-07", "2019" and "2019-07-09" as a day in it; nothing for a date without a year.
std::optional<Date> day_in(std::string_view partial) {
  constexpr std::string_view kRest = "-01-01";
  if (partial.size() != 4 && partial.size() != 7 && partial.size() != 10) return std::nullopt;
  std::string whole(partial);
  if (whole.size() == 4) whole += kRest;
  if (whole.size() == 7) whole += "-01";
  return Date::parse(whole);
}

Found person_from(const Row& row, TodayKind kind, const Viewer& viewer) {
  const int person = kTieColumnCount;
  Candidate candidate{
      .kind = kind, .subject = row.get<ContactId>(person).bytes(), .contact = row.get<ContactId>(person)};
  put_tie(candidate, row, 0, viewer.now);
  candidate.happened_at = row.get<std::optional<Instant>>(4);
  const auto own = row.get<std::optional<ties::Rhythm>>(person + 6);
  candidate.rhythm = own ? own : row.get<std::optional<ties::Rhythm>>(person + 7);
  const auto connected = day_in(row.text(person + 9));
  candidate.connected_online = connected.has_value();
  candidate.known_since = connected.value_or(viewer.time_zone.date_at(row.get<Instant>(person + 8)));
  std::string about;
  for (const int column : {1, 2, 3, 4, 5}) about.append(row.text(person + column)).append(" ");
  return {.candidate = std::move(candidate), .about = std::move(about)};
}

/// Gives a candidate its rhythm's due date; nothing when that is to come.
std::optional<Found> due_by_rhythm(Found found, const Row& row, const Viewer& viewer, const Moment& moment) {
  Candidate& candidate = found.candidate;
  if (!candidate.rhythm) return std::nullopt;
  if (candidate.happened_at) {
    candidate.due = ties::next_due(*candidate.rhythm, viewer.time_zone.date_at(*candidate.happened_at));
  } else if (*candidate.rhythm != ties::Rhythm::when_there_is_something) {
    const auto sorted_at = row.get<std::optional<Instant>>(kTieColumnCount + 10);
    candidate.due = viewer.time_zone.date_at(sorted_at.value_or(viewer.now));
  }
  if (!candidate.due || *candidate.due > moment.today) return std::nullopt;
  return found;
}

/// Decodes a person and lets them through where `fits(summary, candidate, row)` says so.
template <class Fits>
std::vector<Found> people_from(store::Rows rows, TodayKind kind, const Viewer& viewer, Fits fits) {
  std::vector<Found> found;
  for (const Row& row : rows) {
    Found person = person_from(row, kind, viewer);
    if (fits(summary_from(row, 0), person.candidate, row)) found.push_back(std::move(person));
  }
  return found;
}

/// How sure it is that the other is glad to hear: nothing of mine was left without an answer since, and
/// they offer something.
double willing(const ties::Summary& summary, const Row& row) {
  const bool answers = !summary.last_awaiting_at || summary.last_awaiting_at < summary.last_held_at;
  const bool offers = !row.text(kTieColumnCount + 3).empty();
  return (answers ? kAnswered : 0) + (offers ? kOffers : 0);
}

}  // namespace

std::vector<Found> find_with_rhythm(store::ReadTransaction& tx, const Viewer& viewer, const Moment& moment) {
  static const std::string kSql = select(
      kFromTie,
      " AND (t.rhythm IS NOT NULL OR t.circle_rhythm IS NOT NULL)"
      " AND (t.last_held_at IS NULL OR t.last_held_at < $4) ORDER BY t.last_held_at, t.contact_id LIMIT $5");
  std::vector<Found> found;
  for (const Row& row : tx.query(kSql, viewer.network, viewer.member, days_before(moment, kQuietAfterMessage),
                                 days_before(moment, kShortestRhythm), kMostWithRhythm)) {
    auto due = due_by_rhythm(person_from(row, TodayKind::rhythm, viewer), row, viewer, moment);
    if (due) found.push_back(*std::move(due));
  }
  return found;
}

std::vector<Found> find_fading(store::ReadTransaction& tx, const Viewer& viewer, const Moment& moment) {
  static const std::string kSql =
      select(kFromTie,
             " AND t.peak >= 0.5 AND t.last_held_at >= $4 AND t.last_held_at < $5 AND t.rhythm IS NULL"
             " AND t.circle_rhythm IS NULL ORDER BY t.last_held_at DESC, t.contact_id LIMIT $6");
  const auto is_fading = [&](const ties::Summary& summary, Candidate& candidate, const Row&) {
    const graph::TieSummary touches = ties::touches_of(summary);
    candidate.gap_days = graph::fade_of(touches).gap_days;
    return graph::state_of(touches, viewer.now) == graph::TieState::fading;
  };
  return people_from(
      tx.query(kSql, viewer.network, viewer.member, days_before(moment, kQuietAfterMessage),
               days_before(moment, kDormantAfter), days_before(moment, kShortestRhythm), kMostFading),
      TodayKind::fading, viewer, is_fading);
}

std::vector<Found> find_dormant(store::ReadTransaction& tx, const Viewer& viewer, const Moment& moment) {
  static const std::string kSql = select(
      kFromTie,
      " AND t.peak >= 0.5 AND t.last_held_at < $4 ORDER BY t.last_held_at DESC, t.contact_id LIMIT $5");
  const auto is_worth_it = [&](const ties::Summary& summary, Candidate& candidate, const Row& row) {
    candidate.worth =
        graph::worth_reviving(ties::touches_of(summary), summary.peak,
                              ties::stated_strength(candidate.closeness), willing(summary, row), viewer.now);
    return candidate.worth > 0;
  };
  auto found =
      people_from(tx.query(kSql, viewer.network, viewer.member, days_before(moment, kQuietAfterMessage),
                           days_before(moment, kDormantAfter), kMostDormant),
                  TodayKind::dormant, viewer, is_worth_it);
  std::stable_sort(found.begin(), found.end(),
                   [](const Found& a, const Found& b) { return a.candidate.worth > b.candidate.worth; });
  if (found.size() > kDormantShown) found.resize(kDormantShown);
  return found;
}

std::vector<Found> find_never_met(store::ReadTransaction& tx, const Viewer& viewer, const Moment& moment) {
  static const std::string kStated = select(
      kFromTie, " AND t.held = 0 AND (t.matters OR t.closeness IS NOT NULL) ORDER BY t.contact_id LIMIT $4");
  static const std::string kConnected =
      select(kFromContact,
             " AND t.held = 0 AND c.connected_on IS NOT NULL AND c.connected_on < $4"
             " ORDER BY c.connected_on DESC, c.id LIMIT $5");
  static const std::string kCards =
      select(kFromContact,
             " AND t.held = 0 AND c.connected_on IS NULL AND c.created_at < $4"
             " AND (c.source <> 'own' OR c.created_at < $5) ORDER BY c.created_at, c.id LIMIT $6");
  const auto decode = [&](const Row& row) { return person_from(row, TodayKind::never_followed_up, viewer); };
  const Instant quiet = days_before(moment, kQuietAfterMessage);
  auto found = tx.all(decode, kStated, viewer.network, viewer.member, quiet, kMostNeverMet);
  auto connected = tx.all(decode, kConnected, viewer.network, viewer.member, quiet,
                          moment.today - kConnectedLongAgo, kMostNeverMet);
  auto cards = tx.all(decode, kCards, viewer.network, viewer.member, quiet, moment.day_begins,
                      days_before(moment, kOwnCardRests), kMostNeverMet);
  found.insert(found.end(), connected.begin(), connected.end());
  found.insert(found.end(), cards.begin(), cards.end());
  return found;
}

}  // namespace confrere::today

#include "features/imports/imports_store.h"

#include "base/json.h"

namespace confrere::imports {
namespace {

constexpr std::int64_t kRejectedShown = 100;

constexpr std::string_view kRowColumns =
    "SELECT number, file, line, outcome, name, headline, contact_id, reason, changes, same_as, "
    "version_after ";

/// JSON that this program wrote; anything else is a broken database.
template <class T>
T stored_json(std::string_view text) {
  return from_json_text<T>(text).value();
}

Import import_from(const store::Row& row) {
  return {.id = row.get<ImportId>(0),
          .state = row.get<State>(1),
          .files = stored_json<std::vector<File>>(row.text(2)),
          .counts = stored_json<Counts>(row.text(3)),
          .kept = row.integer(4),
          .created_at = row.get<Instant>(6),
          .problem = row.get<std::optional<std::string>>(5)};
}

StoredRow row_from(const store::Row& row) {
  return {.number = row.integer(0),
          .row = {.file = row.get<std::string>(1),
                  .line = row.integer(2),
                  .outcome = row.get<Outcome>(3),
                  .name = row.get<std::string>(4),
                  .headline = row.get<std::string>(5),
                  .contact_id = row.get<std::optional<ContactId>>(6),
                  .reason = row.get<std::string>(7),
                  .changes = stored_json<std::vector<std::string>>(row.text(8))},
          .same_as = row.get<std::optional<std::int64_t>>(9),
          .version_after = row.get<std::optional<std::int64_t>>(10)};
}

StoredRow whole_row_from(const store::Row& row) {
  StoredRow stored = row_from(row);
  stored.card = row.get<std::string>(11);
  stored.uid = row.get<std::string>(12);
  stored.source = row.get<contacts::Source>(13);
  stored.connected_on = row.get<std::string>(14);
  stored.before = row.get<std::string>(15);
  return stored;
}

}  // namespace

void insert_import(store::WriteTransaction& tx, const Viewer& viewer, const Import& import) {
  tx.execute(
      "INSERT INTO import (network_id, id, owner_id, state, files, counts, no_patient_confirmed, kept, "
      "problem, "
      "created_at) VALUES ($1, $2, $3, $4, $5, $6, FALSE, $7, $8, $9)",
      viewer.network, import.id, viewer.member, import.state, to_json_text(import.files),
      to_json_text(import.counts), import.kept, import.problem, import.created_at);
}

std::optional<Import> find_import(store::ReadTransaction& tx, const Viewer& viewer, ImportId id) {
  auto import = tx.first(import_from,
                         "SELECT id, state, files, counts, kept, problem, created_at FROM import "
                         "WHERE network_id = $1 AND owner_id = $2 AND id = $3",
                         viewer.network, viewer.member, id);
  if (!import) return std::nullopt;
  import->rejected = tx.all(
      [](const store::Row& row) {
        return Rejected{
            .file = row.get<std::string>(0), .line = row.integer(1), .reason = row.get<std::string>(2)};
      },
      "SELECT file, line, reason FROM import_row "
      "WHERE network_id = $1 AND import_id = $2 AND outcome IN ('rejected', 'aside') ORDER BY number LIMIT "
      "$3",
      viewer.network, id, kRejectedShown);
  return import;
}

std::vector<ImportId> import_ids(store::ReadTransaction& tx, const Viewer& viewer) {
  return tx.all([](const store::Row& row) { return row.get<ImportId>(0); },
                "SELECT id FROM import WHERE network_id = $1 AND owner_id = $2 ORDER BY id DESC",
                viewer.network, viewer.member);
}

void save_import(store::WriteTransaction& tx, const Viewer& viewer, const Import& import) {
  tx.execute(
      "UPDATE import SET state = $4, files = $5, counts = $6, kept = $7, problem = $8 "
      "WHERE network_id = $1 AND owner_id = $2 AND id = $3",
      viewer.network, viewer.member, import.id, import.state, to_json_text(import.files),
      to_json_text(import.counts), import.kept, import.problem);
  tx.record({.network = viewer.network,
             .owner = viewer.member,
             .kind = store::ChangeKind::updated,
             .entity = store::Entity::import,
             .id = import.id.bytes(),
             .actor = viewer.member});
}

void save_confirmation(store::WriteTransaction& tx, const Viewer& viewer, ImportId id, bool confirmed) {
  tx.execute(
      "UPDATE import SET no_patient_confirmed = $4 WHERE network_id = $1 AND owner_id = $2 AND id = $3",
      viewer.network, viewer.member, id, confirmed);
}

bool is_confirmed(store::ReadTransaction& tx, const Viewer& viewer, ImportId id) {
  return tx
      .first([](const store::Row& row) { return row.get<bool>(0); },
             "SELECT no_patient_confirmed FROM import WHERE network_id = $1 AND owner_id = $2 AND id = $3",
             viewer.network, viewer.member, id)
      .value_or(false);
}

void delete_import(store::WriteTransaction& tx, const Viewer& viewer, ImportId id) {
  tx.execute("DELETE FROM import WHERE network_id = $1 AND owner_id = $2 AND id = $3", viewer.network,
             viewer.member, id);
  tx.record({.network = viewer.network,
             .owner = viewer.member,
             .kind = store::ChangeKind::deleted,
             .entity = store::Entity::import,
             .id = id.bytes(),
             .actor = viewer.member});
}

void insert_row(store::WriteTransaction& tx, const Viewer& viewer, ImportId id, const StoredRow& row) {
  tx.execute(
      "INSERT INTO import_row (network_id, import_id, number, file, line, outcome, name, headline, "
      "contact_id, reason, "
      "changes, same_as, card, uid, source, connected_on, before) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, '')",
      viewer.network, id, row.number, row.row.file, row.row.line, row.row.outcome, row.row.name,
      row.row.headline, row.row.contact_id, row.row.reason, to_json_text(row.row.changes), row.same_as,
      row.card, row.uid, row.source, row.connected_on);
}

void save_row(store::WriteTransaction& tx, const Viewer& viewer, ImportId id, const StoredRow& row) {
  tx.execute(
      "UPDATE import_row SET outcome = $4, reason = $5, changes = $6, contact_id = $7, before = $8, "
      "version_after = $9 "
      "WHERE network_id = $1 AND import_id = $2 AND number = $3",
      viewer.network, id, row.number, row.row.outcome, row.row.reason, to_json_text(row.row.changes),
      row.row.contact_id, row.before, row.version_after);
}

void delete_rows(store::WriteTransaction& tx, const Viewer& viewer, ImportId id) {
  tx.execute("DELETE FROM import_row WHERE network_id = $1 AND import_id = $2", viewer.network, id);
}

std::vector<StoredRow> rows_after(store::ReadTransaction& tx, const Viewer& viewer, ImportId id,
                                  std::optional<Outcome> outcome, std::int64_t number, std::int64_t limit) {
  const std::string sql(kRowColumns);
  if (!outcome) {
    return tx.all(row_from,
                  sql +
                      "FROM import_row WHERE network_id = $1 AND import_id = $2 AND number > $3 "
                      "ORDER BY number LIMIT $4",
                  viewer.network, id, number, limit);
  }
  return tx.all(
      row_from,
      sql +
          "FROM import_row WHERE network_id = $1 AND import_id = $2 AND number > $3 AND outcome = $5 "
          "ORDER BY number LIMIT $4",
      viewer.network, id, number, limit, *outcome);
}

std::vector<StoredRow> rows_to_apply(store::ReadTransaction& tx, const Viewer& viewer, ImportId id,
                                     std::int64_t number, std::int64_t limit, bool with_aside) {
  return tx.all(whole_row_from,
                std::string(kRowColumns) +
                    ", card, uid, source, connected_on, before FROM import_row "
                    "WHERE network_id = $1 AND import_id = $2 AND number > $3 AND version_after IS NULL "
                    "AND outcome <> 'rejected' AND ($5 OR outcome <> 'aside') ORDER BY number LIMIT $4",
                viewer.network, id, number, limit, with_aside);
}

std::vector<StoredRow> rows_to_undo(store::ReadTransaction& tx, const Viewer& viewer, ImportId id,
                                    std::int64_t number, std::int64_t limit) {
  return tx.all(whole_row_from,
                std::string(kRowColumns) +
                    ", card, uid, source, connected_on, before FROM import_row "
                    "WHERE network_id = $1 AND import_id = $2 AND number < $3 AND version_after > 0 "
                    "AND outcome IN ('created', 'updated', 'duplicate') ORDER BY number DESC LIMIT $4",
                viewer.network, id, number, limit);
}

std::optional<ContactId> contact_of_row(store::ReadTransaction& tx, const Viewer& viewer, ImportId id,
                                        std::int64_t number) {
  const auto contact = tx.first([](const store::Row& row) { return row.get<std::optional<ContactId>>(0); },
                                "SELECT contact_id FROM import_row "
                                "WHERE network_id = $1 AND import_id = $2 AND number = $3",
                                viewer.network, id, number);
  return contact ? *contact : std::nullopt;
}

std::int64_t count_rows_to_apply(store::ReadTransaction& tx, const Viewer& viewer, ImportId id,
                                 bool with_aside) {
  return tx
      .first([](const store::Row& row) { return row.integer(0); },
             "SELECT count(*) FROM import_row WHERE network_id = $1 AND import_id = $2 "
             "AND outcome <> 'rejected' AND ($3 OR outcome <> 'aside')",
             viewer.network, id, with_aside)
      .value_or(0);
}

Counts count_outcomes(store::ReadTransaction& tx, const Viewer& viewer, ImportId id) {
  Counts counts;
  for (const store::Row& row : tx.query("SELECT outcome, count(*) FROM import_row "
                                        "WHERE network_id = $1 AND import_id = $2 GROUP BY outcome",
                                        viewer.network, id)) {
    const std::int64_t number = row.integer(1);
    counts.read += number;
    switch (row.get<Outcome>(0)) {
      case Outcome::created:
        counts.created += number;
        break;
      case Outcome::updated:
        counts.updated += number;
        break;
      case Outcome::unchanged:
        counts.unchanged += number;
        break;
      case Outcome::duplicate:
        counts.duplicates += number;
        break;
      case Outcome::rejected:
        counts.rejected += number;
        break;
      case Outcome::aside:
        counts.aside += number;
        counts.rejected += number;
        break;
    }
  }
  return counts;
}

void save_version_after(store::WriteTransaction& tx, const Viewer& viewer, ImportId id, ContactId contact,
                        std::int64_t version) {
  tx.execute(
      "UPDATE import_row SET version_after = $4 "
      "WHERE network_id = $1 AND import_id = $2 AND contact_id = $3 AND version_after > 0",
      viewer.network, id, contact, version);
}

bool is_worked_with(store::ReadTransaction& tx, const Viewer& viewer, ContactId contact) {
  return tx
      .first(
          [](const store::Row& row) { return row.get<bool>(0); },
          "SELECT EXISTS (SELECT 1 FROM tie WHERE network_id = $1 AND owner_id = $2 AND contact_id = $3 "
          "               AND (closeness IS NOT NULL OR rhythm IS NOT NULL OR matters IS NOT NULL)) "
          "OR EXISTS (SELECT 1 FROM encounter_contact WHERE network_id = $1 AND contact_id = $3) "
          "OR EXISTS (SELECT 1 FROM follow_up WHERE network_id = $1 AND owner_id = $2 AND contact_id = $3) "
          "OR EXISTS (SELECT 1 FROM acquaintance WHERE network_id = $1 AND owner_id = $2 "
          "           AND (contact_a = $3 OR contact_b = $3))",
          viewer.network, viewer.member, contact)
      .value_or(false);
}

std::vector<Interrupted> interrupted_imports(store::ReadTransaction& tx) {
  return tx.all(
      [](const store::Row& row) {
        return Interrupted{
            .network = row.get<NetworkId>(0), .owner = row.get<MemberId>(1), .id = row.get<ImportId>(2)};
      },
      "SELECT network_id, owner_id, id FROM import WHERE state IN ('reading', 'applying', 'undoing')");
}

}  // namespace confrere::imports

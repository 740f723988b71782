#pragma once

#include <optional>
#include <string>
#include <vector>

#include "features/contacts/contacts.h"
#include "features/imports/imports.h"

namespace confrere::imports {

/// What a row says that was applied and changed nothing: it is not applied again, and nothing is to be
/// undone.
constexpr std::int64_t kNothingTaken = 0;

/// A row as it is kept: what the page shows and what applying and undoing need.
struct StoredRow {
  std::int64_t number = 0;  ///< its place in the import, from 1
  Row row{};
  std::optional<std::int64_t> same_as{};  ///< of a duplicate: the row of the same person before it
  std::string card{};                     ///< vCard 4.0 text; empty for a rejected row
  std::string uid{};                      ///< of the card, or made of its text
  contacts::Source source = contacts::Source::vcard;
  std::string connected_on{};  ///< a partial date, when the source says
  std::string before{};        ///< JSON of the contact before an update, for undo
  std::optional<std::int64_t>
      version_after{};  ///< of the contact once applied; kNothingTaken without a change
};

void insert_import(store::WriteTransaction& tx, const Viewer& viewer, const Import& import);
std::optional<Import> find_import(store::ReadTransaction& tx, const Viewer& viewer, ImportId id);
std::vector<ImportId> import_ids(store::ReadTransaction& tx, const Viewer& viewer);
/// Saves state, files, counts, kept and problem.
void save_import(store::WriteTransaction& tx, const Viewer& viewer, const Import& import);
/// Whether the member said that no patient is in the cards kept aside.
void save_confirmation(store::WriteTransaction& tx, const Viewer& viewer, ImportId id, bool confirmed);
bool is_confirmed(store::ReadTransaction& tx, const Viewer& viewer, ImportId id);
void delete_import(store::WriteTransaction& tx, const Viewer& viewer, ImportId id);

void insert_row(store::WriteTransaction& tx, const Viewer& viewer, ImportId id, const StoredRow& row);
/// Saves outcome, reason, changes, contact, before and version_after.
void save_row(store::WriteTransaction& tx, const Viewer& viewer, ImportId id, const StoredRow& row);
void delete_rows(store::WriteTransaction& tx, const Viewer& viewer, ImportId id);
/// Up to `limit` rows after `number`, without their cards, of one outcome or all.
std::vector<StoredRow> rows_after(store::ReadTransaction& tx, const Viewer& viewer, ImportId id,
                                  std::optional<Outcome> outcome, std::int64_t number, std::int64_t limit);
/// The next rows to apply after `number`, whole, in order; `aside` ones only where `with_aside`.
std::vector<StoredRow> rows_to_apply(store::ReadTransaction& tx, const Viewer& viewer, ImportId id,
                                     std::int64_t number, std::int64_t limit, bool with_aside);
/// The next rows to take back, from the last, before `number`.
std::vector<StoredRow> rows_to_undo(store::ReadTransaction& tx, const Viewer& viewer, ImportId id,
                                    std::int64_t number, std::int64_t limit);
std::optional<ContactId> contact_of_row(store::ReadTransaction& tx, const Viewer& viewer, ImportId id,
                                        std::int64_t number);
std::int64_t count_rows_to_apply(store::ReadTransaction& tx, const Viewer& viewer, ImportId id,
                                 bool with_aside);
Counts count_outcomes(store::ReadTransaction& tx, const Viewer& viewer, ImportId id);

/// Of all the import's rows about the contact.
void save_version_after(store::WriteTransaction& tx, const Viewer& viewer, ImportId id, ContactId contact,
                        std::int64_t version);
/// True when the member has stated, logged or planned anything about the contact, which no undo may lose.
bool is_worked_with(store::ReadTransaction& tx, const Viewer& viewer, ContactId contact);

/// Imports that a stop of the server interrupted, of every member.
struct Interrupted {
  NetworkId network;
  MemberId owner;
  ImportId id;
};
std::vector<Interrupted> interrupted_imports(store::ReadTransaction& tx);

}  // namespace confrere::imports

#pragma once

/// Brings address books in: vCard files and LinkedIn's Connections.csv, of any size, as one step that can be
/// previewed before it is saved and taken back after.
///
///   receiving -> reading -> ready -> applying -> applied -> undoing -> undone
///
/// Reading decides for every card or line what would happen (its outcome) and keeps that as a row; applying
/// does it, in short batches; both go on in the background and survive a stop of the server. Who somebody is:
/// by UID (of a vCard, or the profile's address of a LinkedIn line), else by e-mail or phone together with
/// the name, else by the card's own text, so that the same file read again changes nothing.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "access/viewer.h"
#include "base/json.h"
#include "base/result.h"
#include "store/store.h"

namespace confrere::imports {

enum class State : std::uint8_t { receiving, reading, ready, applying, applied, undoing, undone, failed };
BOOST_DESCRIBE_ENUM(State, receiving, reading, ready, applying, applied, undoing, undone, failed)

/// What an import does with a card or line. `aside`: it looks as if it named a patient and waits for a
/// confirmation.
enum class Outcome : std::uint8_t { created, updated, unchanged, duplicate, rejected, aside };
BOOST_DESCRIBE_ENUM(Outcome, created, updated, unchanged, duplicate, rejected, aside)

struct File {
  std::string name;
  std::int64_t bytes = 0;
};
BOOST_DESCRIBE_STRUCT(File, (), (name, bytes))

/// Counted in cards or lines: read = created + updated + unchanged + duplicates + rejected; `aside` are among
/// the rejected.
struct Counts {
  std::int64_t read = 0;
  std::int64_t created = 0;
  std::int64_t updated = 0;
  std::int64_t unchanged = 0;
  std::int64_t duplicates = 0;
  std::int64_t rejected = 0;
  std::int64_t aside = 0;
  friend bool operator==(const Counts&, const Counts&) = default;
};
BOOST_DESCRIBE_STRUCT(Counts, (), (read, created, updated, unchanged, duplicates, rejected, aside))

/// Bytes while reading, rows while applying or undoing.
struct Progress {
  std::int64_t done = 0;
  std::int64_t total = 0;
};
BOOST_DESCRIBE_STRUCT(Progress, (), (done, total))

struct Rejected {
  std::string file;
  std::int64_t line = 0;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(Rejected, (), (file, line, reason))

struct Import {
  ImportId id{};
  State state = State::receiving;
  std::vector<File> files{};
  Counts counts{};
  Progress progress{};
  std::vector<Rejected> rejected{};  ///< the first hundred
  std::int64_t kept = 0;             ///< contacts an undo left alone because they were changed since
  Instant created_at{};
  std::optional<std::string> problem{};
};
BOOST_DESCRIBE_STRUCT(Import, (), (id, state, files, counts, progress, rejected, kept, created_at, problem))

struct Row {
  std::string file;
  std::int64_t line = 0;
  Outcome outcome = Outcome::created;
  std::string name;
  std::string headline;
  std::optional<ContactId> contact_id{};
  std::string reason;
  std::vector<std::string> changes{};  ///< for an update, what it would add, in words
};
BOOST_DESCRIBE_STRUCT(Row, (), (file, line, outcome, name, headline, contact_id, reason, changes))

struct RowPage {
  std::vector<Row> items;
  std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(RowPage, (), (items, next_cursor))

Result<Import> create_import(const Viewer& viewer, store::WriteTransaction& tx);
Result<Import> load_import(const Viewer& viewer, store::ReadTransaction& tx, ImportId id);
std::vector<Import> list_imports(const Viewer& viewer, store::ReadTransaction& tx);
/// Rows in the order of the files. `cursor` is that of the page before.
Result<RowPage> list_rows(const Viewer& viewer, store::ReadTransaction& tx, ImportId id,
                          std::optional<Outcome> outcome, std::int64_t limit,
                          const std::optional<std::string>& cursor);

/// Notes a file that was received. `conflict` once reading has begun.
Result<Import> add_file(const Viewer& viewer, store::WriteTransaction& tx, ImportId id, const File& file);
/// The steps that the background does; each only from the state that comes before it, else `conflict`.
Result<Import> begin_reading(const Viewer& viewer, store::WriteTransaction& tx, ImportId id);
Result<Import> begin_applying(const Viewer& viewer, store::WriteTransaction& tx, ImportId id,
                              bool no_patient_confirmed);
Result<Import> begin_undoing(const Viewer& viewer, store::WriteTransaction& tx, ImportId id);
/// Forgets an import that was not applied.
Result<void> discard_import(const Viewer& viewer, store::WriteTransaction& tx, ImportId id);

}  // namespace confrere::imports

#include "features/imports/imports.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "base/text.h"
#include "features/imports/imports_store.h"

namespace confrere::imports {
namespace {

constexpr std::size_t kMaxFiles = 50;

Error no_such_import() {
  return not_found("There is no such import.");
}

Error wrong_state(State state, std::string_view wish) {
  return conflict(fmt::format("This import cannot be {} now: it is {}.", wish, word_of(state)));
}

/// Moves an import on when it is in one of the states `from`.
Result<Import> move(const Viewer& viewer, store::WriteTransaction& tx, ImportId id,
                    std::initializer_list<State> from, State to, std::string_view wish) {
  auto import = find_import(tx, viewer, id);
  if (!import) return no_such_import();
  if (std::find(from.begin(), from.end(), import->state) == from.end())
    return wrong_state(import->state, wish);
  import->state = to;
  import->problem.reset();
  save_import(tx, viewer, *import);
  return *import;
}

}  // namespace

Result<Import> create_import(const Viewer& viewer, store::WriteTransaction& tx) {
  const Import import{.id = ImportId::make(), .created_at = viewer.now};
  insert_import(tx, viewer, import);
  tx.record({.network = viewer.network,
             .owner = viewer.member,
             .kind = store::ChangeKind::created,
             .entity = store::Entity::import,
             .id = import.id.bytes(),
             .actor = viewer.member});
  return import;
}

Result<Import> load_import(const Viewer& viewer, store::ReadTransaction& tx, ImportId id) {
  auto import = find_import(tx, viewer, id);
  if (!import) return no_such_import();
  return *std::move(import);
}

std::vector<Import> list_imports(const Viewer& viewer, store::ReadTransaction& tx) {
  std::vector<Import> found;
  for (const ImportId id : import_ids(tx, viewer)) {
    if (auto import = find_import(tx, viewer, id)) found.push_back(*std::move(import));
  }
  return found;
}

Result<RowPage> list_rows(const Viewer& viewer, store::ReadTransaction& tx, ImportId id,
                          std::optional<Outcome> outcome, std::int64_t limit,
                          const std::optional<std::string>& cursor) {
  if (!find_import(tx, viewer, id)) return no_such_import();
  std::int64_t after = 0;
  if (cursor) {
    const auto [end, error] = std::from_chars(cursor->data(), cursor->data() + cursor->size(), after);
    if (error != std::errc() || end != cursor->data() + cursor->size()) {
      return invalid("cursor", "The parameter cursor must be the next_cursor of the page before.");
    }
  }
  const auto rows = rows_after(tx, viewer, id, outcome, after, limit + 1);
  RowPage page;
  for (const StoredRow& row : rows) {
    if (std::ssize(page.items) == limit) break;
    page.items.push_back(row.row);
  }
  if (std::ssize(rows) > limit)
    page.next_cursor = std::to_string(rows[static_cast<std::size_t>(limit) - 1].number);
  return page;
}

Result<Import> add_file(const Viewer& viewer, store::WriteTransaction& tx, ImportId id, const File& file) {
  auto import = find_import(tx, viewer, id);
  if (!import) return no_such_import();
  if (import->state != State::receiving) return wrong_state(import->state, "given another file");
  if (trim(file.name).empty()) return invalid("name", "Please give the file's name.");
  if (import->files.size() >= kMaxFiles) {
    return invalid("name", fmt::format("An import takes at most {} files.", kMaxFiles));
  }
  import->files.push_back(file);
  save_import(tx, viewer, *import);
  return *import;
}

Result<Import> begin_reading(const Viewer& viewer, store::WriteTransaction& tx, ImportId id) {
  const auto import = find_import(tx, viewer, id);
  if (!import) return no_such_import();
  if (import->files.empty()) return conflict("This import has no file yet.");
  return move(viewer, tx, id, {State::receiving}, State::reading, "read");
}

Result<Import> begin_applying(const Viewer& viewer, store::WriteTransaction& tx, ImportId id,
                              bool no_patient_confirmed) {
  // Applied again with the confirmation, it takes the cards that were kept aside the first time.
  auto import = no_patient_confirmed
                    ? move(viewer, tx, id, {State::ready, State::applied}, State::applying, "applied")
                    : move(viewer, tx, id, {State::ready}, State::applying, "applied");
  if (import) save_confirmation(tx, viewer, id, no_patient_confirmed);
  return import;
}

Result<Import> begin_undoing(const Viewer& viewer, store::WriteTransaction& tx, ImportId id) {
  return move(viewer, tx, id, {State::applied}, State::undoing, "taken back");
}

Result<void> discard_import(const Viewer& viewer, store::WriteTransaction& tx, ImportId id) {
  const auto import = find_import(tx, viewer, id);
  if (!import) return no_such_import();
  if (import->state == State::applying || import->state == State::applied ||
      import->state == State::undoing) {
    return conflict("This import was applied. Take it back instead.");
  }
  delete_import(tx, viewer, id);
  return {};
}

}  // namespace confrere::imports

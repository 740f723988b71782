#include <limits>

#include "features/imports/imports_store.h"
#include "features/imports/steps.h"
#include "features/imports/taking.h"

namespace confrere::imports {
namespace {

/// Rows a transaction takes: short enough that nobody waits long for the writer.
constexpr std::int64_t kBatch = 200;

Error stopping() {
  return {.code = ErrorCode::unavailable, .message = "The server is stopping."};
}

Result<void> finish(const StepContext& context, State state, std::int64_t kept) {
  return context.write([&](store::WriteTransaction& tx) -> Result<void> {
    auto import = load_import(context.viewer, tx, context.id);
    if (!import) return import.error();
    import->state = state;
    import->counts = count_outcomes(tx, context.viewer, context.id);
    import->kept = kept;
    save_import(tx, context.viewer, *import);
    return {};
  });
}

}  // namespace

Result<void> apply_rows(const StepContext& context) {
  const bool with_aside =
      context.store.read([&](auto& tx) { return is_confirmed(tx, context.viewer, context.id); });
  Progress progress;
  progress.total = context.store.read(
      [&](auto& tx) { return count_rows_to_apply(tx, context.viewer, context.id, with_aside); });
  for (std::int64_t last = 0;;) {
    if (context.stopped()) return stopping();
    // Read within the transaction: another server may have gone on with the import meanwhile.
    std::vector<StoredRow> batch;
    auto taken = context.write([&](store::WriteTransaction& tx) -> Result<void> {
      batch = rows_to_apply(tx, context.viewer, context.id, last, kBatch, with_aside);
      for (const StoredRow& row : batch) take_row(context.viewer, tx, context.id, row);
      return {};
    });
    if (!taken) return taken;
    if (batch.empty()) break;
    last = batch.back().number;
    progress.done += std::ssize(batch);
    context.tell(progress, {});
  }
  return finish(context, State::applied, 0);
}

Result<void> undo_rows(const StepContext& context) {
  Progress progress;
  progress.total =
      context.store.read([&](auto& tx) { return count_rows_to_apply(tx, context.viewer, context.id, true); });
  std::int64_t kept = 0;
  for (std::int64_t first = std::numeric_limits<std::int64_t>::max();;) {
    if (context.stopped()) return stopping();
    // Read within the transaction: taking one row back changes what is noted of the rows before it.
    std::int64_t taken_back = 0;
    auto undone = context.write([&](store::WriteTransaction& tx) -> Result<void> {
      for (std::int64_t i = 0; i < kBatch; ++i) {
        const auto next = rows_to_undo(tx, context.viewer, context.id, first, 1);
        if (next.empty()) return {};
        first = next.front().number;
        ++taken_back;
        if (!take_back_row(context.viewer, tx, context.id, next.front())) ++kept;
      }
      return {};
    });
    if (!undone) return undone;
    if (taken_back == 0) break;
    progress.done += taken_back;
    context.tell(progress, {});
  }
  return finish(context, State::undone, kept);
}

}  // namespace confrere::imports

#pragma once

#include <functional>
#include <string>

#include "features/imports/imports.h"
#include "store/store.h"

namespace confrere::imports {

/// The long steps of an import. Each works in short batches, so that other writers wait for milliseconds, and
/// may be begun again after it was interrupted: what is done is not done twice.
struct StepContext {
  store::Store& store;
  Viewer viewer;  ///< its member's, also when nobody is signed in
  ImportId id;
  std::function<void(Progress, const Counts&)> tell;  ///< from time to time, on the calling thread
  std::function<bool()> stopped;  ///< true when the server stops: return at the next batch
  /// Whether nobody else works on the import; asked in every transaction.
  std::function<bool(store::WriteTransaction&)> hold = [](store::WriteTransaction&) { return true; };

  /// `work(WriteTransaction&) -> Result<T>`, unless another server goes on with the import.
  template <class Work>
  auto write(Work&& work) const -> std::invoke_result_t<Work, store::WriteTransaction&> {
    return store.write(
        [&](store::WriteTransaction& tx) -> std::invoke_result_t<Work, store::WriteTransaction&> {
          if (!hold(tx)) return conflict("Another server goes on with this import.");
          return work(tx);
        });
  }
};

/// Where the file number `place` (from 0) of an import lies.
std::string file_path(const std::string& folder, ImportId id, std::size_t place);
/// The folder of an import's files below the data folder's `folder`.
std::string import_folder(const std::string& folder, ImportId id);

/// Decides for every card and line of the files. O(bytes), memory grows by some dozen bytes a card.
Result<void> read_files(const StepContext& context, const std::string& folder);
Result<void> apply_rows(const StepContext& context);
Result<void> undo_rows(const StepContext& context);

}  // namespace confrere::imports

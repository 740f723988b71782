#include "features/imports/runner.h"

#include <filesystem>

#include <fmt/format.h>

#include "base/log.h"
#include "features/imports/imports_store.h"
#include "features/imports/steps.h"

namespace confrere::imports {

Runner::Runner(store::Store& store, std::string folder) : store_(store), folder_(std::move(folder)) {
  std::filesystem::create_directories(folder_);
  resume_interrupted();
  thread_ = std::thread([this] { work(); });
}

Runner::~Runner() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

void Runner::resume_interrupted() {
  for (const Interrupted& import : store_.read([](auto& tx) { return interrupted_imports(tx); })) {
    tasks_.push_back(
        {.viewer = {.account = {}, .network = import.network, .member = import.owner, .now = store_.now()},
         .id = import.id});
  }
}

void Runner::start(const Viewer& viewer, ImportId id) {
  {
    const std::lock_guard lock(mutex_);
    tasks_.push_back({.viewer = viewer, .id = id});
  }
  changed_.notify_one();
}

Import Runner::with_progress(Import import) const {
  const std::lock_guard lock(mutex_);
  const auto found = how_far_.find(import.id);
  if (found == how_far_.end()) return import;
  import.progress = found->second.progress;
  if (import.state == State::reading) import.counts = found->second.counts;
  return import;
}

Result<void> Runner::keep_file(ImportId id, std::size_t place, const std::string& received) const {
  std::error_code error;
  std::filesystem::create_directories(import_folder(folder_, id), error);
  if (!error) std::filesystem::rename(received, file_path(folder_, id, place), error);
  if (error) {
    return Error{.code = ErrorCode::unavailable,
                 .message = "The file cannot be kept on the server just now. Please try again later.",
                 .cause = error.message()};
  }
  return {};
}

void Runner::forget_files(ImportId id) const {
  std::error_code ignored;
  std::filesystem::remove_all(import_folder(folder_, id), ignored);
}

std::optional<Runner::Task> Runner::next_task() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return stopping_ || !tasks_.empty(); });
  if (stopping_) return std::nullopt;
  Task task = std::move(tasks_.front());
  tasks_.pop_front();
  return task;
}

void Runner::work() {
  while (const auto task = next_task()) {
    try {
      run(*task);
    } catch (const std::exception& exception) {
      log::error("import_failed", {{"cause", exception.what()}});
      fail(*task, "Something went wrong on the server. What was taken so far can be taken back.");
    }
    const std::lock_guard lock(mutex_);
    how_far_.erase(task->id);
  }
}

void Runner::run(const Task& task) {
  const auto import = store_.read([&](auto& tx) { return load_import(task.viewer, tx, task.id); });
  if (!import) return;  // discarded meanwhile
  const auto done = run_step(task, import->state);
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return;  // goes on when the server starts again
  }
  if (!done) fail(task, done.error().message);
}

Result<void> Runner::run_step(const Task& task, State state) {
  const StepContext context{.store = store_,
                            .viewer = task.viewer,
                            .id = task.id,
                            .tell =
                                [&](Progress progress, const Counts& counts) {
                                  const std::lock_guard lock(mutex_);
                                  how_far_[task.id] = {progress, counts};
                                },
                            .stopped =
                                [&] {
                                  const std::lock_guard lock(mutex_);
                                  return stopping_;
                                }};
  if (state == State::applying) return apply_rows(context);
  if (state == State::undoing) return undo_rows(context);
  if (state != State::reading) return {};
  auto read = read_files(context, folder_);
  if (read) forget_files(task.id);
  return read;
}

void Runner::fail(const Task& task, const std::string& why) {
  try {
    [[maybe_unused]] const auto saved = store_.write([&](store::WriteTransaction& tx) -> Result<void> {
      auto import = load_import(task.viewer, tx, task.id);
      if (!import) return import.error();
      // Rows that were applied stay known, so that they can be taken back.
      import->state = import->state == State::reading ? State::failed : State::applied;
      import->counts = count_outcomes(tx, task.viewer, task.id);
      import->problem = why;
      save_import(tx, task.viewer, *import);
      return {};
    });
  } catch (const store::Failure& failure) {
    log::error("import_failure_not_saved", {{"cause", failure.what()}});
  }
}

}  // namespace confrere::imports

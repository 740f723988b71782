#include "features/imports/runner.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "base/log.h"
#include "features/imports/imports_store.h"
#include "features/imports/steps.h"

namespace confrere::imports {

namespace {

/// Imports of servers that are gone are looked for so often.
constexpr std::chrono::seconds kLooksEvery{10};

/// The server's id, kept in its folder, so that after a restart it goes on at once with what it held.
store::ServerId server_of(const std::string& folder) {
  const std::string name = folder + "/server";
  std::string text;
  std::getline(std::ifstream(name), text);
  if (const auto known = store::ServerId::parse(text)) return *known;
  const auto made = store::ServerId::make();
  std::ofstream(name) << made.text() << '\n';
  return made;
}

/// The database is away or full, or another server has the import: it stays as it is, and is looked for again
/// within kLooksEvery.
bool is_passing(ErrorCode code) {
  return code == ErrorCode::unavailable || code == ErrorCode::conflict;
}

bool is_under_way(State state) {
  return state == State::reading || state == State::applying || state == State::undoing;
}

/// So that what is told to be kept is there after a power cut.
void sync_to_disk(const std::filesystem::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) throw std::system_error(errno, std::generic_category(), path);
  const int failed = ::fsync(file);
  ::close(file);
  if (failed != 0) throw std::system_error(errno, std::generic_category(), path);
}

std::string lease_of(ImportId id) {
  return "import " + id.text();
}

}  // namespace

Runner::Runner(store::Store& store, std::string folder) : store_(store), folder_(std::move(folder)) {
  std::filesystem::create_directories(folder_);
  server_ = server_of(folder_);
  find_interrupted();
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

void Runner::find_interrupted() {
  const auto found = store_.read([](auto& tx) { return interrupted_imports(tx); });
  const std::lock_guard lock(mutex_);
  for (const Interrupted& import : found) {
    const auto same = [&](const Task& task) { return task.id == import.id; };
    if (std::ranges::any_of(tasks_, same)) continue;
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
  try {
    const std::string folder = import_folder(folder_, id);
    std::filesystem::create_directories(folder);
    sync_to_disk(received);
    std::filesystem::rename(received, file_path(folder_, id, place));
    sync_to_disk(folder);
    sync_to_disk(folder_);
    return {};
  } catch (const std::system_error& error) {
    return Error{.code = ErrorCode::unavailable,
                 .message = "The file cannot be kept on the server just now. Please try again later.",
                 .cause = error.what()};
  }
}

void Runner::forget_files(ImportId id) const {
  std::error_code ignored;
  std::filesystem::remove_all(import_folder(folder_, id), ignored);
}

std::optional<Runner::Task> Runner::next_task() {
  std::unique_lock lock(mutex_);
  while (!changed_.wait_for(lock, kLooksEvery, [this] { return stopping_ || !tasks_.empty(); })) {
    lock.unlock();
    find_interrupted();
    lock.lock();
  }
  if (stopping_) return std::nullopt;
  Task task = std::move(tasks_.front());
  tasks_.pop_front();
  return task;
}

void Runner::work() {
  while (true) {
    std::optional<Task> task;
    try {
      task = next_task();
      if (!task) return;
      if (take(*task)) run(*task);
    } catch (const store::Failure& failure) {
      log::error("import_failed", {{"cause", failure.what()}});
      if (task && !is_passing(failure.code()))
        fail(*task, "Something went wrong on the server. What was taken so far can be taken back.");
    } catch (const std::exception& exception) {
      log::error("import_failed", {{"cause", exception.what()}});
      if (task) fail(*task, "Something went wrong on the server. What was taken so far can be taken back.");
    }
    if (!task) continue;
    give_back(*task);
    const std::lock_guard lock(mutex_);
    how_far_.erase(task->id);
  }
}

bool Runner::take(const Task& task) {
  const auto taken = store_.write([&](store::WriteTransaction& tx) -> Result<bool> {
    return take_lease(tx, lease_of(task.id), server_);
  });
  return taken && *taken;
}

void Runner::give_back(const Task& task) {
  [[maybe_unused]] const auto given = store_.write([&](store::WriteTransaction& tx) -> Result<void> {
    give_lease_back(tx, lease_of(task.id), server_);
    return {};
  });
}

void Runner::run(const Task& task) {
  const auto import = store_.read([&](auto& tx) { return load_import(task.viewer, tx, task.id); });
  if (!import) return;  // discarded meanwhile
  // The files are where they were received.
  if (import->state == State::reading && !std::filesystem::exists(import_folder(folder_, task.id))) return;
  const auto done = run_step(task, import->state);
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return;  // goes on when the server starts again
  }
  if (done) return;
  if (is_passing(done.error().code)) {
    log::warning("import_waits", {{"cause", done.error().message}});
  } else {
    fail(task, done.error().message);
  }
}

StepContext Runner::context_of(const Task& task) {
  return {.store = store_,
          .viewer = task.viewer,
          .id = task.id,
          .tell =
              [this, id = task.id](Progress progress, const Counts& counts) {
                const std::lock_guard lock(mutex_);
                how_far_[id] = {progress, counts};
              },
          .stopped =
              [this] {
                const std::lock_guard lock(mutex_);
                return stopping_;
              },
          .hold = [this, lease = lease_of(task.id)](
                      store::WriteTransaction& tx) { return take_lease(tx, lease, server_); }};
}

Result<void> Runner::run_step(const Task& task, State state) {
  const StepContext context = context_of(task);
  if (state == State::applying) return apply_rows(context);
  if (state == State::undoing) return undo_rows(context);
  if (state != State::reading) return {};
  auto read = read_files(context, folder_);
  if (read) forget_files(task.id);
  return read;
}

void Runner::fail(const Task& task, const std::string& why) {
  try {
    [[maybe_unused]] const auto saved =
        context_of(task).write([&](store::WriteTransaction& tx) -> Result<void> {
          auto import = load_import(task.viewer, tx, task.id);
          if (!import) return import.error();
          if (!is_under_way(import->state)) return {};  // it ended, and only the news of it was lost
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

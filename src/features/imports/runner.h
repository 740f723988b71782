#pragma once

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "features/imports/imports.h"
#include "features/imports/steps.h"
#include "store/lease.h"
#include "store/store.h"

namespace confrere::imports {

/// Does the long steps of imports one after the other on a thread of its own, and knows how far they are.
/// What a stop of the server interrupts goes on when it starts again; of several servers on one database, one
/// works on an import, and another goes on where that one is gone. Thread safe.
class Runner {
 public:
  /// `folder` holds the received files, one folder for each import; made when it is not there.
  Runner(store::Store& store, std::string folder);
  ~Runner();
  Runner(const Runner&) = delete;
  Runner& operator=(const Runner&) = delete;

  /// The import's state (reading, applying or undoing) says what is to be done.
  void start(const Viewer& viewer, ImportId id);
  /// The import with how far it is, where it is being worked on.
  [[nodiscard]] Import with_progress(Import import) const;
  /// Moves a received file into the import's folder, as its file number `place`.
  Result<void> keep_file(ImportId id, std::size_t place, const std::string& received) const;
  void forget_files(ImportId id) const;

 private:
  struct Task {
    Viewer viewer;
    ImportId id;
  };
  struct HowFar {
    Progress progress;
    Counts counts;
  };

  /// Adds what another server, or this one before it was stopped, has left unfinished.
  void find_interrupted();
  void work();
  std::optional<Task> next_task();
  /// Whether this server may work on the import now.
  bool take(const Task& task);
  void give_back(const Task& task);
  void run(const Task& task);
  [[nodiscard]] StepContext context_of(const Task& task);
  Result<void> run_step(const Task& task, State state);
  void fail(const Task& task, const std::string& why);

  store::Store& store_;
  std::string folder_;
  store::ServerId server_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Task> tasks_;
  std::map<ImportId, HowFar> how_far_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace confrere::imports

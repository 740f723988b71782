#include "app/restore.h"

#include <cerrno>
#include <cstring>
#include <filesystem>

#include <fmt/format.h>

#include "base/embedded.h"
#include "store/migrations.h"
#include "store/sqlite_connection.h"

namespace confrere::app {
namespace {

namespace fs = std::filesystem;

Error damaged(const std::string& file, const std::string& why) {
  return {
      .code = ErrorCode::unavailable,
      .message = fmt::format("{} is not a sound backup of Confrere: {}. Nothing was changed.", file, why)};
}

void remove_with_logs(const std::string& database) {
  std::error_code ignored;
  for (const char* suffix : {"", "-wal", "-shm"}) fs::remove(database + suffix, ignored);
}

/// Brings the copy to this program's version and says whether it is whole.
Result<void> check_copy(const std::string& copy, const std::string& backup) {
  try {
    store::SqliteConnection connection(copy, store::OpenMode::read_write_create);
    const auto word = [](const store::Row& row) { return row.get<std::string>(0); };
    const auto verdict = store::first(connection, word, "PRAGMA integrity_check(1)");
    if (verdict != "ok") return damaged(backup, verdict.value_or("it cannot be read"));
    if (!store::first(connection, word, "SELECT name FROM sqlite_master WHERE name = 'migration'")) {
      return damaged(backup, "it is another program's database");
    }
    if (auto migrated = store::migrate(connection, embedded::migrations()); !migrated)
      return migrated.error();
    if (store::first(connection, word, "PRAGMA foreign_key_check"))
      return damaged(backup, "some of its rows are missing");
    connection.run_script("PRAGMA journal_mode = DELETE");
    return {};
  } catch (const store::Failure& failure) {
    return damaged(backup, failure.what());
  }
}

/// Writes what the database's log still holds into it, so that the file alone is all of it. One that is
/// broken is kept with its log as it is.
void fold_log_in(const std::string& database) {
  try {
    store::SqliteConnection connection(database, store::OpenMode::read_write_create);
    connection.run_script("PRAGMA wal_checkpoint(TRUNCATE)");
  } catch (const store::Failure&) {
    return;
  }
}

Result<void> replace(const DataFolder& folder, const std::string& copy) {
  const std::string aside = folder.database() + ".before-restore";
  std::error_code wrong;
  remove_with_logs(aside);
  if (fs::exists(folder.database())) {
    fold_log_in(folder.database());
    fs::create_hard_link(folder.database(), aside, wrong);
    if (!wrong && fs::exists(folder.database() + "-wal"))
      fs::rename(folder.database() + "-wal", aside + "-wal", wrong);
  }
  if (!wrong) fs::rename(copy, folder.database(), wrong);
  if (wrong || !sync_to_disk(folder.path())) {
    return Error{.code = ErrorCode::unavailable,
                 .message = "The backup could not be put in place. What was there is in " + aside + ".",
                 .cause = wrong ? wrong.message() : std::strerror(errno)};
  }
  fs::remove(folder.database() + "-shm", wrong);
  remove_with_logs(aside);
  return {};
}

}  // namespace

Result<void> restore(const DataFolder& folder, const std::string& backup) {
  const std::string copy = folder.database() + ".restoring";
  remove_with_logs(copy);
  std::error_code wrong;
  fs::copy_file(backup, copy, wrong);
  if (wrong) {
    return Error{
        .code = ErrorCode::unavailable,
        .message = fmt::format("{} cannot be copied: {}. Nothing was changed.", backup, wrong.message())};
  }
  fs::permissions(copy, fs::perms::owner_read | fs::perms::owner_write, wrong);
  auto checked = check_copy(copy, backup);
  if (checked && !sync_to_disk(copy)) checked = damaged(backup, "its copy could not be saved");
  if (!checked) {
    remove_with_logs(copy);
    return checked;
  }
  return replace(folder, copy);
}

}  // namespace confrere::app

#include <charconv>
#include <filesystem>
#include <iostream>

#include <fmt/format.h>

#include "app/commands.h"
#include "app/restore.h"

namespace confrere::app {
namespace {

using http::Method;

Result<void> run_backup(const Arguments& arguments) {
  const auto folder = existing_folder_of(arguments);
  if (!folder) return folder.error();
  const std::string& file = arguments.operands().front();
  const auto api = ApiClient::open(*folder, {});
  if (!api) return api.error();
  const auto absolute = std::filesystem::absolute(file).string();
  if (auto done = (*api)->send(Method::post, "/local/v1/backup", {}, {{"file", absolute}}); !done)
    return done.error();
  std::cerr << fmt::format("{} holds everything, and was checked.\n", file);
  return {};
}

Result<void> run_restore(const Arguments& arguments) {
  const std::string& file = arguments.operands().front();
  if (!std::filesystem::is_regular_file(file)) return wrong_use(fmt::format("There is no file {}.", file));
  const auto folder = folder_of(arguments);
  if (!folder) return folder.error();
  if (store::is_postgres_address(folder->database())) {
    return wrong_use(
        "This network is in PostgreSQL, which puts back its own backups: "
        "pg_restore --clean --if-exists --dbname=ADDRESS FILE. The guide tells more.");
  }
  const auto lock = folder->try_lock();
  if (!lock) return lock.error();
  if (!*lock) {
    return Error{.code = ErrorCode::conflict,
                 .message = "The server is running. Please stop it first, restore, and start it again."};
  }
  if (auto done = restore(*folder, file); !done) return done;
  std::cerr << fmt::format("{} is restored from {}.\n", folder->path(), file);
  return {};
}

}  // namespace

Command backup_command() {
  return {.name = "backup",
          .summary = "Copy everything into one file, also while the server runs.",
          .usage = "--data DIR FILE",
          .line = {.flags = flags_with_data({}), .operands = Operands::one, .operand_name = "FILE"},
          .run = run_backup,
          .details = "FILE must not exist yet. The copy is checked before it gets its name."};
}

Command restore_command() {
  return {.name = "restore",
          .summary = "Put a backup in the place of what a data folder holds.",
          .usage = "--data DIR FILE",
          .line = {.flags = flags_with_data({}), .operands = Operands::one, .operand_name = "FILE"},
          .run = run_restore,
          .details = "The server must be stopped. The backup is checked before anything is replaced."};
}

}  // namespace confrere::app

#include <filesystem>
#include <iostream>

#include <fmt/format.h>

#include "app/commands.h"
#include "app/terminal.h"
#include "base/embedded.h"
#include "features/contacts/search.h"
#include "store/copy.h"
#include "store/database.h"
#include "store/migrations.h"
#include "store/postgres_database.h"

namespace confrere::app {
namespace {

using store::Dialect;

Error in_use(const std::string& where) {
  return {.code = ErrorCode::conflict,
          .message = fmt::format("A confrere works on {}. Please stop it first.", where)};
}

/// Both databases at their newest version, and nobody else at work on them.
class Pair {
 public:
  static Result<Pair> open(const DataFolder& folder, const std::string& address) {
    auto lock = folder.try_lock();
    if (!lock) return lock.error();
    if (!*lock) return in_use(folder.path());
    auto postgres = std::make_unique<store::PostgresConnection>(address);
    if (!store::try_hold_alone(*postgres)) return in_use("that PostgreSQL database");
    auto sqlite =
        std::make_unique<store::SqliteConnection>(folder.database(), store::OpenMode::read_write_create);
    sqlite->run_script("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
    for (store::Connection* connection :
         std::initializer_list<store::Connection*>{sqlite.get(), postgres.get()}) {
      if (auto migrated = store::migrate(*connection, embedded::migrations()); !migrated) {
        return migrated.error();
      }
    }
    return Pair(**std::move(lock), std::move(sqlite), std::move(postgres));
  }

  Result<store::CopyFigures> copy(Dialect from, const std::function<void(std::int64_t)>& tell) {
    const Instant now = SystemClock().now();
    store::WriteTransaction in_sqlite(*sqlite_, now);
    store::WriteTransaction in_postgres(*postgres_, now);
    const auto copy_search = [&] {
      if (from == Dialect::sqlite) return contacts::copy_search(in_sqlite, in_postgres);
      contacts::copy_search(in_postgres, in_sqlite);
    };
    return store::copy_between(*sqlite_, *postgres_, from, copy_search, tell);
  }

 private:
  Pair(FolderLock lock, std::unique_ptr<store::SqliteConnection> sqlite,
       std::unique_ptr<store::PostgresConnection> postgres)
      : lock_(std::move(lock)), sqlite_(std::move(sqlite)), postgres_(std::move(postgres)) {}

  FolderLock lock_;
  std::unique_ptr<store::SqliteConnection> sqlite_;
  std::unique_ptr<store::PostgresConnection> postgres_;
};

Result<void> migrate_store(const Arguments& arguments) {
  const std::string from = arguments.get("--from");
  const std::string to = arguments.get("--to");
  const bool to_postgres = store::is_postgres_address(to);
  if (to_postgres == store::is_postgres_address(from)) {
    return wrong_use("One of --from and --to is a data folder, the other an address such as postgres://….");
  }
  const auto folder = to_postgres ? DataFolder::existing(from) : DataFolder::create(to);
  if (!folder) return folder.error();
  if (store::is_postgres_address(folder->database())) {
    return wrong_use(fmt::format("What {} holds is in PostgreSQL already.", folder->path()));
  }
  auto pair = Pair::open(*folder, to_postgres ? to : from);
  if (!pair) return pair.error();
  ProgressBar bar("Copying");
  const auto figures = pair->copy(to_postgres ? Dialect::sqlite : Dialect::postgres,
                                  [&](std::int64_t rows) { bar.show(rows, rows); });
  bar.clear();
  if (!figures) return figures.error();
  std::cerr << fmt::format("{} rows of {} tables were copied and compared: they are the same.\n",
                           figures->rows, figures->tables);
  std::cerr << (to_postgres
                    ? "Start the server there with: confrere serve --data NEW_DIR --database ADDRESS\n"
                    : fmt::format("Start the server there with: confrere serve --data {}\n", to));
  return {};
}

}  // namespace

Command migrate_store_command() {
  return {.name = "migrate-store",
          .summary = "Copy everything from SQLite to PostgreSQL, or back.",
          .usage = "--from DIR --to ADDRESS | --from ADDRESS --to DIR",
          .line = {.flags = {{.name = "--from",
                              .value = "PLACE",
                              .help = "a data folder, or the address of a PostgreSQL (postgres://…)",
                              .required = true},
                             {.name = "--to",
                              .value = "PLACE",
                              .help = "the other of the two, without a network yet",
                              .required = true}}},
          .run = migrate_store,
          .details =
              "The servers must be stopped. Every row is compared before anything is kept; what it came from "
              "stays as it was. Files of an import that was still being read are to be uploaded again."};
}

}  // namespace confrere::app

#include "store/migrations.h"

#include <algorithm>
#include <array>
#include <regex>

#include <fmt/format.h>
#include <sodium.h>

#include "base/text.h"

namespace confrere::store {
namespace {

std::string checksum(std::string_view text) {
  std::array<unsigned char, crypto_generichash_BYTES> hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(text.data()),
                     text.size(), nullptr, 0);
  std::string hex;
  for (const unsigned char byte : hash) hex += fmt::format("{:02x}", byte);
  return hex;
}

struct Applied {
  std::string name;
  std::string checksum;
};

std::vector<Applied> applied_migrations(Connection& connection) {
  const bool postgres = connection.dialect() == Dialect::postgres;
  const auto table = first(
      connection, [](const Row& row) { return row.integer(0); },
      postgres
          ? "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'migration'"
          : "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'migration'");
  if (table.value_or(0) == 0) return {};
  return all(
      connection,
      [](const Row& row) {
        return Applied{row.get<std::string>(0), row.get<std::string>(1)};
      },
      "SELECT name, checksum FROM migration ORDER BY name");
}

/// The file that stands in for `path` on PostgreSQL, where there is one.
std::string twin_of(std::string_view path) {
  constexpr std::string_view kEnd = ".sql";
  return std::string(path.substr(0, path.size() - kEnd.size())) + ".postgres.sql";
}

/// Nothing when what was applied is a beginning of what the program has, text for text.
std::optional<Error> mismatch(const std::vector<Applied>& applied, const std::vector<EmbeddedFile>& files) {
  for (std::size_t i = 0; i < applied.size(); ++i) {
    if (i >= files.size() || applied[i].name != files[i].path) {
      return Error{
          .code = ErrorCode::unavailable,
          .message = fmt::format("This database was made by a newer version of Confrere (it has {}). "
                                 "It was left as it is; please run that version or a later one.",
                                 applied[i].name),
          .problem = "newer_database"};
    }
    if (applied[i].checksum != checksum(files[i].content)) {
      return Error{.code = ErrorCode::internal,
                   .message = fmt::format("This database was made with another text of migration {}. "
                                          "It was left as it is.",
                                          applied[i].name),
                   .problem = "changed_migration"};
    }
  }
  return std::nullopt;
}

void apply(Connection& connection, const EmbeddedFile& file) {
  connection.run_script(connection.dialect() == Dialect::postgres ? "BEGIN" : "BEGIN IMMEDIATE");
  try {
    connection.run_script(text_for(connection.dialect(), file.content));
    connection.execute("INSERT INTO migration (name, checksum) VALUES ($1, $2)", file.path,
                       checksum(file.content));
    connection.run_script("COMMIT");
  } catch (...) {
    if (connection.in_transaction()) connection.run_script("ROLLBACK");
    throw;
  }
}

/// That no other server migrates the same database, for as long as it lives. An SQLite file has one server.
class MigrationLock {
 public:
  explicit MigrationLock(Connection& connection) : connection_(connection) {
    if (connection_.dialect() == Dialect::postgres) call("pg_advisory_lock");
  }
  MigrationLock(const MigrationLock&) = delete;
  MigrationLock& operator=(const MigrationLock&) = delete;
  ~MigrationLock() {
    try {
      if (connection_.dialect() == Dialect::postgres) call("pg_advisory_unlock");
    } catch (const Failure&) {
      return;  // with the connection the lock is gone, too
    }
  }

 private:
  void call(std::string_view function) {
    connection_.run_script(
        fmt::format("SELECT {}(hashtextextended('confrere migrates ' || current_schema(), 0))", function));
  }
  Connection& connection_;
};

}  // namespace

std::vector<EmbeddedFile> migrations_for(Dialect dialect, std::span<const EmbeddedFile> files) {
  constexpr std::string_view kPostgres = ".postgres.sql";
  const auto has = [files](const std::string& path) {
    return std::ranges::find(files, path, &EmbeddedFile::path) != files.end();
  };
  std::vector<EmbeddedFile> chosen;
  for (const EmbeddedFile& file : files) {
    const bool for_postgres = file.path.ends_with(kPostgres);
    if (dialect == Dialect::sqlite ? for_postgres : !for_postgres && has(twin_of(file.path))) continue;
    chosen.push_back(file);
  }
  return chosen;
}

std::string text_for(Dialect dialect, std::string_view migration) {
  const std::string_view skipped = dialect == Dialect::sqlite ? "-- only: postgres" : "-- only: sqlite";
  std::string text;
  bool skipping = false;
  for (const std::string_view line : split(migration, '\n')) {
    if (trim(line) == skipped) skipping = true;
    if (!skipping) {
      text += line;
      text += '\n';
    }
    if (trim(line) == "-- end") skipping = false;
  }
  if (dialect == Dialect::sqlite) return text;
  static const std::regex kTextColumn("\\b([a-z_]+) text\\b");
  return std::regex_replace(text, kTextColumn, "$1 text COLLATE \"C\"");
}

Result<void> migrate(Connection& connection, std::span<const EmbeddedFile> files) {
  try {
    const MigrationLock lock(connection);
    const auto wanted = migrations_for(connection.dialect(), files);
    const auto applied = applied_migrations(connection);
    if (auto error = mismatch(applied, wanted)) return *error;
    for (std::size_t next = applied.size(); next < wanted.size(); ++next) apply(connection, wanted[next]);
    return {};
  } catch (const Failure& failure) {
    return failure.error();
  }
}

}  // namespace confrere::store

#include "store/migrations.h"

#include <array>

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
  const auto table = first(
      connection, [](const Row& row) { return row.integer(0); },
      "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'migration'");
  if (table.value_or(0) == 0) return {};
  return all(
      connection,
      [](const Row& row) {
        return Applied{row.get<std::string>(0), row.get<std::string>(1)};
      },
      "SELECT name, checksum FROM migration ORDER BY name");
}

/// Nothing when what was applied is a beginning of what the program has, text for text.
std::optional<Error> mismatch(const std::vector<Applied>& applied, std::span<const EmbeddedFile> files) {
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
  connection.run_script("BEGIN IMMEDIATE");
  try {
    connection.run_script(sqlite_text(file.content));
    connection.execute("INSERT INTO migration (name, checksum) VALUES ($1, $2)", file.path,
                       checksum(file.content));
    connection.run_script("COMMIT");
  } catch (...) {
    if (connection.in_transaction()) connection.run_script("ROLLBACK");
    throw;
  }
}

}  // namespace

std::string sqlite_text(std::string_view migration) {
  std::string text;
  bool skipping = false;
  for (const std::string_view line : split(migration, '\n')) {
    if (trim(line) == "-- only: postgres") skipping = true;
    if (!skipping) {
      text += line;
      text += '\n';
    }
    if (trim(line) == "-- end") skipping = false;
  }
  return text;
}

Result<void> migrate(Connection& connection, std::span<const EmbeddedFile> files) {
  try {
    const auto applied = applied_migrations(connection);
    if (auto error = mismatch(applied, files)) return *error;
    for (const EmbeddedFile& file : files.subspan(applied.size())) apply(connection, file);
    return {};
  } catch (const Failure& failure) {
    return failure.error();
  }
}

}  // namespace confrere::store

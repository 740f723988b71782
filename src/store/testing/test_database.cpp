#include "store/testing/test_database.h"

#include <algorithm>
#include <cstdlib>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "base/embedded.h"
#include "base/id.h"
#include "store/migrations.h"

namespace confrere::store {
namespace {

constexpr const char* kServer = "CONFRERE_TEST_DATABASE";
constexpr int kPatience = 500;  ///< milliseconds

std::string server() {
  return std::getenv(kServer);
}
std::string address_of(const std::string& schema) {
  return fmt::format("{}&options=-csearch_path%3D%22{}%22", server(), schema);
}
void drop(const std::string& schema) {
  try {
    PostgresConnection(server()).run_script(fmt::format("DROP SCHEMA \"{}\" CASCADE", schema));
  } catch (const Failure&) {
    return;  // the whole server is temporary
  }
}

/// Migrated, empty, and nobody's just now.
struct Spares {
  std::vector<std::string> schemas;
  Spares() = default;
  Spares(const Spares&) = delete;
  Spares& operator=(const Spares&) = delete;
  ~Spares() {
    for (const std::string& schema : schemas) drop(schema);
  }
};
Spares& spares() {
  static Spares all;
  return all;
}

/// PostgreSQL ends a session, and what it still does, a little after its client has gone.
bool is_left_by_all(PostgresConnection& connection) {
  for (int tries = 0; tries < kPatience; ++tries) {
    const auto is_free = first(
        connection, [](const Row& row) { return row.get<bool>(0); },
        "SELECT pg_try_advisory_lock(hashtextextended('confrere is open ' || current_schema(), 0))");
    if (*is_free) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return false;
}

std::vector<std::string> texts(PostgresConnection& connection, const char* sql) {
  return all(
      connection, [](const Row& row) { return row.get<std::string>(0); }, sql);
}

/// Whether its tables are those of the program's migrations and no others.
bool is_as_migrated(PostgresConnection& connection) {
  const auto tables = texts(connection,
                            "SELECT c.relname::text FROM pg_class c WHERE c.relnamespace ="
                            " current_schema()::regnamespace ORDER BY 1");
  if (std::ranges::find(tables, "migration") == tables.end()) return false;
  std::vector<std::string> wanted;
  for (const auto& file : migrations_for(Dialect::postgres, embedded::migrations()))
    wanted.emplace_back(file.path);
  if (texts(connection, "SELECT name FROM migration ORDER BY name") != wanted) return false;
  static const std::vector<std::string> kUsual = tables;
  return tables == kUsual;
}

bool empty(const std::string& address) {
  try {
    PostgresConnection connection(address);
    if (!is_left_by_all(connection) || !is_as_migrated(connection)) return false;
    // Without looking after foreign keys.
    std::string script = "SET session_replication_role = replica;";
    for (const std::string& statement : texts(
             connection,
             "SELECT format('DELETE FROM %I;', tablename) FROM pg_tables WHERE schemaname = current_schema()"
             " AND tablename <> 'migration' UNION ALL SELECT format('ALTER SEQUENCE %I RESTART;', "
             "sequencename)"
             " FROM pg_sequences WHERE schemaname = current_schema()")) {
      script += statement;
    }
    connection.run_script(script);
    return true;
  } catch (const Failure&) {
    return false;
  }
}

}  // namespace

bool TestDatabase::restarts() {
  const char* set = std::getenv("CONFRERE_RESTART");
  return set != nullptr && std::string_view(set) == "1";
}

bool TestDatabase::is_postgres() {
  return std::getenv(kServer) != nullptr;
}

TestDatabase::TestDatabase(Begin begin) {
  if (!is_postgres()) {
    address_ = folder_.file("test.sqlite");
    return;
  }
  if (auto& waiting = spares().schemas; begin == Begin::anyhow && !waiting.empty()) {
    schema_ = std::move(waiting.back());
    waiting.pop_back();
  } else {
    schema_ = "test_" + id_text(new_id_bytes());
    PostgresConnection(server()).run_script(fmt::format("CREATE SCHEMA \"{}\"", schema_));
  }
  address_ = address_of(schema_);
}

TestDatabase::~TestDatabase() {
  if (!is_postgres()) return;
  if (empty(address_)) {
    spares().schemas.push_back(schema_);
  } else {
    drop(schema_);
  }
}

}  // namespace confrere::store

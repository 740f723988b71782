#include "store/migrations.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include "base/text.h"
#include "store/sqlite_connection.h"
#include "store/testing/cut_line.h"
#include "store/testing/test_database.h"

namespace confrere::store {
namespace {

std::unique_ptr<Connection> connect(const std::string& address) {
  if (TestDatabase::is_postgres()) return std::make_unique<PostgresConnection>(address);
  return std::make_unique<SqliteConnection>(address, OpenMode::read_write_create);
}

/// Every table, column, index and constraint, in words.
std::string schema(Connection& connection) {
  const char* sql =
      connection.dialect() == Dialect::sqlite
          ? "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_master ORDER BY 1"
          : "SELECT what FROM ("
            " SELECT 'column ' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable"
            "  || ' ' || coalesce(column_default, '') || ' ' || coalesce(collation_name, '') AS what"
            "  FROM information_schema.columns WHERE table_schema = current_schema()"
            " UNION ALL SELECT replace(indexdef, current_schema(), '') FROM pg_indexes"
            "  WHERE schemaname = current_schema()"
            " UNION ALL SELECT 'constraint ' || conrelid::regclass || ' ' || pg_get_constraintdef(oid)"
            "  FROM pg_constraint WHERE connamespace = current_schema()::regnamespace) AS all_of_it"
            " ORDER BY what COLLATE \"C\"";
  std::string text;
  for (const Row& row : connection.query(sql)) text += std::string(row.text(0)) + '\n';
  return text;
}

/// The statements of a migration, each with all that is before it.
std::vector<std::string> beginnings(std::string_view text) {
  std::vector<std::string> found;
  std::string sofar;
  for (const std::string_view line : split(text, '\n')) {
    sofar += line;
    sofar += '\n';
    // Also says where a trigger ends, and that a semicolon in a comment or a text is none.
    if (line.find(';') != std::string_view::npos && sqlite3_complete(sofar.c_str()) != 0)
      found.push_back(sofar);
  }
  return found;
}

class MigrationsTest : public testing::Test {
 protected:
  [[nodiscard]] std::unique_ptr<Connection> connect() const { return store::connect(database_.address()); }

  TestDatabase database_{TestDatabase::Begin::without_tables};
  const Dialect dialect_ = TestDatabase::is_postgres() ? Dialect::postgres : Dialect::sqlite;
  const std::vector<EmbeddedFile> files_ = migrations_for(dialect_, embedded::migrations());
};

/// A migration that was released is never changed, so every schema that was is a beginning of them.
TEST_F(MigrationsTest, FromEverySchemaThatWasADatabaseComesToTheNewestWithAllItHeld) {
  const TestDatabase fresh(TestDatabase::Begin::without_tables);
  const auto newest = store::connect(fresh.address());
  ASSERT_TRUE(migrate(*newest, files_));
  for (std::size_t known = 1; known < files_.size(); ++known) {
    const TestDatabase old(TestDatabase::Begin::without_tables);
    const auto connection = store::connect(old.address());
    ASSERT_TRUE(migrate(*connection, std::span(files_).first(known)));
    connection->execute("INSERT INTO server_fact (name, value) VALUES ('kept', 'yes')");
    connection->execute(
        "INSERT INTO change (network_id, owner_id, kind, entity, at) VALUES ($1, $1, 'created', 'contact', "
        "1)",
        NetworkId::make());
    const auto migrated = migrate(*connection, files_);
    ASSERT_TRUE(migrated) << "after " << files_[known - 1].path << ": " << migrated.error().cause;
    EXPECT_EQ(schema(*connection), schema(*newest)) << "after " << files_[known - 1].path;
    const auto number = [](const Row& row) { return row.integer(0); };
    EXPECT_EQ(first(*connection, number, "SELECT count(*) FROM server_fact WHERE value = 'yes'"), 1);
    EXPECT_EQ(first(*connection, number, "SELECT count(*) FROM change"), 1);
    EXPECT_EQ(first(*connection, number, "SELECT count(*) FROM migration"), std::ssize(files_));
  }
}

TEST_F(MigrationsTest, InterruptedAfterAnyStatementOneIsAsIfItHadNotBegun) {
  // On PostgreSQL the server ends the session in the midst of it; on SQLite the statement fails.
  const std::string interruption = dialect_ == Dialect::postgres
                                       ? "SELECT pg_terminate_backend(pg_backend_pid());"
                                       : "SELECT * FROM a_table_that_is_nowhere;";
  int interrupted = 0;
  for (std::size_t known = 0; known < files_.size(); ++known) {
    const std::string before = schema(*connect());
    for (const std::string& beginning : beginnings(files_[known].content)) {
      std::vector<EmbeddedFile> broken(files_.begin(), files_.begin() + static_cast<std::ptrdiff_t>(known));
      const std::string text = beginning + interruption;
      // A statement that is for the other database alone.
      if (text_for(dialect_, text).find(interruption) == std::string::npos) continue;
      broken.push_back({files_[known].path, text});
      ASSERT_FALSE(migrate(*connect(), broken)) << beginning;
      ++interrupted;
    }
    ASSERT_EQ(schema(*connect()), before) << files_[known].path;
    const auto migrated = migrate(*connect(), std::span(files_).first(known + 1));
    ASSERT_TRUE(migrated) << files_[known].path << ": " << migrated.error().cause;
  }
  EXPECT_GT(interrupted, 50) << "too few statements for the test to mean something";
}

class CutLineInAMigration : public MigrationsTest, public testing::WithParamInterface<Cut> {
  void SetUp() override {
    if (!TestDatabase::is_postgres()) GTEST_SKIP() << "set CONFRERE_TEST_DATABASE to run this";
  }
};

TEST_P(CutLineInAMigration, AtAnyMessageLeavesItThereOrNotAndItIsDoneThen) {
  const std::vector<EmbeddedFile> files{
      {"0001_a.sql",
       "CREATE TABLE migration (name text PRIMARY KEY, checksum text NOT NULL);"
       "CREATE TABLE a (x bigint); INSERT INTO a VALUES (1)"},
      {"0002_b.sql", "UPDATE a SET x = x + 1; CREATE TABLE b (y bigint)"}};
  int message = 0;
  for (bool was_cut = true; was_cut; ++message) {
    const TestDatabase database(TestDatabase::Begin::without_tables);
    CutLine line(database.address());
    line.cut_after(message, GetParam());
    try {
      PostgresConnection connection(line.address());
      EXPECT_TRUE(migrate(connection, files).has_value() || line.was_cut());
    } catch (const Failure&) {
      // It was cut while it connected.
    }
    was_cut = line.was_cut();
    PostgresConnection after(database.address());
    const auto migrated = migrate(after, files);
    ASSERT_TRUE(migrated) << "message " << message << ": " << migrated.error().cause;
    EXPECT_EQ(first(
                  after, [](const Row& row) { return row.integer(0); }, "SELECT x FROM a"),
              2);
  }
  EXPECT_GT(message, 10);
}

INSTANTIATE_TEST_SUITE_P(OfEitherKind, CutLineInAMigration,
                         testing::Values(Cut::before_the_server, Cut::before_the_answer),
                         [](const auto& instance) {
                           return instance.param == Cut::before_the_server ? "BeforeTheServer"
                                                                           : "BeforeTheAnswer";
                         });

TEST(Migrations, OneTextMakesBoth) {
  const std::string text =
      "a text,\n-- only: postgres\n  b xid8\n-- end\n-- only: sqlite\n  c integer\n-- end\n  text text NOT "
      "NULL";
  EXPECT_EQ(text_for(Dialect::sqlite, text),
            "a text,\n-- only: sqlite\n  c integer\n-- end\n  text text NOT NULL\n");
  EXPECT_EQ(text_for(Dialect::postgres, text),
            "a text COLLATE \"C\",\n-- only: postgres\n  b xid8\n-- end\n"
            "  text text COLLATE \"C\" NOT NULL\n");
}

TEST(Migrations, AFileForPostgreSqlStandsInForItsTwin) {
  const std::vector<EmbeddedFile> files{
      {"0001_a.sql", ""}, {"0002_b.postgres.sql", ""}, {"0002_b.sql", ""}, {"0003_c.postgres.sql", ""}};
  const auto paths = [&](Dialect dialect) {
    std::vector<std::string_view> found;
    for (const EmbeddedFile& file : migrations_for(dialect, files)) found.push_back(file.path);
    return found;
  };
  EXPECT_EQ(paths(Dialect::sqlite), (std::vector<std::string_view>{"0001_a.sql", "0002_b.sql"}));
  EXPECT_EQ(paths(Dialect::postgres),
            (std::vector<std::string_view>{"0001_a.sql", "0002_b.postgres.sql", "0003_c.postgres.sql"}));
}

}  // namespace
}  // namespace confrere::store

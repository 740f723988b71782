#pragma once

#include <string>

#include "store/postgres_connection.h"
#include "store/testing/temporary_folder.h"

namespace confrere::store {

/// An empty database for one test, gone at the end of its life: a file in a temporary folder or, where
/// CONFRERE_TEST_DATABASE is the address of a PostgreSQL (tools/with_postgres), a schema of its own there. To
/// make the tables of a schema takes longer than most tests, so one that is as the migrations left it is
/// emptied and given to the next test, which finds it migrated.
class TestDatabase {
 public:
  /// `without_tables`: also on PostgreSQL, for tests of migrations.
  enum class Begin { anyhow, without_tables };
  explicit TestDatabase(Begin begin = Begin::anyhow);
  ~TestDatabase();
  TestDatabase(const TestDatabase&) = delete;
  TestDatabase& operator=(const TestDatabase&) = delete;

  /// For Store::open.
  [[nodiscard]] const std::string& address() const { return address_; }
  /// Where a test may put files.
  [[nodiscard]] const TemporaryFolder& folder() const { return folder_; }

  static bool is_postgres();
  /// With CONFRERE_RESTART=1 whoever writes closes the database before, and opens it again.
  static bool restarts();

 private:
  TemporaryFolder folder_;
  std::string schema_;
  std::string address_;
};

}  // namespace confrere::store

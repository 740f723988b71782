#pragma once

#include <cstdlib>
#include <memory>
#include <string>

#include <fmt/format.h>

#include "base/id.h"
#include "store/postgres_connection.h"
#include "store/testing/temporary_folder.h"

namespace confrere::store {

/// An empty database for one test, gone at the end of its life: a file in a temporary folder or, where
/// CONFRERE_TEST_DATABASE is the address of a PostgreSQL (tools/with_postgres), a schema of its own there.
class TestDatabase {
 public:
  TestDatabase() {
    if (!is_postgres()) {
      address_ = folder_.file("test.sqlite");
      return;
    }
    schema_ = "test_" + id_text(new_id_bytes());
    PostgresConnection(server()).run_script(fmt::format("CREATE SCHEMA \"{}\"", schema_));
    address_ = fmt::format("{}&options=-csearch_path%3D%22{}%22", server(), schema_);
  }
  ~TestDatabase() {
    try {
      if (is_postgres()) {
        PostgresConnection(server()).run_script(fmt::format("DROP SCHEMA \"{}\" CASCADE", schema_));
      }
    } catch (const Failure&) {
      return;  // the whole server is temporary
    }
  }
  TestDatabase(const TestDatabase&) = delete;
  TestDatabase& operator=(const TestDatabase&) = delete;

  /// For Store::open.
  [[nodiscard]] const std::string& address() const { return address_; }
  /// Where a test may put files.
  [[nodiscard]] const TemporaryFolder& folder() const { return folder_; }

  static bool is_postgres() { return std::getenv("CONFRERE_TEST_DATABASE") != nullptr; }

 private:
  static std::string server() { return std::getenv("CONFRERE_TEST_DATABASE"); }

  TemporaryFolder folder_;
  std::string schema_;
  std::string address_;
};

}  // namespace confrere::store

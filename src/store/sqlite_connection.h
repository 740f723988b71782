#pragma once

#include "store/connection.h"

struct sqlite3;

namespace confrere::store {

/// A connection to an SQLite file.
class SqliteConnection final : public Connection {
 public:
  /// `vfs` is for tests; empty means the system's. Throws Failure.
  SqliteConnection(const std::string& path, OpenMode mode, const std::string& vfs = {});
  ~SqliteConnection() override;

  void run_script(const std::string& sql) override;
  [[nodiscard]] bool in_transaction() const override;
  [[nodiscard]] bool is_open() const override { return true; }
  [[nodiscard]] Dialect dialect() const override { return Dialect::sqlite; }

 private:
  std::unique_ptr<Statement> prepare(std::string_view sql) override;

  sqlite3* db_ = nullptr;
};

}  // namespace confrere::store

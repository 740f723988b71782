#pragma once

/// Where a benchmark keeps its data, and what an answer from there costs. `./dev bench` runs each program
/// that has a store twice: on SQLite, and on a PostgreSQL of its own (tools/with_postgres), which syncs as it
/// does in use.

#include <fstream>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "processor_time.h"
#include "store/store.h"
#include "store/testing/test_database.h"

namespace confrere::bench {

inline std::string_view database_name() {
  return store::TestDatabase::is_postgres() ? "PostgreSQL" : "SQLite";
}

/// PostgreSQL's autovacuum does so within a minute or two after much was written; a benchmark does not wait
/// for it.
inline void settle(const store::TestDatabase& database) {
  if (store::TestDatabase::is_postgres()) {
    store::PostgresConnection(database.address()).run_script("VACUUM ANALYZE");
  }
}

/// Milliseconds that an answer costs, whatever else the machine does: the processor's time of the calling
/// thread and, on PostgreSQL, of the processes that serve the store's connections. Waiting for one another is
/// not in it.
class AnswerClock {
 public:
  /// REQUIRES: the connections that will be used are open.
  AnswerClock() {
    if (!store::TestDatabase::is_postgres()) return;
    store::PostgresConnection connection(std::getenv("CONFRERE_TEST_DATABASE"));
    for (const auto& row :
         connection.query("SELECT CAST(pid AS bigint) FROM pg_stat_activity"
                          " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()")) {
      files_.push_back(fmt::format("/proc/{}/schedstat", row.integer(0)));
    }
  }

  [[nodiscard]] double milliseconds() const {
    double total = processor_milliseconds();
    for (const std::string& file : files_) {
      double nanoseconds = 0;
      if (std::ifstream(file) >> nanoseconds) total += nanoseconds / 1e6;
    }
    return total;
  }

 private:
  std::vector<std::string>
      files_;  ///< of the server's processes; the first number is what they worked, in ns
};

}  // namespace confrere::bench

#include "store/sqlite_connection.h"

#include <charconv>

#include <fmt/format.h>
#include <sqlite3.h>

namespace confrere::store {
namespace {

ErrorCode code_of(int sqlite_code) {
  switch (sqlite_code & 0xff) {
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_BUSY:
    case SQLITE_NOMEM:
      return ErrorCode::unavailable;
    case SQLITE_CONSTRAINT:
      return sqlite_code == SQLITE_CONSTRAINT_UNIQUE || sqlite_code == SQLITE_CONSTRAINT_PRIMARYKEY
                 ? ErrorCode::conflict
                 : ErrorCode::internal;
    default:
      return ErrorCode::internal;
  }
}

[[noreturn]] void fail(sqlite3* db, std::string_view doing) {
  const int code = sqlite3_extended_errcode(db);
  throw Failure(code_of(code), fmt::format("{}: {} (SQLite {})", doing, sqlite3_errmsg(db), code));
}

int bind_value(sqlite3_stmt* statement, int index, const Value& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) {
    return sqlite3_bind_int64(statement, index, *integer);
  }
  if (const auto* real = std::get_if<double>(&value)) return sqlite3_bind_double(statement, index, *real);
  if (const auto* text = std::get_if<std::string_view>(&value)) {
    const char* data = text->data() == nullptr ? "" : text->data();
    return sqlite3_bind_text64(statement, index, data, text->size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  }
  if (const auto* blob = std::get_if<std::span<const std::uint8_t>>(&value)) {
    const auto* data = blob->data() == nullptr ? reinterpret_cast<const std::uint8_t*>("") : blob->data();
    return sqlite3_bind_blob64(statement, index, data, blob->size(), SQLITE_TRANSIENT);
  }
  return sqlite3_bind_null(statement, index);
}

class SqliteStatement final : public Statement {
 public:
  explicit SqliteStatement(sqlite3_stmt* statement) : statement_(statement) {
    // `$1` is a named parameter in SQLite: the position of its first use decides nothing.
    for (int index = sqlite3_bind_parameter_count(statement); index > 0; --index) {
      const std::string_view name = sqlite3_bind_parameter_name(statement, index);
      std::size_t number = 0;
      std::from_chars(name.data() + 1, name.data() + name.size(), number);
      if (number > index_of_.size()) index_of_.resize(number);
      index_of_.at(number - 1) = index;
    }
  }
  ~SqliteStatement() override { sqlite3_finalize(statement_); }

  void bind(int number, const Value& value) override {
    const auto place = static_cast<std::size_t>(number) - 1;
    if (place >= index_of_.size() || index_of_[place] == 0) {
      throw Failure(ErrorCode::internal, fmt::format("no ${} in {}", number, sqlite3_sql(statement_)));
    }
    if (bind_value(statement_, index_of_[place], value) != SQLITE_OK) fail(db(), "binding a parameter");
  }
  bool next() override {
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    fail(db(), "running a statement");
  }
  [[nodiscard]] std::int64_t changed_rows() const override { return sqlite3_changes64(db()); }
  void reset() override {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
  }

  [[nodiscard]] bool is_null(int column) const override {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
  }
  [[nodiscard]] std::int64_t integer(int column) const override {
    return sqlite3_column_int64(statement_, column);
  }
  [[nodiscard]] double real(int column) const override { return sqlite3_column_double(statement_, column); }
  [[nodiscard]] std::string_view text(int column) const override {
    const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    if (data == nullptr) return {};
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }
  [[nodiscard]] std::span<const std::uint8_t> blob(int column) const override {
    const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_, column));
    if (data == nullptr) return {};
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }

 private:
  [[nodiscard]] sqlite3* db() const { return sqlite3_db_handle(statement_); }

  sqlite3_stmt* statement_;
  std::vector<int> index_of_;  ///< SQLite's number of `$1`, `$2`, …; 0 for one that does not occur
};

}  // namespace

SqliteConnection::SqliteConnection(const std::string& path, OpenMode mode, const std::string& vfs) {
  const int flags =
      SQLITE_OPEN_NOMUTEX |
      (mode == OpenMode::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  if (sqlite3_open_v2(path.c_str(), &db_, flags, vfs.empty() ? nullptr : vfs.c_str()) != SQLITE_OK) {
    const Failure failure(ErrorCode::unavailable, fmt::format("opening {}: {}", path, sqlite3_errmsg(db_)));
    sqlite3_close_v2(db_);
    throw failure;
  }
  sqlite3_extended_result_codes(db_, 1);
  sqlite3_busy_timeout(db_, 5000);
  try {
    run_script("PRAGMA foreign_keys = ON; PRAGMA cache_size = -4000; PRAGMA temp_store = MEMORY");
  } catch (...) {
    sqlite3_close_v2(db_);  // a constructor that throws has no destructor
    throw;
  }
}

SqliteConnection::~SqliteConnection() {
  forget_statements();
  sqlite3_close_v2(db_);
}

std::unique_ptr<Statement> SqliteConnection::prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v3(db_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement,
                         nullptr) != SQLITE_OK) {
    fail(db_, fmt::format("preparing {}", sql));
  }
  return std::make_unique<SqliteStatement>(statement);
}

void SqliteConnection::run_script(const std::string& sql) {
  if (sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail(db_, "running a script");
}

bool SqliteConnection::in_transaction() const {
  return sqlite3_get_autocommit(db_) == 0;
}

}  // namespace confrere::store

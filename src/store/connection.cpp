#include "store/connection.h"

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

void bind_parameter(sqlite3* db, sqlite3_stmt* statement, int number, const Value& value) {
  // `$1` is a named parameter in SQLite: the position of its first use decides nothing.
  std::array<char, 8> name{'$'};
  std::to_chars(name.data() + 1, name.data() + name.size() - 1, number);
  const int index = sqlite3_bind_parameter_index(statement, name.data());
  if (index == 0)
    throw Failure(ErrorCode::internal, fmt::format("no ${} in {}", number, sqlite3_sql(statement)));
  int code = SQLITE_OK;
  if (const auto* integer = std::get_if<std::int64_t>(&value)) {
    code = sqlite3_bind_int64(statement, index, *integer);
  } else if (const auto* real = std::get_if<double>(&value)) {
    code = sqlite3_bind_double(statement, index, *real);
  } else if (const auto* text = std::get_if<std::string_view>(&value)) {
    const char* data = text->data() == nullptr ? "" : text->data();
    code = sqlite3_bind_text64(statement, index, data, text->size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  } else if (const auto* blob = std::get_if<std::span<const std::uint8_t>>(&value)) {
    const auto* data = blob->data() == nullptr ? reinterpret_cast<const std::uint8_t*>("") : blob->data();
    code = sqlite3_bind_blob64(statement, index, data, blob->size(), SQLITE_TRANSIENT);
  } else {
    code = sqlite3_bind_null(statement, index);
  }
  if (code != SQLITE_OK) fail(db, "binding a parameter");
}

}  // namespace

Error Failure::error() const {
  const bool passing = code_ == ErrorCode::unavailable;
  return {
      .code = code_,
      .message =
          code_ == ErrorCode::conflict ? "Somebody saved the same thing at the same moment. Please try again."
          : passing ? "The server cannot save anything just now. Nothing was changed; please try again later."
                    : "Something went wrong on the server. Nothing was changed.",
      .cause = what()};
}

bool Row::is_null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}
std::int64_t Row::integer(int column) const {
  return sqlite3_column_int64(statement_, column);
}
double Row::real(int column) const {
  return sqlite3_column_double(statement_, column);
}

std::string_view Row::text(int column) const {
  const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  if (data == nullptr) return {};
  return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

std::span<const std::uint8_t> Row::blob(int column) const {
  const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_, column));
  if (data == nullptr) return {};
  return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

IdBytes Row::id_bytes(int column) const {
  IdBytes bytes{};
  const auto stored = blob(column);
  if (stored.size() != bytes.size())
    throw Failure(ErrorCode::internal, "the database holds an id of a wrong length");
  std::copy(stored.begin(), stored.end(), bytes.begin());
  return bytes;
}

Rows::~Rows() {
  if (statement_ != nullptr) connection_->release(statement_);
}

bool Rows::next() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  fail(connection_->db_, "running a statement");
}

Connection::Connection(const std::string& path, OpenMode mode, const std::string& vfs) {
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

Connection::~Connection() {
  for (auto& [sql, statements] : idle_) {
    for (sqlite3_stmt* statement : statements) sqlite3_finalize(statement);
  }
  sqlite3_close_v2(db_);
}

sqlite3_stmt* Connection::prepare(std::string_view sql) {
  const auto cached = idle_.find(sql);
  if (cached != idle_.end() && !cached->second.empty()) {
    sqlite3_stmt* statement = cached->second.back();
    cached->second.pop_back();
    return statement;
  }
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v3(db_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement,
                         nullptr) != SQLITE_OK) {
    fail(db_, fmt::format("preparing {}", sql));
  }
  return statement;
}

Rows Connection::start(std::string_view sql, std::span<const Parameter> parameters) {
  Rows rows(*this, prepare(sql));
  int number = 0;
  for (const Parameter& parameter : parameters) {
    bind_parameter(db_, rows.row().statement(), ++number, parameter.value());
  }
  return rows;
}

void Connection::release(sqlite3_stmt* statement) {
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
  idle_[sqlite3_sql(statement)].push_back(statement);
}

void Connection::run_script(const std::string& sql) {
  if (sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail(db_, "running a script");
}

bool Connection::in_transaction() const {
  return sqlite3_get_autocommit(db_) == 0;
}

std::int64_t Connection::changed_rows() const {
  return sqlite3_changes64(db_);
}

}  // namespace confrere::store

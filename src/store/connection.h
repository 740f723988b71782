#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "base/id.h"
#include "base/json.h"
#include "base/result.h"
#include "base/time.h"

namespace confrere::store {

/// The database could not do what it was asked: an exhausted or broken machine, or SQL that is a bug. Thrown,
/// since no feature can do anything about it; the writer rolls back and the door answers `unavailable` or
/// `internal`. A broken uniqueness arrives as `conflict`: features check first, the database only guards.
class Failure : public std::runtime_error {
 public:
  /// `message` is for people, where the code's own says too little.
  Failure(ErrorCode code, const std::string& what, std::string message = {})
      : std::runtime_error(what), code_(code), message_(std::move(message)) {}
  [[nodiscard]] ErrorCode code() const { return code_; }
  [[nodiscard]] Error error() const;

 private:
  ErrorCode code_;
  std::string message_;
};

using Blob = std::vector<std::uint8_t>;

/// A parameter or a column: what both SQLite and PostgreSQL can hold. Texts and blobs are borrowed for the
/// call.
using Value =
    std::variant<std::monostate, std::int64_t, double, std::string_view, std::span<const std::uint8_t>>;

namespace detail {
template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <class T>
struct IsId : std::false_type {};
template <class Tag>
struct IsId<Id<Tag>> : std::true_type {};
}  // namespace detail

/// Ids are blobs of 16 bytes, Instants are microseconds, Dates and enums are their text.
/// A Date's text must outlive the call, so dates are kept in a small holder by Connection::query.
class Parameter {
 public:
  template <class T>
  Parameter(const T& from) {  // NOLINT: every argument of a query becomes one
    set(from);
  }
  [[nodiscard]] Value value() const { return text_ ? Value(std::string_view(*text_)) : value_; }

 private:
  template <class T>
  void set(const T& from) {
    if constexpr (detail::IsOptional<T>::value) {
      if (from) set(*from);
    } else if constexpr (detail::IsId<T>::value) {
      value_ = std::span<const std::uint8_t>(from.bytes());
    } else if constexpr (std::is_same_v<T, Instant>) {
      value_ = from.microseconds;
    } else if constexpr (std::is_same_v<T, Date>) {
      text_ = from.text();
    } else if constexpr (std::is_same_v<T, std::nullopt_t>) {
    } else if constexpr (std::is_enum_v<T>) {
      value_ = word_of(from);
    } else if constexpr (std::is_integral_v<T>) {
      value_ = static_cast<std::int64_t>(from);
    } else if constexpr (std::is_floating_point_v<T>) {
      value_ = static_cast<double>(from);
    } else if constexpr (std::is_convertible_v<const T&, std::string_view>) {
      value_ = std::string_view(from);
    } else {
      value_ = std::span<const std::uint8_t>(from);
    }
  }
  Value value_;
  std::optional<std::string> text_;
};

/// A prepared statement and the row it stands on: what each database does in its own way. Columns count from
/// 0; one that is NULL reads as 0 or empty. Throws Failure.
class Statement {
 public:
  Statement() = default;
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  virtual ~Statement() = default;

  /// Binds `$<number>`. Texts and blobs are copied.
  virtual void bind(int number, const Value& value) = 0;
  /// Steps to the next row, running the statement at the first call; false at the end.
  virtual bool next() = 0;
  /// How many rows it changed, when it is at its end.
  [[nodiscard]] virtual std::int64_t changed_rows() const = 0;
  /// Forgets its rows and what was bound.
  virtual void reset() = 0;

  [[nodiscard]] virtual bool is_null(int column) const = 0;
  [[nodiscard]] virtual std::int64_t integer(int column) const = 0;
  [[nodiscard]] virtual double real(int column) const = 0;
  [[nodiscard]] virtual std::string_view text(int column) const = 0;
  [[nodiscard]] virtual std::span<const std::uint8_t> blob(int column) const = 0;
};

/// The row a query stands on; its views are good until the next step.
class Row {
 public:
  explicit Row(const Statement& statement) : statement_(&statement) {}

  [[nodiscard]] bool is_null(int column) const { return statement_->is_null(column); }
  [[nodiscard]] std::int64_t integer(int column) const { return statement_->integer(column); }
  [[nodiscard]] double real(int column) const { return statement_->real(column); }
  [[nodiscard]] std::string_view text(int column) const { return statement_->text(column); }
  [[nodiscard]] std::span<const std::uint8_t> blob(int column) const { return statement_->blob(column); }

  /// The column as a T: ids, instants, dates, enums, numbers, bool, text, blob, and optionals of these.
  template <class T>
  [[nodiscard]] T get(int column) const {
    if constexpr (detail::IsOptional<T>::value) {
      if (is_null(column)) return std::nullopt;
      return get<typename T::value_type>(column);
    } else if constexpr (detail::IsId<T>::value) {
      return T(id_bytes(column));
    } else if constexpr (std::is_same_v<T, Instant>) {
      return Instant{integer(column)};
    } else if constexpr (std::is_same_v<T, Date>) {
      return Date::parse(text(column)).value_or(Date{});
    } else if constexpr (std::is_enum_v<T>) {
      return word<T>(column);
    } else if constexpr (std::is_same_v<T, bool>) {
      return integer(column) != 0;
    } else if constexpr (std::is_integral_v<T>) {
      return static_cast<T>(integer(column));
    } else if constexpr (std::is_floating_point_v<T>) {
      return static_cast<T>(real(column));
    } else if constexpr (std::is_same_v<T, Blob>) {
      const auto bytes = blob(column);
      return Blob(bytes.begin(), bytes.end());
    } else {
      return T(text(column));
    }
  }

 private:
  [[nodiscard]] IdBytes id_bytes(int column) const;
  template <class T>
  [[nodiscard]] T word(int column) const {
    const auto value = from_word<T>(text(column));
    if (!value)
      throw Failure(ErrorCode::internal, "the database holds an unknown word: " + std::string(text(column)));
    return *value;
  }
  const Statement* statement_;
};

/// The prepared statements of one text that are free to use.
using IdleStatements = std::vector<std::unique_ptr<Statement>>;

/// The rows of a query, read once from first to last: `for (const Row& row : rows)`. Its statement is reset
/// at the end of its life, so keep it short: an unfinished statement holds back the checkpoint of SQLite's
/// write-ahead log.
class Rows {
 public:
  Rows(IdleStatements& home, std::unique_ptr<Statement> statement)
      : home_(&home), statement_(std::move(statement)) {}
  Rows(Rows&& other) noexcept = default;
  Rows& operator=(Rows&&) = delete;
  ~Rows();

  /// Steps to the next row; false at the end.
  bool next() { return statement_->next(); }
  [[nodiscard]] Row row() const { return Row(*statement_); }
  [[nodiscard]] std::int64_t changed_rows() const { return statement_->changed_rows(); }

  class Iterator {
   public:
    explicit Iterator(Rows* rows) : rows_(rows) {}
    Row operator*() const { return rows_->row(); }
    Iterator& operator++() {
      if (!rows_->next()) rows_ = nullptr;
      return *this;
    }
    friend bool operator==(const Iterator& a, const Iterator& b) { return a.rows_ == b.rows_; }

   private:
    Rows* rows_;
  };
  Iterator begin() { return Iterator(next() ? this : nullptr); }
  static Iterator end() { return Iterator(nullptr); }

 private:
  friend class Connection;
  IdleStatements* home_;  ///< where the statement goes back to
  std::unique_ptr<Statement> statement_;
};

enum class Dialect : std::uint8_t { sqlite, postgres };
enum class OpenMode : std::uint8_t { read_write_create, read_only };

/// One connection to a database, with its prepared statements cached by their text. For one thread at a
/// time.
class Connection {
 public:
  Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  virtual ~Connection() = default;

  /// Runs one statement with `$1`, `$2`, … bound to the parameters. Throws Failure.
  template <class... P>
  Rows query(std::string_view sql, const P&... parameters) {
    const std::array<Parameter, sizeof...(P)> bound{Parameter(parameters)...};
    return start(sql, bound);
  }
  /// The same for a statement without rows to read; returns how many rows it changed.
  template <class... P>
  std::int64_t execute(std::string_view sql, const P&... parameters) {
    auto rows = query(sql, parameters...);
    while (rows.next()) {
    }
    return rows.changed_rows();
  }
  /// Like query, for parameters whose number is known only at run time.
  Rows query_with(std::string_view sql, std::span<const Parameter> parameters) {
    return start(sql, parameters);
  }

  /// Several statements without parameters: migrations and settings. Not cached.
  virtual void run_script(const std::string& sql) = 0;
  /// Whether a transaction is open, be it one that can only be rolled back any more.
  [[nodiscard]] virtual bool in_transaction() const = 0;
  /// False once the database's server cannot be reached through it any more.
  [[nodiscard]] virtual bool is_open() const = 0;
  [[nodiscard]] virtual Dialect dialect() const = 0;

 protected:
  virtual std::unique_ptr<Statement> prepare(std::string_view sql) = 0;
  /// To be called before what the statements were prepared with is closed.
  void forget_statements() { idle_.clear(); }

 private:
  Rows start(std::string_view sql, std::span<const Parameter> parameters);

  std::map<std::string, IdleStatements, std::less<>> idle_;
};

/// "($1, $2), ($3, $4)": for an INSERT of `rows` rows of `columns` values, with Connection::query_with.
[[nodiscard]] std::string placeholders(std::size_t rows, std::size_t columns);

/// A query's rows decoded by `decode(const Row&)`.
template <class Decode, class... P>
auto all(Connection& connection, Decode decode, std::string_view sql, const P&... parameters) {
  std::vector<std::decay_t<std::invoke_result_t<Decode, const Row&>>> found;
  for (const Row& row : connection.query(sql, parameters...)) found.push_back(decode(row));
  return found;
}
/// The first row decoded, or nothing.
template <class Decode, class... P>
auto first(Connection& connection, Decode decode, std::string_view sql, const P&... parameters)
    -> std::optional<std::decay_t<std::invoke_result_t<Decode, const Row&>>> {
  auto rows = connection.query(sql, parameters...);
  if (!rows.next()) return std::nullopt;
  return decode(rows.row());
}

}  // namespace confrere::store

#include "store/copy.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"

namespace confrere::store {
namespace {

constexpr std::int64_t kFetched = 500;
/// So many rows go by one statement.
constexpr std::size_t kInserted = 100;

struct Column {
  std::string name;
  std::string type;
  std::int64_t place_in_key = 0;  ///< from 1; 0 for none
};

/// A table that both databases have in the same form.
struct Table {
  std::string name;
  std::vector<Column> columns;

  [[nodiscard]] std::string column_list() const {
    std::vector<std::string> names;
    for (const Column& column : columns) names.push_back(column.name);
    return join(names, ", ");
  }
  [[nodiscard]] std::string in_key_order() const {
    std::vector<Column> key;
    std::ranges::copy_if(columns, std::back_inserter(key),
                         [](const Column& c) { return c.place_in_key > 0; });
    std::ranges::sort(key, {}, &Column::place_in_key);
    std::vector<std::string> names;
    for (const Column& column : key) names.push_back(column.name);
    return fmt::format("SELECT {} FROM {} ORDER BY {}", column_list(), name, join(names, ", "));
  }
  [[nodiscard]] std::string insertion(Dialect dialect, std::size_t rows) const {
    return fmt::format("INSERT INTO {} ({}) {} VALUES {}", name, column_list(),
                       dialect == Dialect::postgres ? "OVERRIDING SYSTEM VALUE" : "",
                       placeholders(rows, columns.size()));
  }
};

/// Parents before children, as the migrations made them. `migration` and the tables of search differ by
/// design.
std::vector<Table> shared_tables(Connection& sqlite) {
  std::vector<Table> tables;
  for (const Row& row : sqlite.query("SELECT name FROM sqlite_master WHERE type = 'table'"
                                     " AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search_%'"
                                     " AND name <> 'migration' ORDER BY rowid")) {
    tables.push_back({.name = row.get<std::string>(0), .columns = {}});
  }
  for (Table& table : tables) {
    for (const Row& row :
         sqlite.query("SELECT name, lower(type), pk FROM pragma_table_info($1)", table.name)) {
      table.columns.push_back({row.get<std::string>(0), row.get<std::string>(1), row.integer(2)});
    }
  }
  return tables;
}

using OwnedValue = std::variant<std::monostate, std::int64_t, double, std::string, Blob>;
using OwnedRow = std::vector<OwnedValue>;

OwnedValue value_of(const Row& row, int place, const std::string& type) {
  if (row.is_null(place)) return {};
  if (type == "uuid" || type == "bytea") return row.get<Blob>(place);
  if (type == "text") return row.get<std::string>(place);
  if (type == "double precision") return row.real(place);
  if (type == "bigint" || type == "boolean" || type == "integer") return row.integer(place);
  throw Failure(ErrorCode::internal, fmt::format("a column has the unknown type {}", type));
}

OwnedRow owned(const Row& row, const Table& table) {
  OwnedRow values;
  for (std::size_t place = 0; place < table.columns.size(); ++place) {
    values.push_back(value_of(row, static_cast<int>(place), table.columns[place].type));
  }
  return values;
}

/// The rows of a table in the order of their keys. PostgreSQL's come through a cursor, a few at a time.
class TableReader {
 public:
  TableReader(Connection& connection, const Table& table) : connection_(connection), table_(table) {
    if (connection_.dialect() == Dialect::sqlite) {
      rows_.emplace(connection_.query(table_.in_key_order()));
      return;
    }
    connection_.run_script(fmt::format("DECLARE {}_rows CURSOR FOR {}", table_.name, table_.in_key_order()));
    fetch();
  }
  TableReader(const TableReader&) = delete;
  TableReader& operator=(const TableReader&) = delete;
  ~TableReader() = default;

  std::optional<OwnedRow> next() {
    if (rows_->next()) return owned(rows_->row(), table_);
    if (connection_.dialect() == Dialect::sqlite) return std::nullopt;
    fetch();
    if (rows_->next()) return owned(rows_->row(), table_);
    rows_.reset();
    connection_.run_script(fmt::format("CLOSE {}_rows", table_.name));
    rows_.emplace(connection_.query("SELECT 1 WHERE false"));
    return std::nullopt;
  }

 private:
  void fetch() {
    rows_.reset();
    rows_.emplace(connection_.query(fmt::format("FETCH {} FROM {}_rows", kFetched, table_.name)));
  }

  Connection& connection_;
  const Table& table_;
  std::optional<Rows> rows_;
};

Parameter parameter_of(const OwnedValue& value) {
  return std::visit(
      [](const auto& held) {
        if constexpr (std::is_same_v<std::decay_t<decltype(held)>, std::monostate>) {
          return Parameter(std::nullopt);
        } else {
          return Parameter(held);
        }
      },
      value);
}

void insert(Connection& to, const Table& table, const std::vector<OwnedRow>& rows) {
  if (rows.empty()) return;
  std::vector<Parameter> parameters;
  parameters.reserve(rows.size() * table.columns.size());
  for (const OwnedRow& row : rows) std::ranges::transform(row, std::back_inserter(parameters), parameter_of);
  to.query_with(table.insertion(to.dialect(), rows.size()), parameters).next();
}

/// Calls `tell` with the number of rows copied so far, now and then.
void copy(Connection& from, Connection& to, const Table& table, std::int64_t& copied,
          const std::function<void(std::int64_t)>& tell) {
  TableReader reader(from, table);
  std::vector<OwnedRow> rows;
  while (auto row = reader.next()) {
    rows.push_back(*std::move(row));
    if (++copied % kFetched == 0) tell(copied);
    if (rows.size() < kInserted) continue;
    insert(to, table, rows);
    rows.clear();
  }
  insert(to, table, rows);
}

void analyse(Connection& connection, const std::vector<Table>& tables) {
  std::vector<std::string> names;
  for (const Table& table : tables) names.push_back(table.name);
  connection.run_script("ANALYZE " + join(names, ", "));
}

bool is_empty(Connection& connection, const std::vector<Table>& tables) {
  return std::ranges::all_of(tables, [&](const Table& table) {
    return !first(
        connection, [](const Row&) { return true; }, fmt::format("SELECT 1 FROM {} LIMIT 1", table.name));
  });
}

void compare(Connection& from, Connection& to, const Table& table) {
  TableReader ours(from, table);
  TableReader theirs(to, table);
  for (std::int64_t number = 1;; ++number) {
    const auto one = ours.next();
    const auto other = theirs.next();
    if (one != other) {
      throw Failure(ErrorCode::internal, fmt::format("row {} of {} is not the same", number, table.name));
    }
    if (!one) return;
  }
}

/// What is written next must get a number that no row has.
void set_counter(PostgresConnection& postgres) {
  postgres.run_script(
      "SELECT setval(pg_get_serial_sequence('change', 'seq'), max(seq)) FROM change HAVING max(seq) > 0");
}

void begin(SqliteConnection& sqlite, PostgresConnection& postgres) {
  sqlite.run_script("BEGIN IMMEDIATE");
  postgres.run_script("BEGIN ISOLATION LEVEL REPEATABLE READ");
}

void roll_back(Connection& connection) {
  try {
    if (connection.in_transaction()) connection.run_script("ROLLBACK");
  } catch (const Failure&) {
    return;  // it is gone with its connection
  }
}

}  // namespace

Result<CopyFigures> copy_between(SqliteConnection& sqlite, PostgresConnection& postgres, Dialect source,
                                 const std::function<void()>& also,
                                 const std::function<void(std::int64_t)>& tell) {
  Connection& from = source == Dialect::sqlite ? static_cast<Connection&>(sqlite) : postgres;
  Connection& to = source == Dialect::sqlite ? static_cast<Connection&>(postgres) : sqlite;
  CopyFigures figures;
  try {
    begin(sqlite, postgres);
    const auto tables = shared_tables(sqlite);
    if (!is_empty(to, tables)) {
      roll_back(sqlite);
      roll_back(postgres);
      return conflict("There is a network already where this one is to go. Please name an empty one.");
    }
    for (const Table& table : tables) {
      copy(from, to, table, figures.rows, tell);
      ++figures.tables;
    }
    // What follows is planned by what is there now, and not by the empty tables of before.
    if (source == Dialect::sqlite) analyse(postgres, tables);
    also();
    if (source == Dialect::sqlite) set_counter(postgres);
    for (const Table& table : tables) compare(from, to, table);
    to.run_script("COMMIT");
    from.run_script("COMMIT");
    return figures;
  } catch (const Failure& failure) {
    roll_back(sqlite);
    roll_back(postgres);
    return failure.error();
  }
}

}  // namespace confrere::store

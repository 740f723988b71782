#include "store/postgres_connection.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>
#include <libpq-fe.h>
#include <poll.h>

#include "store/postgres_codec.h"

namespace confrere::store {
namespace {

struct Clear {
  void operator()(PGresult* result) const { PQclear(result); }
};
using ResultPtr = std::unique_ptr<PGresult, Clear>;

/// By class or number of PostgreSQL's error codes (its manual, appendix A).
ErrorCode code_of(std::string_view state) {
  constexpr std::array<std::string_view, 8> kPassing{"08",    "53", "57P",   "58",
                                                     "25006", "40", "55P03", "57014"};
  if (state == "23505") return ErrorCode::conflict;
  if (state == "22021" || state == "22P05") return ErrorCode::invalid;
  for (const std::string_view passing : kPassing) {
    if (state.starts_with(passing)) return ErrorCode::unavailable;
  }
  return ErrorCode::internal;
}

/// Without the server's detail, which quotes the row.
[[noreturn]] void fail(const PGconn* connection, const PGresult* result, std::string_view doing) {
  const auto field = [result](int code) -> std::string_view {
    const char* text = result == nullptr ? nullptr : PQresultErrorField(result, code);
    return text == nullptr ? "" : text;
  };
  const std::string_view state = field(PG_DIAG_SQLSTATE);
  if (state.empty() || PQstatus(connection) != CONNECTION_OK) {
    throw Failure(ErrorCode::unavailable, fmt::format("{}: {}", doing, PQerrorMessage(connection)));
  }
  const std::string_view constraint = field(PG_DIAG_CONSTRAINT_NAME);
  throw Failure(code_of(state),
                fmt::format("{}: {}{}{} (PostgreSQL {})", doing, field(PG_DIAG_MESSAGE_PRIMARY),
                            constraint.empty() ? "" : ": ", constraint, state));
}

void check(const PGconn* connection, const PGresult* result, std::string_view doing) {
  const ExecStatusType status = result == nullptr ? PGRES_FATAL_ERROR : PQresultStatus(result);
  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY) return;
  fail(connection, result, doing);
}

class PostgresStatement final : public Statement {
 public:
  PostgresStatement(PGconn* connection, std::string name, const std::string& sql)
      : connection_(connection), name_(std::move(name)), sql_(sql) {
    const std::string doing = "preparing " + sql;
    check(connection_, ResultPtr(PQprepare(connection_, name_.c_str(), sql.c_str(), 0, nullptr)).get(),
          doing);
    const ResultPtr described(PQdescribePrepared(connection_, name_.c_str()));
    check(connection_, described.get(), doing);
    for (int place = 0; place < PQnparams(described.get()); ++place) {
      types_.push_back(PQparamtype(described.get(), place));
    }
    bound_.resize(types_.size());
  }

  void bind(int number, const Value& value) override {
    const auto place = static_cast<std::size_t>(number) - 1;
    if (place >= types_.size()) {
      throw Failure(ErrorCode::internal, fmt::format("no ${} in {}", number, sql_));
    }
    bound_[place] = encoded(types_[place], value);
    if (!bound_[place] && !std::holds_alternative<std::monostate>(value)) {
      throw Failure(ErrorCode::internal, fmt::format("${} has another type in {}", number, sql_));
    }
  }

  bool next() override {
    if (!result_) run();
    return ++row_ < PQntuples(result_.get());
  }

  [[nodiscard]] std::int64_t changed_rows() const override {
    const std::string_view text = PQcmdTuples(result_.get());
    std::int64_t rows = 0;
    std::from_chars(text.data(), text.data() + text.size(), rows);
    return rows;
  }

  void reset() override {
    result_.reset();
    row_ = -1;
    for (auto& value : bound_) value.reset();
  }

  [[nodiscard]] bool is_null(int column) const override {
    return PQgetisnull(result_.get(), row_, column) != 0;
  }
  [[nodiscard]] std::int64_t integer(int column) const override {
    if (is_null(column)) return 0;
    return expect(decoded_integer(type_of(column), bytes(column)), column, "a whole number");
  }
  [[nodiscard]] double real(int column) const override {
    if (is_null(column)) return 0;
    return expect(decoded_real(type_of(column), bytes(column)), column, "a number");
  }
  [[nodiscard]] std::string_view text(int column) const override {
    if (is_null(column)) return {};
    if (!is_text(type_of(column))) complain(column, "a text");
    return bytes(column);
  }
  [[nodiscard]] std::span<const std::uint8_t> blob(int column) const override {
    if (is_null(column)) return {};
    const std::string_view content = bytes(column);
    return {reinterpret_cast<const std::uint8_t*>(content.data()), content.size()};
  }

 private:
  void run() {
    std::vector<const char*> values;
    std::vector<int> lengths;
    for (const auto& value : bound_) {
      values.push_back(value ? value->data() : nullptr);
      lengths.push_back(value ? static_cast<int>(value->size()) : 0);
    }
    const std::vector<int> binary(bound_.size(), 1);
    ResultPtr result(PQexecPrepared(connection_, name_.c_str(), static_cast<int>(bound_.size()),
                                    values.data(), lengths.data(), binary.data(), 1));
    check(connection_, result.get(), "running " + sql_);
    result_ = std::move(result);
  }
  [[nodiscard]] PostgresType type_of(int column) const { return PQftype(result_.get(), column); }
  [[nodiscard]] std::string_view bytes(int column) const {
    return {PQgetvalue(result_.get(), row_, column),
            static_cast<std::size_t>(PQgetlength(result_.get(), row_, column))};
  }
  template <class T>
  T expect(const std::optional<T>& value, int column, std::string_view what) const {
    if (!value) complain(column, what);
    return *value;
  }
  [[noreturn]] void complain(int column, std::string_view what) const {
    throw Failure(ErrorCode::internal, fmt::format("column {} of {} has type {} and is not {}", column, sql_,
                                                   type_of(column), what));
  }

  PGconn* connection_;
  std::string name_;
  std::string sql_;
  std::vector<PostgresType> types_;
  std::vector<std::optional<std::string>> bound_;
  ResultPtr result_;
  int row_ = -1;
};

/// libpq quotes what it cannot read or reach, which may be a piece of the password.
[[noreturn]] void refuse_address() {
  throw Failure(
      ErrorCode::invalid, "the address of the PostgreSQL cannot be read",
      "Its address cannot be read: it is one such as postgres://confrere@db.example.org/confrere, and "
      "special characters of a password are written as %40 for @, %2F for /, %3A for : and %25 for %.");
}

struct FreeOptions {
  void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};

std::string_view option_of(const PQconninfoOption* options, std::string_view keyword) {
  for (; options->keyword != nullptr; ++options) {
    if (options->keyword == keyword && options->val != nullptr) return options->val;
  }
  return {};
}

/// Whether an unescaped @ / : or ? of a password made libpq take the rest of the password for something else:
/// "user:ab@cd@host", "user:ab/cd@host". `address` has a scheme.
bool is_torn(std::string_view address) {
  constexpr auto kNone = std::string_view::npos;
  const std::string_view rest = address.substr(std::min(address.size(), address.find("//") + 2));
  const std::string_view authority = rest.substr(0, rest.find('/'));
  const std::string_view after = rest.substr(authority.size());
  if (after.substr(0, after.find('?')).find('@') != kNone) return true;
  if (std::count(authority.begin(), authority.end(), '@') > 1) return true;
  return authority.find('@') != kNone &&
         authority.substr(0, authority.find_first_of(":@")).find('?') != kNone;
}

/// Throws Failure, which quotes nothing, where libpq would not understand the address as it was meant.
void check_address(const std::string& address) {
  const std::unique_ptr<PQconninfoOption, FreeOptions> options(PQconninfoParse(address.c_str(), nullptr));
  if (!options || is_torn(address)) refuse_address();
  if (option_of(options.get(), "host").find('@') != std::string_view::npos) refuse_address();
  // Several hosts have several ports.
  if (option_of(options.get(), "port").find_first_not_of("0123456789,") != std::string_view::npos)
    refuse_address();
}

/// What the address does not say itself. A connection that hangs is given up within fifteen seconds.
PGconn* connect(const std::string& address) {
  check_address(address);
  const std::array<const char*, 9> names{"application_name",
                                         "connect_timeout",
                                         "keepalives_idle",
                                         "keepalives_interval",
                                         "keepalives_count",
                                         "tcp_user_timeout",
                                         "dbname",
                                         "client_encoding",
                                         nullptr};
  const std::array<const char*, 9> values{"confrere",      "5",    "10",   "5", "2", "15000",
                                          address.c_str(), "UTF8", nullptr};
  return PQconnectdbParams(names.data(), values.data(), 1);
}

}  // namespace

PostgresConnection::PostgresConnection(const std::string& address) : connection_(connect(address)) {
  if (connection_ == nullptr) throw std::bad_alloc();
  if (PQstatus(connection_) != CONNECTION_OK) {
    const Failure failure(ErrorCode::unavailable, fmt::format("connecting: {}", PQerrorMessage(connection_)));
    PQfinish(connection_);
    throw failure;
  }
  // Notices are for people at a console.
  PQsetNoticeReceiver(
      connection_, [](void*, const PGresult*) {}, nullptr);
}

PostgresConnection::~PostgresConnection() {
  forget_statements();
  PQfinish(connection_);
}

std::unique_ptr<Statement> PostgresConnection::prepare(std::string_view sql) {
  return std::make_unique<PostgresStatement>(connection_, fmt::format("s{}", ++prepared_), std::string(sql));
}

void PostgresConnection::run_script(const std::string& sql) {
  check(connection_, ResultPtr(PQexec(connection_, sql.c_str())).get(), "running a script");
}

std::int64_t PostgresConnection::run_script_for_number(const std::string& sql) {
  const ResultPtr result(PQexec(connection_, sql.c_str()));
  check(connection_, result.get(), "running a script");
  std::int64_t number = 0;
  const std::string_view text = PQntuples(result.get()) == 1 ? PQgetvalue(result.get(), 0, 0) : "";
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

void PostgresConnection::commit(std::string_view before) {
  const ResultPtr result(PQexec(connection_, (std::string(before) + "COMMIT").c_str()));
  check(connection_, result.get(), "committing");
  // A transaction in which something failed is rolled back, and that is no error to the server.
  if (std::string_view(PQcmdStatus(result.get())) != "COMMIT") {
    throw Failure(ErrorCode::internal, "the server rolled back instead of committing");
  }
}

bool PostgresConnection::in_transaction() const {
  const PGTransactionStatusType status = PQtransactionStatus(connection_);
  return status == PQTRANS_INTRANS || status == PQTRANS_INERROR || status == PQTRANS_ACTIVE;
}

bool PostgresConnection::is_open() const {
  return PQstatus(connection_) == CONNECTION_OK;
}

void PostgresConnection::wait_for_notice(int other, int milliseconds) {
  // Those that came with the answer to a query do not wake the socket.
  if (forget_notices()) return;
  std::array<pollfd, 2> files{pollfd{.fd = PQsocket(connection_), .events = POLLIN, .revents = 0},
                              pollfd{.fd = other, .events = POLLIN, .revents = 0}};
  ::poll(files.data(), files.size(), milliseconds);
  if (PQconsumeInput(connection_) == 0) fail(connection_, nullptr, "waiting for news");
  forget_notices();
}

bool PostgresConnection::forget_notices() {
  bool had_some = false;
  while (PGnotify* notice = PQnotifies(connection_)) {
    PQfreemem(notice);
    had_some = true;
  }
  return had_some;
}

}  // namespace confrere::store

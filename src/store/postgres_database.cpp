#include "store/postgres_database.h"

#include <atomic>
#include <chrono>
#include <future>
#include <limits>
#include <thread>

#include <fmt/format.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/log.h"
#include "store/database.h"

namespace confrere::store {
namespace {

constexpr int kLeastVersion = 150000;
/// A notification can be missed while a connection is made anew; then this is how late a change is told.
constexpr std::chrono::milliseconds kLooksEvery{500};
constexpr std::chrono::milliseconds kPause{200};
/// How long the writer asks what became of a transaction whose commit was cut off.
constexpr std::chrono::seconds kPatience{10};
/// PostgreSQL ends a session a little after its client has gone.
constexpr std::chrono::seconds kLeaving{2};
constexpr std::int64_t kToldAtOnce = 10'000;
/// After so many changes it is looked which tables grew.
constexpr std::int64_t kGrows = 1'000;

/// All writers of the schema take this lock before they look at anything.
constexpr std::string_view kTakeWriterLock =
    "SELECT pg_advisory_xact_lock(hashtextextended('confrere writes ' || current_schema(), 0))";

/// Every store that is open shares this lock.
constexpr std::string_view kOpenKey = "hashtextextended('confrere is open ' || current_schema(), 0)";

std::string setting(Connection& connection, std::string_view name) {
  return first(
             connection, [](const Row& row) { return row.get<std::string>(0); }, "SELECT current_setting($1)",
             name)
      .value_or("");
}

std::int64_t number(Connection& connection, std::string_view sql) {
  return first(
             connection, [](const Row& row) { return row.integer(0); }, sql)
      .value_or(0);
}

void check_server(Connection& connection) {
  if (std::stoi(setting(connection, "server_version_num")) < kLeastVersion) {
    throw Failure(ErrorCode::unavailable, fmt::format("the server is PostgreSQL {}; it must be 15 or later",
                                                      setting(connection, "server_version")));
  }
  if (setting(connection, "server_encoding") != "UTF8") {
    throw Failure(
        ErrorCode::unavailable,
        fmt::format("the database has the encoding {}; make one with \"createdb -T template0 -E UTF8\"",
                    setting(connection, "server_encoding")));
  }
}

/// Nothing for a kind or an entity that only a newer server on the database knows: nobody here shows it.
std::optional<CommittedChange> change_of(const Row& row) {
  const auto kind = from_word<ChangeKind>(row.text(5));
  const auto entity = from_word<Entity>(row.text(6));
  if (!kind || !entity) return std::nullopt;
  return CommittedChange{
      .seq = row.integer(0),
      .txn = row.integer(1),
      .change = {.network = row.get<NetworkId>(3),
                 .owner = row.get<MemberId>(4),
                 .kind = *kind,
                 .entity = *entity,
                 .id = row.get<std::optional<Id<struct AnyTag>>>(7).value_or(Id<struct AnyTag>()).bytes(),
                 .actor = row.get<std::optional<MemberId>>(8).value_or(MemberId())},
      .at = row.get<Instant>(9)};
}

/// Those that doubled since they were last analysed.
std::vector<std::string> grown_tables(Connection& connection) {
  return all(
      connection, [](const Row& row) { return row.get<std::string>(0); },
      "SELECT quote_ident(c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
      " WHERE c.relkind = 'r' AND n.nspname = current_schema() AND pg_relation_size(c.oid)"
      " > 2 * greatest(c.relpages, 2) * CAST(current_setting('block_size') AS bigint)");
}

/// Reads the change feed of all servers on the database. A number in a sequence is taken before its
/// transaction commits, so the feed is followed by transaction: what belongs to those that are older than
/// any that still runs (the watermark) is complete.
class PostgresFollower final : public Follower {
 public:
  PostgresFollower(std::string address, Database::Listener listener)
      : address_(std::move(address)), listener_(std::move(listener)), wake_(::eventfd(0, EFD_CLOEXEC)) {
    connect();
    thread_ = std::thread([this] { follow(); });
  }
  ~PostgresFollower() override {
    stopping_ = true;
    ::eventfd_write(wake_, 1);
    thread_.join();
    ::close(wake_);
  }

 private:
  struct Place {
    std::int64_t xid = 0;
    std::int64_t seq = std::numeric_limits<std::int64_t>::max();
  };

  void connect() {
    auto connection = std::make_unique<PostgresConnection>(address_);
    connection->run_script("LISTEN confrere_change");
    const std::int64_t oldest = number(*connection, "SELECT pg_snapshot_xmin(pg_current_snapshot())");
    // A server that was put back from a backup counts transactions from an earlier number again.
    if (told_.xid == 0 || told_.xid > oldest) told_ = {.xid = oldest - 1};
    connection_ = std::move(connection);
  }

  void follow() {
    while (true) {
      const bool last = stopping_;
      try {
        if (!connection_) connect();
        while (tell_new()) {
        }
        if (last) return;
        connection_->wait_for_notice(wake_, static_cast<int>(kLooksEvery.count()));
      } catch (const Failure& failure) {
        if (last) return;
        if (connection_) log::warning("change_feed_lost", {{"cause", failure.what()}});
        if (connection_ && !connection_->is_open()) connection_.reset();
        std::this_thread::sleep_for(kPause);
      }
    }
  }

  /// Whether there may be more at once.
  bool tell_new() {
    std::vector<CommittedChange> changes;
    Place told = told_;
    std::int64_t rows = 0;
    for (const Row& row : connection_->query(
             "SELECT seq, coalesce(txn, seq), xid, network_id, owner_id, kind, entity, id, actor_id, at"
             " FROM change WHERE (xid, seq) > ($1, $2) AND xid < pg_snapshot_xmin(pg_current_snapshot())"
             " ORDER BY xid, seq LIMIT $3",
             told_.xid, told_.seq, kToldAtOnce)) {
      ++rows;
      if (auto change = change_of(row)) changes.push_back(*change);
      told = {.xid = row.integer(2), .seq = row.integer(0)};
    }
    told_ = told;
    if (!changes.empty()) listener_(changes);
    unseen_ += rows;
    if (unseen_ >= kGrows) look_at_grown_tables();
    return rows == kToldAtOnce;
  }

  /// PostgreSQL plans by what a table held when it was last analysed, which its autovacuum does once a
  /// minute. An import into an empty network was ten times slower by plans for empty tables, kept with their
  /// statements. It is done beside the feed, which waits for nothing.
  void look_at_grown_tables() {
    const bool looks =
        looking_.valid() && looking_.wait_for(std::chrono::seconds(0)) != std::future_status::ready;
    if (looks) return;
    unseen_ = 0;
    looking_ = std::async(std::launch::async, [this] {
      try {
        PostgresConnection connection(address_);
        for (const std::string& table : grown_tables(connection)) {
          if (!stopping_) connection.run_script("ANALYZE (SKIP_LOCKED) " + table);
        }
      } catch (const Failure& failure) {
        log::warning("tables_not_analysed", {{"cause", failure.what()}});
      }
    });
  }

  std::string address_;
  Database::Listener listener_;
  int wake_;
  std::atomic<bool> stopping_ = false;
  std::unique_ptr<PostgresConnection> connection_;
  Place told_;
  std::int64_t unseen_ = 0;  ///< changes since it was looked which tables grew
  std::future<void> looking_;
  std::thread thread_;
};

class PostgresDatabase final : public Database {
 public:
  explicit PostgresDatabase(std::string address) : address_(std::move(address)) {}

  std::unique_ptr<Connection> connect_writer() override {
    auto writer = std::make_unique<PostgresConnection>(address_);
    check_server(*writer);
    // A commit is acknowledged once it is on the disk, whatever the server's own setting. The others let a
    // writer go that hangs with the lock.
    writer->run_script(
        "SELECT set_config('synchronous_commit', 'on', false)"
        " WHERE current_setting('synchronous_commit') = 'off';"
        "SET idle_in_transaction_session_timeout = '60s'; SET lock_timeout = '30s'");
    writer->run_script(fmt::format("SELECT pg_advisory_lock_shared({})", kOpenKey));
    return writer;
  }

  std::unique_ptr<Connection> connect_reader() override {
    return std::make_unique<PostgresConnection>(address_);
  }

  void begin_read(Connection& reader) override {
    reader.run_script("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  }

  // Each statement sees what was committed before it, so after the lock is taken nothing can be older than
  // what the last writer left.
  void begin_write(Connection& writer) override {
    static const std::string kBegin = fmt::format(
        "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; {}; SELECT pg_current_xact_id()", kTakeWriterLock);
    transaction_ = static_cast<PostgresConnection&>(writer).run_script_for_number(kBegin);
  }

  void commit_write(std::unique_ptr<Connection>& writer, bool has_changes) override {
    try {
      static_cast<PostgresConnection&>(*writer).commit(has_changes ? "NOTIFY confrere_change; " : "");
    } catch (const Failure& failure) {
      if (writer->is_open()) throw;
      learn_outcome(writer, failure);
    }
  }

  std::unique_ptr<Follower> follow(Listener listener) override {
    return std::make_unique<PostgresFollower>(address_, std::move(listener));
  }

  std::vector<std::string> faults(Connection& reader) override {
    return all(
        reader, [](const Row& row) { return row.get<std::string>(0); },
        "SELECT 'the index ' || c.relname || ' is not valid' FROM pg_index i JOIN pg_class c ON c.oid = "
        "i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE NOT i.indisvalid AND n.nspname = "
        "current_schema() UNION ALL SELECT 'the constraint ' || o.conname || ' is not checked' FROM "
        "pg_constraint o JOIN pg_namespace n ON n.oid = o.connamespace WHERE NOT o.convalidated AND "
        "n.nspname = "
        "current_schema()");
  }

  Result<void> backup_to(const std::string&) override {
    return Error{.code = ErrorCode::invalid,
                 .message =
                     "This network is in PostgreSQL, which makes its own backups: "
                     "pg_dump --format=custom --file=FILE ADDRESS. The guide tells more."};
  }

 private:
  /// The connection went while it committed, and the server knows what became of the transaction. Returns
  /// with a new connection when it was committed; throws otherwise.
  void learn_outcome(std::unique_ptr<Connection>& writer, const Failure& lost) {
    const auto give_up = std::chrono::steady_clock::now() + kPatience;
    while (std::chrono::steady_clock::now() < give_up) {
      std::optional<std::string> outcome;
      try {
        writer = connect_writer();
        outcome = first(
            *writer, [](const Row& row) { return row.get<std::string>(0); }, "SELECT pg_xact_status($1)",
            transaction_);
      } catch (const Failure&) {
        outcome = "unreachable";
      }
      if (outcome == "committed") return;
      if (outcome == "aborted") throw lost;
      std::this_thread::sleep_for(kPause);
    }
    throw Failure(
        ErrorCode::unavailable, fmt::format("{}; what became of it is not known", lost.what()),
        "The server lost its database while it saved this. Please look whether it is there before you "
        "try again.");
  }

  std::string address_;
  std::int64_t transaction_ = 0;  ///< the one that was begun last
};

}  // namespace

bool try_hold_alone(PostgresConnection& connection) {
  const std::string sql = fmt::format("SELECT pg_try_advisory_lock({})", kOpenKey);
  const auto give_up = std::chrono::steady_clock::now() + kLeaving;
  while (!first(
              connection, [](const Row& row) { return row.get<bool>(0); }, sql)
              .value_or(false)) {
    if (std::chrono::steady_clock::now() > give_up) return false;
    std::this_thread::sleep_for(kPause);
  }
  return true;
}

bool is_postgres_address(std::string_view address) {
  return address.starts_with("postgres://") || address.starts_with("postgresql://");
}

std::unique_ptr<Database> postgres_database(std::string address) {
  return std::make_unique<PostgresDatabase>(std::move(address));
}

}  // namespace confrere::store

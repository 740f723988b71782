/// What the one write path costs: 64 clients that log encounters through the store, each of them answered
/// when its own is durable, against bare SQLite that writes the same rows in groups of 64. Prints both rates,
/// their ratio, and how many syncs the disk really did for each acknowledged write. On PostgreSQL the store
/// alone, and how many writes a commit had.

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <sqlite3.h>

#include "database.h"
#include "store/store.h"
#include "store/testing/temporary_folder.h"

namespace {

using namespace confrere;  // a program of one file

constexpr int kClients = 64;
constexpr int kContacts = 1000;
constexpr std::chrono::seconds kWarmUp{1};
constexpr std::chrono::seconds kMeasured{6};

/// The system's VFS with its syncs counted: every file's methods are the system's own but for xSync.
namespace counting {

std::atomic<std::int64_t> syncs = 0;
int (*open_really)(sqlite3_vfs*, const char*, sqlite3_file*, int, int*) = nullptr;
int (*sync_really)(sqlite3_file*, int) = nullptr;

int sync(sqlite3_file* file, int flags) {
  ++syncs;
  return sync_really(file, flags);
}

int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  const int code = open_really(vfs, name, file, flags, out_flags);
  if (code != SQLITE_OK || file->pMethods == nullptr) return code;
  static std::mutex mutex;
  static std::map<const sqlite3_io_methods*, sqlite3_io_methods> copies;
  const std::lock_guard lock(mutex);
  auto [copy, is_new] = copies.try_emplace(file->pMethods, *file->pMethods);
  if (is_new) {
    sync_really = copy->second.xSync;
    copy->second.xSync = sync;
  }
  file->pMethods = &copy->second;
  return code;
}

void install() {
  static sqlite3_vfs vfs = *sqlite3_vfs_find(nullptr);
  open_really = vfs.xOpen;
  vfs.zName = "counting";
  vfs.xOpen = open;
  sqlite3_vfs_register(&vfs, 0);
}

}  // namespace counting

/// The five statements of a logged encounter with a follow-up, and its three rows of the change feed.
constexpr std::string_view kEncounter =
    "INSERT INTO encounter (network_id, id, owner_id, state, happened_at, channel, depth, begun_by, "
    "awaits_answer, "
    "place, event, note, needs, version, created_at) VALUES ($1, $2, $3, 'held', $4, 'in_person', "
    "'conversation', 'me', "
    "FALSE, 'the canteen', '', $5, '[]', 1, $4)";
constexpr std::string_view kWith =
    "INSERT INTO encounter_contact (network_id, encounter_id, contact_id, place, happened_at) VALUES ($1, "
    "$2, $3, 0, $4)";
constexpr std::string_view kTie =
    "UPDATE tie SET last_held_at = $3, held = held + 1, decayed_at = $3, sum_30 = sum_30 + 1, sum_120 = "
    "sum_120 + 1, "
    "sum_480 = sum_480 + 1 WHERE network_id = $1 AND contact_id = $2";
constexpr std::string_view kFollowUp =
    "INSERT INTO follow_up (network_id, id, owner_id, contact_id, encounter_id, kind, text, promise, origin, "
    "appears_on, "
    "due_on, overdue_on, nudges, state, created_at) VALUES ($1, $2, $3, $4, $5, 'write', 'Write a line', "
    "FALSE, "
    "'first_meeting', '2026-11-22', '2026-11-23', '2026-11-28', 0, 'open', $6)";
constexpr std::string_view kNote =
    "Met at lunch; she is looking for a partner practice for hernia cases and would love to hear from the "
    "two GPs of "
    "Elm Street. Her team starts in spring.";

constexpr std::string_view kChange =
    "INSERT INTO change (txn, network_id, owner_id, kind, entity, id, actor_id, at) VALUES ($1, $2, $3, $4, "
    "$5, $6, $3, $7)";

/// Whose contacts are met.
struct Network {
  NetworkId network = NetworkId::make();
  MemberId member = MemberId::make();
  std::vector<ContactId> contacts;
};

/// A member with contacts and a tie to each.
Network fill(store::Store& store) {
  Network made;
  const auto written = store.write([&](store::WriteTransaction& tx) -> Result<void> {
    tx.execute("INSERT INTO network (id, name, created_at) VALUES ($1, 'Bench', $2)", made.network, tx.now());
    const auto account = AccountId::make();
    tx.execute(
        "INSERT INTO account (id, email, email_key, password_hash, name, language, time_zone, created_at) "
        "VALUES ($1, 'a@example.org', 'a@example.org', '', 'Ada', 'en', 'UTC', $2)",
        account, tx.now());
    tx.execute(
        "INSERT INTO member (network_id, id, account_id, role, name, joined_at) VALUES ($1, $2, $3, 'owner', "
        "'Ada', $4)",
        made.network, made.member, account, tx.now());
    for (int i = 0; i < kContacts; ++i) {
      const auto contact = made.contacts.emplace_back(ContactId::make());
      tx.execute(
          "INSERT INTO contact (network_id, id, owner_id, name, sort_key, details, cares_about, cases_loved, "
          "cases_unwanted, ask, offer, note, headline, specialties, source, version, created_at, updated_at) "
          "VALUES ($1, $2, $3, $4, $4, '{}', '', '', '', '', '', '', '', '[]', 'own', 1, $5, $5)",
          made.network, contact, made.member, fmt::format("Contact {}", i), tx.now());
      tx.execute(
          "INSERT INTO tie (network_id, contact_id, owner_id, sharing, held, decayed_at, sum_30, sum_120, "
          "sum_480, peak, "
          "strength_version) VALUES ($1, $2, $3, 'asked', 0, $4, 0, 0, 0, 0, 1)",
          made.network, contact, made.member, tx.now());
    }
    return {};
  });
  if (!written) throw BrokenInvariant(written.error());
  return made;
}

/// What one logged encounter is about.
struct Logged {
  EncounterId encounter = EncounterId::make();
  FollowUpId follow_up = FollowUpId::make();
  ContactId contact;
};

bool write_rows(store::WriteTransaction& tx, const Network& in, const Logged& logged) {
  tx.execute(kEncounter, in.network, logged.encounter, in.member, tx.now(), kNote);
  tx.execute(kWith, in.network, logged.encounter, logged.contact, tx.now());
  tx.execute(kTie, in.network, logged.contact, tx.now());
  tx.execute(kFollowUp, in.network, logged.follow_up, in.member, logged.contact, logged.encounter, tx.now());
  const auto record = [&](store::ChangeKind kind, store::Entity entity, const IdBytes& id) {
    tx.record({.network = in.network,
               .owner = in.member,
               .kind = kind,
               .entity = entity,
               .id = id,
               .actor = in.member});
  };
  record(store::ChangeKind::created, store::Entity::encounter, logged.encounter.bytes());
  record(store::ChangeKind::updated, store::Entity::tie, logged.contact.bytes());
  record(store::ChangeKind::created, store::Entity::follow_up, logged.follow_up.bytes());
  return true;
}

struct Rate {
  double writes_a_second = 0;
  double syncs_a_write = 0;
  double writes_a_commit = 0;
};

/// Counts from the end of the warm-up on, until the time is over.
class Measurement {
 public:
  [[nodiscard]] bool is_over() const { return std::chrono::steady_clock::now() > begin_ + kMeasured; }
  void count(std::int64_t writes, std::int64_t commits) {
    if (std::chrono::steady_clock::now() < begin_) {
      syncs_before_ = counting::syncs;
      return;
    }
    writes_ += writes;
    commits_ += commits;
  }
  [[nodiscard]] Rate rate() const {
    const auto writes = static_cast<double>(writes_);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin_;
    return {.writes_a_second = writes / took.count(),
            .syncs_a_write = static_cast<double>(counting::syncs - syncs_before_) / writes,
            .writes_a_commit = writes / static_cast<double>(std::max<std::int64_t>(commits_, 1))};
  }

 private:
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now() + kWarmUp;
  std::int64_t writes_ = 0;
  std::int64_t commits_ = 0;
  std::int64_t syncs_before_ = 0;
};

/// The answers on their way back to the clients, as a server's network thread has them.
class Answers {
 public:
  void add(int client) {
    {
      const std::lock_guard lock(mutex_);
      waiting_.push_back(client);
    }
    changed_.notify_one();
  }
  std::vector<int> take() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !waiting_.empty(); });
    return std::exchange(waiting_, {});
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<int> waiting_;
};

Rate through_the_store(const std::string& address) {
  const auto store = store::Store::open({.path = address, .vfs = "counting"}).value();
  const Network network = fill(*store);
  Answers answers;
  std::size_t next = 0;
  const auto write = [&](int client) {
    const Logged logged{.contact = network.contacts[next++ % network.contacts.size()]};
    store->submit(
        {.run = [&network, logged](store::WriteTransaction& tx) { return write_rows(tx, network, logged); },
         .done =
             [&answers, client](const std::optional<Error>& error) {
               if (error) std::abort();
               answers.add(client);
             }});
  };
  Measurement measurement;
  for (int client = 0; client < kClients; ++client) write(client);
  std::int64_t commits = store->figures().commits;
  int at_rest = 0;
  while (at_rest < kClients) {
    const auto answered = answers.take();
    const auto now = store->figures().commits;
    measurement.count(static_cast<std::int64_t>(answered.size()), now - commits);
    commits = now;
    for (const int client : answered) {
      if (measurement.is_over()) {
        ++at_rest;
      } else {
        write(client);
      }
    }
  }
  return measurement.rate();
}

/// A prepared statement and its parameters by number, without a layer between.
class Bare {
 public:
  Bare(sqlite3* db, std::string_view sql) {
    if (sqlite3_prepare_v2(db, sql.data(), static_cast<int>(sql.size()), &statement_, nullptr) != SQLITE_OK) {
      throw std::runtime_error(sqlite3_errmsg(db));
    }
  }
  ~Bare() { sqlite3_finalize(statement_); }
  Bare(const Bare&) = delete;
  Bare& operator=(const Bare&) = delete;

  template <class... P>
  void run(const P&... parameters) {
    int number = 0;
    (bind(++number, parameters), ...);
    if (sqlite3_step(statement_) != SQLITE_DONE) throw std::runtime_error("a bare write failed");
    sqlite3_reset(statement_);
  }

 private:
  // The statements name their parameters in ascending order, so that number and position are the same.
  void bind(int number, std::int64_t value) { sqlite3_bind_int64(statement_, number, value); }
  void bind(int number, std::string_view text) {
    sqlite3_bind_text(statement_, number, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
  }
  void bind(int number, const IdBytes& id) {
    sqlite3_bind_blob(statement_, number, id.data(), static_cast<int>(id.size()), SQLITE_STATIC);
  }
  sqlite3_stmt* statement_ = nullptr;
};

Rate bare(const std::string& path) {
  const Network network = fill(*store::Store::open({.path = path, .vfs = "counting"}).value());
  const IdBytes in = network.network.bytes();
  const IdBytes owner = network.member.bytes();
  sqlite3* db = nullptr;
  if (sqlite3_open_v2(path.c_str(), &db, SQLITE_OPEN_READWRITE, "counting") != SQLITE_OK) {
    throw std::runtime_error("the database cannot be opened");
  }
  sqlite3_exec(db, "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON", nullptr, nullptr, nullptr);
  Measurement measurement;
  {
    Bare begin(db, "BEGIN IMMEDIATE"), commit(db, "COMMIT");
    Bare encounter(db, kEncounter), with(db, kWith), tie(db, kTie), follow_up(db, kFollowUp),
        change(db, kChange);
    std::size_t next = 0;
    std::int64_t batch = 0;
    while (!measurement.is_over()) {
      begin.run();
      for (int i = 0; i < kClients; ++i) {
        const Logged logged{.contact = network.contacts[next++ % network.contacts.size()]};
        const std::int64_t now = SystemClock().now().microseconds;
        const IdBytes& met = logged.contact.bytes();
        encounter.run(in, logged.encounter.bytes(), owner, now, kNote);
        with.run(in, logged.encounter.bytes(), met, now);
        tie.run(in, met, now);
        follow_up.run(in, logged.follow_up.bytes(), owner, met, logged.encounter.bytes(), now);
        ++batch;
        change.run(batch, in, owner, "created", "encounter", logged.encounter.bytes(), now);
        change.run(batch, in, owner, "updated", "tie", met, now);
        change.run(batch, in, owner, "created", "follow_up", logged.follow_up.bytes(), now);
      }
      commit.run();
      measurement.count(kClients, 1);
    }
  }
  sqlite3_close(db);
  return measurement.rate();
}

void print(std::string_view name, const Rate& rate) {
  fmt::print("{:<46} {:>8.0f} writes/s {:>6.1f} writes a commit", name, rate.writes_a_second,
             rate.writes_a_commit);
  // PostgreSQL's are not counted here: it syncs once for each commit.
  if (rate.syncs_a_write > 0) fmt::print(" {:>7.4f} syncs a write", rate.syncs_a_write);
  fmt::print("\n");
}

}  // namespace

int main() {
  counting::install();
  if (store::TestDatabase::is_postgres()) {
    const store::TestDatabase database;
    print(fmt::format("{} clients through the store on PostgreSQL", kClients),
          through_the_store(database.address()));
    return 0;
  }
  const TemporaryFolder folder;
  const Rate ours = through_the_store(folder.file("store.sqlite"));
  const Rate theirs = bare(folder.file("bare.sqlite"));
  print(fmt::format("{} clients through the store", kClients), ours);
  print(fmt::format("bare SQLite in groups of {}", kClients), theirs);
  fmt::print(
      "ratio {:.2f} (wanted: at least 0.5); one sync for {:.0f} acknowledged writes (wanted: at least 8)\n",
      ours.writes_a_second / theirs.writes_a_second, 1 / ours.syncs_a_write);
}

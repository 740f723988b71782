#include "store/copy.h"

#include <gtest/gtest.h>

#include "base/embedded.h"
#include "store/migrations.h"
#include "store/store.h"
#include "store/testing/test_database.h"

namespace confrere::store {
namespace {

/// An SQLite file and a PostgreSQL schema, both migrated and empty. Runs where CONFRERE_TEST_DATABASE names a
/// server.
class PostgresTestOfCopying : public testing::Test {
 protected:
  void SetUp() override {
    if (!TestDatabase::is_postgres()) GTEST_SKIP() << "set CONFRERE_TEST_DATABASE to run this";
    sqlite_ = std::make_unique<SqliteConnection>(folder_.file("a.sqlite"), OpenMode::read_write_create);
    database_ = std::make_unique<TestDatabase>();
    postgres_ = std::make_unique<PostgresConnection>(database_->address());
    for (Connection* connection :
         {static_cast<Connection*>(sqlite_.get()), static_cast<Connection*>(postgres_.get())}) {
      ASSERT_TRUE(migrate(*connection, embedded::migrations()));
    }
  }
  static void add_fact(Connection& to, std::string_view name) {
    to.execute("INSERT INTO server_fact (name, value) VALUES ($1, $2)", name, "naïve 🙂");
  }
  static void add_answer(Connection& to, const Blob& hash) {
    to.execute(
        "INSERT INTO idempotency_key (member_id, key, request_hash, status, headers, body, created_at)"
        " VALUES ($1, 'k', $2, 201, '', '', $3)",
        MemberId::make(), hash, Instant{1});
  }
  static void add_change(Connection& to, std::int64_t seq) {
    to.execute(
        "INSERT INTO change (seq, network_id, owner_id, kind, entity, at) VALUES ($1, $2, $2, 'created', "
        "'contact', 1)",
        seq, NetworkId::make());
  }
  static std::int64_t count(Connection& in, const std::string& table) {
    return first(
               in, [](const Row& row) { return row.integer(0); }, "SELECT count(*) FROM " + table)
        .value();
  }
  Result<CopyFigures> copy(
      Dialect from, const std::function<void()>& also = [] {}) {
    return copy_between(*sqlite_, *postgres_, from, also, [](std::int64_t) {});
  }

  TemporaryFolder folder_;
  std::unique_ptr<SqliteConnection> sqlite_;
  std::unique_ptr<TestDatabase> database_;
  std::unique_ptr<PostgresConnection> postgres_;
};

TEST_F(PostgresTestOfCopying, EveryKindOfValueArrives) {
  add_fact(*sqlite_, "a");
  add_answer(*sqlite_, {0, 255, 0});
  add_change(*sqlite_, 700);
  const auto copied = copy(Dialect::sqlite);
  ASSERT_TRUE(copied) << copied.error().cause;
  EXPECT_EQ(copied->rows, 3);
  for (const Row& row : postgres_->query("SELECT request_hash, body FROM idempotency_key")) {
    EXPECT_EQ(row.get<Blob>(0), (Blob{0, 255, 0}));
    EXPECT_EQ(row.text(1), "");
  }
  for (const Row& row : postgres_->query("SELECT id, txn FROM change")) {
    EXPECT_TRUE(row.is_null(0));
    EXPECT_TRUE(row.is_null(1));
  }
}

TEST_F(PostgresTestOfCopying, WhatIsWrittenAfterwardsGetsANumberOfItsOwn) {
  add_change(*sqlite_, 700);
  ASSERT_TRUE(copy(Dialect::sqlite));
  const auto store = *Store::open({.path = database_->address()});
  ASSERT_TRUE(store->write([](WriteTransaction& tx) -> Result<void> {
    tx.record({.entity = Entity::contact});
    return {};
  }));
  EXPECT_EQ(count(*postgres_, "change WHERE seq > 700"), 1);
}

TEST_F(PostgresTestOfCopying, MoreRowsThanAreFetchedAtOnceComeBack) {
  for (int i = 0; i < 1234; ++i) add_fact(*postgres_, std::to_string(i));
  const auto copied = copy(Dialect::postgres);
  ASSERT_TRUE(copied) << copied.error().cause;
  EXPECT_EQ(copied->rows, 1234);
  EXPECT_EQ(count(*sqlite_, "server_fact"), 1234);
}

TEST_F(PostgresTestOfCopying, ADatabaseThatHoldsSomethingIsLeftAlone) {
  add_fact(*sqlite_, "new");
  add_fact(*postgres_, "old");
  EXPECT_EQ(copy(Dialect::sqlite).error().code, ErrorCode::conflict);
  EXPECT_EQ(count(*postgres_, "server_fact WHERE name = 'old'"), 1);
  EXPECT_EQ(count(*postgres_, "server_fact"), 1);
}

TEST_F(PostgresTestOfCopying, WhatDoesNotArriveAsItWasIsNotKept) {
  add_fact(*sqlite_, "a");
  EXPECT_FALSE(
      copy(Dialect::sqlite, [&] { postgres_->execute("UPDATE server_fact SET value = 'another'"); }));
  EXPECT_EQ(count(*postgres_, "server_fact"), 0);
  EXPECT_FALSE(copy(Dialect::sqlite, [&] { postgres_->execute("DELETE FROM server_fact"); }));
  EXPECT_EQ(count(*postgres_, "server_fact"), 0);
  EXPECT_TRUE(copy(Dialect::sqlite));
}

}  // namespace
}  // namespace confrere::store

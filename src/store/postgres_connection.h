#pragma once

#include "store/connection.h"

struct pg_conn;

namespace confrere::store {

/// A connection to a PostgreSQL server. A lost one is not made anew: see is_open.
class PostgresConnection final : public Connection {
 public:
  /// `address` is a libpq address: "postgres://user@host/name?…". Throws Failure, `invalid`
  /// where it cannot be read; no Failure quotes the address's password.
  explicit PostgresConnection(const std::string& address);
  ~PostgresConnection() override;

  void run_script(const std::string& sql) override;
  /// The same, in one message; the number that the last statement answers.
  std::int64_t run_script_for_number(const std::string& sql);
  /// Commits, after the statements of `before`; throws where the server rolled back instead.
  void commit(std::string_view before = {});
  [[nodiscard]] bool in_transaction() const override;
  [[nodiscard]] bool is_open() const override;
  [[nodiscard]] Dialect dialect() const override { return Dialect::postgres; }

  /// Waits until the server has something to say, such as a notification, or `other` can be read, or the
  /// time is over; not at all where a notification came since the last wait. Forgets the notifications that
  /// came. Throws Failure when the connection is lost.
  void wait_for_notice(int other, int milliseconds);

 private:
  std::unique_ptr<Statement> prepare(std::string_view sql) override;

  /// Whether there was one.
  bool forget_notices();

  pg_conn* connection_;
  std::int64_t prepared_ = 0;  ///< so many statements have a name
};

}  // namespace confrere::store

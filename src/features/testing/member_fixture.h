#pragma once

#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <gtest/gtest.h>

#include "access/viewer.h"
#include "base/time.h"
#include "store/store.h"
#include "store/testing/test_database.h"

namespace confrere {

/// What the stories of features stand on: a store in a temporary folder, a clock that stands at noon of a
/// Saturday in London, Ada and Ben of one network, and Sam, a stranger in another.
class MemberFixture : public testing::Test {
 protected:
  static constexpr std::string_view kNow = "2026-11-21T12:00:00Z";

  void SetUp() override {
    restart();
    const NetworkId network = add_network("Elm Valley");
    ada_ = add_member(network, "Ada Test");
    ben_ = add_member(network, "Ben Other");
    sam_ = add_member(add_network("Elsewhere"), "Sam Stranger");
  }

  /// Where the store is; a fixture may have another place.
  virtual store::Options store_options() { return {.path = database_.address(), .clock = &clock_}; }

  /// As when the server is stopped and started.
  void restart() {
    store_.reset();
    auto opened = store::Store::open(store_options());
    ASSERT_TRUE(opened) << opened.error().message << " " << opened.error().cause;
    store_ = std::move(*opened);
  }

  NetworkId add_network(std::string_view name) {
    const auto id = NetworkId::make();
    const auto written = store_->write([&](store::WriteTransaction& tx) -> Result<void> {
      tx.execute("INSERT INTO network (id, name, created_at) VALUES ($1, $2, $3)", id, name, tx.now());
      return {};
    });
    EXPECT_TRUE(written);
    return id;
  }

  /// A member with an account of their own.
  Viewer add_member(NetworkId network, const std::string& name) {
    const Viewer viewer{.account = AccountId::make(),
                        .network = network,
                        .member = MemberId::make(),
                        .role = MemberRole::member,
                        .now = clock_.now(),
                        .time_zone = TimeZone::find("Europe/London").value()};
    const auto written = store_->write([&](store::WriteTransaction& tx) -> Result<void> {
      const std::string email = viewer.account.text() + "@example.org";
      tx.execute(
          "INSERT INTO account (id, email, email_key, password_hash, name, language, time_zone, created_at) "
          "VALUES ($1, $2, $2, '', $3, 'en', 'Europe/London', $4)",
          viewer.account, email, name, tx.now());
      tx.execute(
          "INSERT INTO member (network_id, id, account_id, role, name, joined_at) VALUES ($1, $2, $3, $4, "
          "$5, $6)",
          network, viewer.member, viewer.account, viewer.role, name, tx.now());
      return {};
    });
    EXPECT_TRUE(written);
    return viewer;
  }

  /// Runs `work(WriteTransaction&) -> Result<T>`, committed when it returns. With CONFRERE_RESTART=1 the
  /// server is restarted before.
  template <class Work>
  auto write(Work&& work) {
    if (store::TestDatabase::restarts()) restart();
    return store_->write(std::forward<Work>(work));
  }
  template <class Work>
  auto read(Work&& work) {
    return store_->read(std::forward<Work>(work));
  }

  /// Moves the clock; the members' `now` goes with it.
  void set_time(std::string_view rfc3339) {
    const auto at = Instant::parse(rfc3339);
    ASSERT_TRUE(at) << rfc3339;
    clock_.set(*at);
    for (Viewer* viewer : {&ada_, &ben_, &sam_}) viewer->now = *at;
  }

  store::TestDatabase database_;
  TemporaryFolder folder_;
  FixedClock clock_{Instant::parse(kNow).value()};
  std::unique_ptr<store::Store> store_;
  Viewer ada_;  ///< of "Elm Valley"
  Viewer ben_;  ///< of "Elm Valley", too
  Viewer sam_;  ///< of "Elsewhere": nothing of Ada's or Ben's may reach Sam
};

}  // namespace confrere

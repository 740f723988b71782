/// What /healthz says while nothing can be saved, and when it can again.

#include <gmock/gmock.h>
#include <sqlite3.h>

#include "http/testing/door_fixture.h"
#include "store/testing/unsynced_disk.h"

namespace confrere::http {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;

class HealthTest : public DoorTest {
 protected:
  HealthTest() {
    log::set_lowest(static_cast<log::Level>(3));
    store_ = store::Store::open({.path = "confrere.sqlite", .vfs = disk_.vfs()}).value();
    router_.add(write_route(Method::post, "/facts", [](const Call& call) -> Result<WriteStep> {
      return [name = call.request().body](store::WriteTransaction& tx) -> Result<Response> {
        tx.execute("INSERT INTO server_fact (name, value) VALUES ($1, '')", name);
        return no_content();
      };
    }));
  }
  ~HealthTest() override {
    stop();
    server_.reset();
    store_.reset();  // before its disk
  }
  /// Health, as soon as it is answered with `status`, or as it is after ten seconds.
  Answer health_when(int status) {
    auto answer = ask(get("/healthz", ""));
    for (int i = 0; i < 200 && answer->status != status; ++i) {
      std::this_thread::sleep_for(milliseconds(50));
      answer = ask(get("/healthz", ""));
    }
    return *answer;
  }

  /// Writing fails with that code of SQLite's, and works again.
  void is_told_until_it_passes(int code) {
    constexpr std::int64_t kForLong = 1'000'000;
    serve();
    EXPECT_EQ(ask(post("/facts", "first"))->status, 204);
    EXPECT_EQ(ask(get("/healthz", ""))->body, R"({"status":"ok"})");

    disk_.fail_after(0, code, kForLong);
    EXPECT_EQ(ask(post("/facts", "second"))->status, 503);
    const Answer ill = health_when(503);
    EXPECT_EQ(ill.status, 503);
    EXPECT_THAT(ill.body, HasSubstr("Nothing can be saved since "));
    EXPECT_THAT(ill.body, HasSubstr("reading works"));

    disk_.fail_after(0, SQLITE_OK, 0);
    const Answer well = health_when(200);
    EXPECT_EQ(well.status, 200) << "it tried by itself: nobody wrote";
    EXPECT_THAT(well.body, HasSubstr(R"("status":"ok","saving_again_since":")"));
    EXPECT_EQ(ask(post("/facts", "third"))->status, 204);
  }

  store::UnsyncedDisk disk_;
};

TEST_F(HealthTest, AFullDiskIsToldUntilThereIsRoomAgain) {
  is_told_until_it_passes(SQLITE_FULL);
}

TEST_F(HealthTest, ADiskThatMayNotBeWrittenAnyMoreIsToldUntilItMay) {
  is_told_until_it_passes(SQLITE_READONLY);
}

TEST_F(HealthTest, ADiskThatFailsIsToldUntilItWorks) {
  is_told_until_it_passes(SQLITE_IOERR_FSYNC);
}

}  // namespace
}  // namespace confrere::http

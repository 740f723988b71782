/// Clients that mean harm: they take what there is of connections and processors, or send what another reader
/// would understand in another way. Everybody else must not notice.

#include <atomic>
#include <condition_variable>
#include <fstream>

#include <gmock/gmock.h>

#include "http/open_files.h"
#include "http/testing/door_fixture.h"

namespace confrere::http {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::HasSubstr;
using testing::Not;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kCountsMemory = false;
#elif defined(__has_feature)
constexpr bool kCountsMemory = !__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer);
#else
constexpr bool kCountsMemory = true;
#endif

/// Of this process, in bytes.
std::int64_t resident_memory() {
  std::ifstream file("/proc/self/statm");
  std::int64_t size = 0;
  std::int64_t resident = 0;
  file >> size >> resident;
  return resident * 4096;
}

/// A door that holds all who come until it is opened.
class Gate {
 public:
  ~Gate() { open(); }
  void pass() {
    ++waiting_;
    std::unique_lock lock(mutex_);
    opened_.wait(lock, [this] { return is_open_; });
  }
  void open() {
    const std::lock_guard lock(mutex_);
    is_open_ = true;
    opened_.notify_all();
  }
  [[nodiscard]] int came() const { return waiting_; }

 private:
  std::mutex mutex_;
  std::condition_variable opened_;
  bool is_open_ = false;
  std::atomic<int> waiting_ = 0;
};

class HostileClientsTest : public DoorTest {
 protected:
  HostileClientsTest() {
    router_.add(work_route(Method::post, "/work", [](const Call& call) -> Result<Response> {
      return Response{.headers = {{"Content-Type", "text/plain"}}, .body = call.request().body};
    }));
    Route upload = work_route(Method::post, "/upload",
                              [](const Call&) -> Result<Response> { return Response{.status = 204}; });
    upload.spools = true;
    router_.add(std::move(upload));
    Route sign_in = work_route(Method::post, "/sign-in", [this](const Call&) -> Result<Response> {
      passwords_.pass();
      return Response{.status = 204};
    });
    sign_in.access = Access::anybody;
    sign_in.hashes_password = true;
    router_.add(std::move(sign_in));
    Route slow = read_route(
        Method::get, "/slow-read",
        [](const Call&, store::ReadTransaction&) -> Result<Response> { return json(std::string("read")); });
    slow.slow = true;
    router_.add(std::move(slow));
  }
  /// What waits at the gate ends before the gate does.
  ~HostileClientsTest() override {
    passwords_.open();
    stop();
    server_.reset();
  }

  std::vector<std::unique_ptr<RawClient>> connect(int count) {
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < count; ++i) clients.push_back(std::make_unique<RawClient>(address()));
    return clients;
  }

  Gate passwords_;
};

TEST_F(HostileClientsTest, AThousandIdleConnectionsCostLittleAndNobodyWaits) {
  constexpr int kIdle = 1000;
  constexpr std::int64_t kMostOfEach = 12 * 1024;
  ASSERT_GT(raise_open_files(), 2 * kIdle + 100) << "both ends are in this process";
  serve();
  EXPECT_EQ(ask(get("/healthz"))->status, 200);
  const std::int64_t before = resident_memory();
  const auto idle = connect(kIdle);
  for (const auto& each : idle) ASSERT_EQ(each->ask(get("/healthz"))->status, 200);
  const std::int64_t of_each = (resident_memory() - before) / kIdle;
  if (kCountsMemory) {
    EXPECT_LT(of_each, kMostOfEach) << "with the clients' own part";
  }
  EXPECT_EQ(ask(get("/slow-read"))->status, 200);
  EXPECT_EQ(idle.front()->ask(get("/healthz"))->status, 200) << "and those who waited are served";
}

TEST_F(HostileClientsTest, OneClientCannotTakeEveryConnection) {
  options_.most_connections_of_client = 3;
  serve();
  auto greedy = connect(3);
  for (const auto& each : greedy) ASSERT_EQ(each->ask(get("/healthz"))->status, 200);

  const auto answer = ask(get("/healthz"));
  ASSERT_TRUE(answer) << "it is told why";
  EXPECT_EQ(answer->status, 503);
  EXPECT_EQ(answer->header("retry-after"), "5");
  EXPECT_EQ(answer->header("connection"), "close");
  EXPECT_THAT(answer->body, HasSubstr("Too many connections are open"));
  EXPECT_EQ(RawClient(options_.socket_path).ask(get("/healthz"))->status, 200)
      << "the machine has its own way";

  greedy.pop_back();
  std::optional<Answer> later;
  for (int i = 0; i < 50 && (!later || later->status != 200); ++i) {
    std::this_thread::sleep_for(milliseconds(20));
    later = ask(get("/healthz"));
  }
  EXPECT_EQ(later->status, 200) << "a connection that is closed makes room";
}

TEST_F(HostileClientsTest, ATrustedProxyMayConnectForMany) {
  options_.most_connections_of_client = 1;
  options_.most_connections = 3;
  options_.trusted_proxy = "127.0.0.1";
  serve();
  const auto for_many = connect(3);
  for (const auto& each : for_many) EXPECT_EQ(each->ask(get("/healthz"))->status, 200);
  EXPECT_EQ(ask(get("/healthz"))->status, 503) << "not more than there are in all";
}

TEST_F(HostileClientsTest, AStormOfSignInsHoldsUpNobodyElse) {
  options_.most_waiting_passwords = 5;
  options_.password_threads = 2;
  serve();
  auto first = connect(2);
  for (const auto& each : first) each->send(post("/sign-in", "{}", ""));
  for (int i = 0; i < 500 && passwords_.came() < 2; ++i) std::this_thread::sleep_for(milliseconds(10));
  auto storm = connect(38);
  for (const auto& each : storm) each->send(post("/sign-in", "{}", ""));
  int refused = 0;
  for (int i = 0; i < 50 && refused < 33; ++i) {
    for (const auto& each : storm) {
      if (each->receive_until("503 Service", milliseconds(5)).find(" 503 ") != std::string::npos) ++refused;
    }
  }
  EXPECT_EQ(refused, 33) << "two are worked on, five wait, the others are asked to come again";
  EXPECT_EQ(passwords_.came(), 2);
  EXPECT_EQ(ask(get("/healthz"))->status, 200);
  EXPECT_EQ(ask(get("/slow-read"))->status, 200) << "also what needs a worker";
  EXPECT_EQ(ask(post("/work", "{}"))->status, 200);
  EXPECT_THAT(ask(post("/sign-in", "{}", ""))->body, HasSubstr("Many people are signing in"));
  passwords_.open();
}

TEST_F(HostileClientsTest, ABodyThatDripsIsRefused) {
  options_.least_bytes_per_second = 1000;
  options_.slow_time = seconds(1);
  options_.body_idle_time = seconds(30);
  serve();
  for (const char* path : {"/work", "/upload"}) {
    auto dripping = client();
    dripping.send("POST " + std::string(path) +
                  " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ada\r\nContent-Length: 10000\r\n\r\n");
    std::string said;
    for (int i = 0; i < 100 && said.empty(); ++i) {
      dripping.send("x");
      said = dripping.receive_until("\r\n", milliseconds(100));
    }
    EXPECT_THAT(said, HasSubstr("408")) << path << ": it never paused, and was too slow all the same";
  }
}

TEST_F(HostileClientsTest, AnAnswerThatIsTakenDropByDropIsBrokenOff) {
  options_.least_bytes_per_second = 100'000'000;
  options_.slow_time = seconds(1);
  options_.body_idle_time = seconds(30);
  router_.add(read_route(Method::get, "/large", [](const Call&, store::ReadTransaction&) -> Result<Response> {
    return Response{.body = std::string(50'000'000, 'x')};
  }));
  serve();
  auto dripping = client();
  dripping.send(get("/large"));
  std::size_t taken = 0;
  const auto end = std::chrono::steady_clock::now() + seconds(20);
  for (std::size_t part = 1; part > 0 && std::chrono::steady_clock::now() < end; taken += part) {
    std::this_thread::sleep_for(milliseconds(50));
    part = dripping.receive_until("x", milliseconds(100)).size();  // what is there at once
  }
  EXPECT_LT(taken, 50'000'000U) << "the connection ended before";
  EXPECT_LT(stop(), options_.stop_time / 2) << "it holds nothing any more";
}

TEST_F(HostileClientsTest, APackedBodyIsNotUnpacked) {
  serve();
  for (const char* path : {"/work", "/upload"}) {
    for (const char* coding : {"gzip", "br", "deflate", "gzip, gzip", "identity, gzip"}) {
      const auto answer =
          ask(post(path, "\x1f\x8b\x08 a bomb",
                   std::string("Authorization: Bearer ada\r\nContent-Encoding: ") + coding + "\r\n"));
      ASSERT_TRUE(answer) << coding;
      EXPECT_EQ(answer->status, 415) << coding;
      EXPECT_EQ(answer->header("accept-encoding"), "identity");
    }
  }
  EXPECT_EQ(ask(post("/work", "{}", "Authorization: Bearer ada\r\nContent-Encoding: identity\r\n"))->status,
            200);
}

TEST_F(HostileClientsTest, RangesAreNoWayToAskForTheSameManyTimes) {
  serve();
  std::string ranges = "bytes=0-0";
  for (int i = 0; i < 1000; ++i) ranges += ",0-";
  for (const std::string& range :
       {ranges, std::string("bytes=0-18446744073709551615"), std::string("bytes=5-2")}) {
    const auto answer = ask(get("/healthz", "Range: " + range + "\r\n"));
    EXPECT_EQ(answer->status, 200) << "RFC 9110, 14.2: a server may ignore it";
    EXPECT_EQ(answer->body, R"({"status":"ok"})");
    EXPECT_EQ(answer->header("content-range"), "");
  }
}

TEST_F(HostileClientsTest, NoAddressLeadsOutOfTheApp) {
  const std::vector<EmbeddedFile> app{{"index.html", "<html>"}};
  serve(app);
  for (const char* path : {"/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc/passwd",
                           "/assets/%2e%2e%5c%2e%2e/etc/passwd", "//etc/passwd", "/%c0%ae%c0%ae/etc/passwd",
                           "/etc/passwd%00.html", "/.%252e/etc/passwd", "/api/v1/../../etc/passwd",
                           "/api/v1/changes/../../../etc/passwd"}) {
    const auto answer = ask(get(path));
    ASSERT_TRUE(answer) << path;
    EXPECT_THAT(answer->status, testing::AnyOf(400, 404)) << path;
    EXPECT_THAT(answer->body, Not(HasSubstr("root:"))) << path;
  }
}

TEST_F(HostileClientsTest, WhatIsNoTextIsNotTakenForOne) {
  router_.add(work_route(Method::post, "/words", [](const Call& call) -> Result<Response> {
    const auto words = call.body<std::map<std::string, std::string>>();
    if (!words) return words.error();
    return json(*words);
  }));
  serve();
  EXPECT_EQ(ask(post("/words", "{\"a\":\"\xc3\x28\"}"))->status, 400) << "UTF-8 that is none";
  EXPECT_EQ(ask(post("/words", "{\"a\":\"\xed\xa0\x80\"}"))->status, 400) << "half of a pair";
  EXPECT_EQ(ask(post("/words", "{\"a\":\"\\u0000\"}"))->status, 422);
  EXPECT_EQ(ask(post("/words", std::string(100'000, '[')))->status, 400) << "depth takes no stack";
  const auto twice = ask(post("/words", R"({"a":"1","b":"2","a":"3"})"));
  EXPECT_EQ(twice->status, 422);
  EXPECT_THAT(twice->body, HasSubstr(R"("field":"$.a")"));
}

}  // namespace
}  // namespace confrere::http

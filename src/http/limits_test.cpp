/// What keeps a server alive among slow, greedy and broken clients.

#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>

#include "http/testing/door_fixture.h"

namespace confrere::http {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::HasSubstr;

class LimitsTest : public DoorTest {
 protected:
  LimitsTest() {
    Route echo = work_route(Method::post, "/echo", [](const Call& call) -> Result<Response> {
      return Response{.headers = {{"Content-Type", "text/plain"}}, .body = call.request().body};
    });
    echo.body_limit = 64 * 1024;
    router_.add(std::move(echo));
    Route upload = work_route(Method::post, "/upload", [this](const Call& call) -> Result<Response> {
      EXPECT_TRUE(call.request().body.empty());
      spooled_ = call.request().body_file;
      return json(boost::json::object{{"size", std::filesystem::file_size(spooled_)}});
    });
    upload.spools = true;
    router_.add(std::move(upload));
    options_.header_time = seconds(1);
    options_.body_idle_time = seconds(1);
    options_.idle_time = seconds(2);
  }
  std::string spooled_;
};

std::string header_of_body(const std::string& path, std::size_t size, const std::string& more = "") {
  return "POST " + path +
         " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ada\r\nContent-Length: " + std::to_string(size) +
         "\r\n" + more + "\r\n";
}

TEST_F(LimitsTest, ABodyAtItsLimitIsTakenAndOneOverItIsNot) {
  serve();
  auto browser = client();
  EXPECT_EQ(browser.ask(post("/echo", std::string(64 * 1024, 'x')))->body.size(), 64U * 1024);
  const auto answer = browser.ask(header_of_body("/echo", 64 * 1024 + 1));
  ASSERT_TRUE(answer) << "refused before the body comes";
  EXPECT_EQ(answer->status, 413);
  EXPECT_THAT(answer->body, HasSubstr("64 kB"));
  EXPECT_EQ(answer->header("connection"), "close");
}

TEST_F(LimitsTest, AClientThatSendsOnAfterARefusalStillGetsIt) {
  serve();
  auto browser = client();
  browser.send(header_of_body("/echo", 20'000'000));
  for (int i = 0; i < 100; ++i) browser.send(std::string(100'000, 'x'));
  const auto answer = browser.receive();
  ASSERT_TRUE(answer) << "the connection was not reset";
  EXPECT_EQ(answer->status, 413);
}

TEST_F(LimitsTest, ChunksAreCountedWhileTheyCome) {
  serve();
  auto browser = client();
  browser.send(
      "POST /echo HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ada\r\nTransfer-Encoding: chunked\r\n\r\n");
  for (int i = 0; i < 7; ++i) browser.send("2710\r\n" + std::string(10'000, 'x') + "\r\n");
  EXPECT_EQ(browser.receive()->status, 413);
}

TEST_F(LimitsTest, AClientThatAsksFirstIsToldToGoOn) {
  serve();
  auto browser = client();
  EXPECT_EQ(browser.ask(header_of_body("/echo", 5, "Expect: 100-continue\r\n"))->status, 100);
  EXPECT_EQ(browser.ask("hello")->body, "hello");
  EXPECT_EQ(browser.ask(header_of_body("/echo", 1 << 30, "Expect: 100-continue\r\n"))->status, 413);
}

TEST_F(LimitsTest, ALargeBodyGoesToAFileThatDisappears) {
  serve();
  auto browser = client();
  browser.send(header_of_body("/upload", 5'000'000));
  for (int i = 0; i < 50; ++i) browser.send(std::string(100'000, 'x'));
  EXPECT_EQ(browser.receive()->body, R"({"size":5000000})");
  const auto first = spooled_;
  // The next request is read when the one before is done with altogether.
  EXPECT_EQ(browser.ask(post("/upload", ""))->body, R"({"size":0})");
  EXPECT_FALSE(std::filesystem::exists(first));
}

TEST_F(LimitsTest, AFileThatIsBrokenOffDisappearsToo) {
  serve();
  {
    auto browser = client();
    browser.send(header_of_body("/upload", 5'000'000));
    browser.send(std::string(1'000'000, 'x'));
  }
  std::this_thread::sleep_for(milliseconds(300));
  for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) {
    EXPECT_FALSE(entry.path().filename().string().starts_with("body-")) << entry.path();
  }
  EXPECT_EQ(spooled_, "") << "the handler was not called";
}

TEST_F(LimitsTest, AStrangersFileIsRefusedBeforeItComes) {
  serve();
  auto browser = client();
  const auto answer = browser.ask("POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: 5000000\r\n\r\n");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 401);
}

TEST_F(LimitsTest, SaysSoWhereThereIsNoRoom) {
  log::set_lowest(static_cast<log::Level>(3));
  options_.spool_folder = folder_.file("missing");
  serve();
  EXPECT_EQ(ask(post("/upload", "x"))->status, 503);
}

TEST_F(LimitsTest, AnUnfinishedHeadIsCutInTime) {
  serve();
  auto slow = client();
  const auto began = std::chrono::steady_clock::now();
  slow.send("GET / HTTP/1.1\r\nHost: a\r\n");
  for (int i = 0; i < 20 && slow.send("X: y\r\n"); ++i) std::this_thread::sleep_for(milliseconds(100));
  EXPECT_TRUE(slow.is_closed_within(seconds(8)));
  EXPECT_LT(std::chrono::steady_clock::now() - began, seconds(9));
}

TEST_F(LimitsTest, ASlowHeadIsToldWhy) {
  serve();
  EXPECT_EQ(ask("GET / HTTP/1.1\r\nHost: a\r\n")->status, 408);
}

TEST_F(LimitsTest, ABodyMayTakeLongButNotPause) {
  serve();
  auto steady = client();
  steady.send(header_of_body("/echo", 5));
  for (int i = 0; i < 5; ++i) {
    std::this_thread::sleep_for(milliseconds(400));
    steady.send("x");
  }
  EXPECT_EQ(steady.receive()->status, 200);
  steady.send(header_of_body("/echo", 5) + "xx");
  EXPECT_EQ(steady.receive()->status, 408);
}

TEST_F(LimitsTest, AnIdleConnectionIsClosed) {
  serve();
  auto silent = client();
  auto idle = client();
  EXPECT_EQ(idle.ask(get("/healthz"))->status, 200);
  EXPECT_TRUE(silent.is_closed_within(seconds(3))) << "never asked";
  EXPECT_TRUE(idle.is_closed_within(seconds(4)));
}

TEST_F(LimitsTest, MalformedRequestsAreRefusedAndTheConnectionClosed) {
  serve();
  for (const std::string& request :
       {std::string("GET / HTTP/1.1\r\n\r\n"), std::string("GET / HTTP/1.1\r\nHost : a\r\n\r\n"),
        std::string("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: "
                    "chunked\r\n\r\n0\r\n\r\n"),
        std::string("GET / HTTP/1.1\nHost: a\n\n")}) {
    auto smuggler = client();
    smuggler.send(request + get("/healthz"));
    const auto answer = smuggler.receive();
    ASSERT_TRUE(answer) << request;
    EXPECT_EQ(answer->status, 400) << request;
    EXPECT_EQ(answer->header("connection"), "close");
    EXPECT_EQ(smuggler.receive(), std::nullopt) << "what follows is not read as a request";
  }
  EXPECT_EQ(ask("GET /" + std::string(9000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n")->status, 414);
  EXPECT_EQ(ask("GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(20'000, 'a') + "\r\n\r\n")->status, 431);
}

TEST_F(LimitsTest, ABodyNobodyWantsIsNotTakenForARequest) {
  serve();
  auto smuggler = client();
  smuggler.send("POST /none HTTP/1.1\r\nHost: a\r\nContent-Length: 40\r\n\r\n" + get("/healthz"));
  EXPECT_EQ(smuggler.receive()->status, 404);
  EXPECT_EQ(smuggler.receive(), std::nullopt);
}

TEST_F(LimitsTest, AReaderThatStopsReadingIsCut) {
  Route endless = work_route(Method::get, "/endless", [](const Call&) -> Result<Response> {
    Response response;
    response.stream = [] { return std::optional<std::string>(std::string(100'000, 'x')); };
    return response;
  });
  router_.add(std::move(endless));
  serve();
  auto reader = client();
  reader.send(get("/endless"));
  std::this_thread::sleep_for(milliseconds(2500));
  EXPECT_LT(stop(), milliseconds(1000)) << "it was cut before, so nothing holds up the stop";
}

}  // namespace
}  // namespace confrere::http

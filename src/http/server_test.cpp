#include <algorithm>
#include <filesystem>

#include <gmock/gmock.h>
#include <sys/stat.h>
#include <zlib.h>

#include "http/testing/door_fixture.h"

namespace confrere::http {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::Not;

class ServerTest : public DoorTest {
 protected:
  ServerTest() {
    Route hello = read_route(Method::get, "/api/v1/hello",
                             [](const Call&, store::ReadTransaction&) -> Result<Response> {
                               return json(boost::json::object{{"hello", "world"}});
                             });
    hello.access = Access::anybody;
    router_.add(std::move(hello));
    router_.add(read_route(
        Method::get, "/api/v1/things/{id}",
        [](const Call& call, store::ReadTransaction&) -> Result<Response> {
          return json(boost::json::object{{"thing", call.path_parameter("id")}}).with("ETag", etag(7));
        }));
    router_.add(write_route(Method::post, "/api/v1/facts", [](const Call& call) -> Result<WriteStep> {
      return WriteStep([name = call.request().body](store::WriteTransaction& tx) -> Result<Response> {
        tx.execute("INSERT INTO server_fact (name, value) VALUES ($1, '')", name);
        return json(boost::json::object{{"fact", name}}, 201);
      });
    }));
    router_.add(
        read_route(Method::get, "/api/v1/list", [](const Call&, store::ReadTransaction&) -> Result<Response> {
          return json(std::vector<std::string>(1000, "the same again"));
        }));
    Route token = read_route(Method::get, "/api/v1/secret",
                             [](const Call&, store::ReadTransaction&) -> Result<Response> {
                               return json(std::string(5000, 'x'));
                             });
    token.secret = true;
    router_.add(std::move(token));
    router_.add(work_route(Method::get, "/api/v1/slow", [](const Call&) -> Result<Response> {
      std::this_thread::sleep_for(milliseconds(700));
      return json(boost::json::object{{"slow", true}});
    }));
    router_.add(work_route(Method::get, "/api/v1/export", [](const Call&) -> Result<Response> {
      Response response;
      response.stream = [number = 0]() mutable -> std::optional<std::string> {
        if (number == 100) return std::nullopt;
        return std::string(10'000, static_cast<char>('a' + number++ % 26));
      };
      return response;
    }));
    router_.add(work_route(Method::get, "/api/v1/broken_export", [](const Call&) -> Result<Response> {
      Response response;
      response.stream = [number = 0]() mutable -> std::optional<std::string> {
        if (number++ == 1) throw std::runtime_error("the disk is gone");
        return "first";
      };
      return response;
    }));
    router_.add(work_route(Method::get, "/api/v1/client", [](const Call& call) -> Result<Response> {
      const bool is_local = call.request().origin == Origin::machine;
      return json(boost::json::object{{"client", call.request().client},
                                      {"secure", call.request().secure},
                                      {"local", is_local}})
          .with("X-Forged", "a\r\nSet-Cookie: b");
    }));
  }
};

TEST_F(ServerTest, AnswersAndKeepsTheConnection) {
  serve();
  auto browser = client();
  for (int i = 0; i < 3; ++i) {
    const auto answer = browser.ask(get("/api/v1/hello"));
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 200);
    EXPECT_EQ(answer->body, R"({"hello":"world"})");
    EXPECT_EQ(answer->header("content-type"), "application/json");
    EXPECT_EQ(answer->header("cache-control"), "no-store");
    EXPECT_EQ(answer->header("connection"), "");
  }
}

TEST_F(ServerTest, EndsTheConnectionWhenTheClientAsksForIt) {
  serve();
  auto browser = client();
  EXPECT_EQ(browser.ask(get("/api/v1/hello", "Connection: close\r\n"))->header("connection"), "close");
  EXPECT_TRUE(browser.is_closed_within(milliseconds(1000)));
}

TEST_F(ServerTest, AnswersPipelinedRequestsInTheirOrder) {
  serve();
  auto browser = client();
  browser.send(get("/api/v1/things/1") + post("/api/v1/facts", "two") + get("/api/v1/things/3") +
               get("/api/v1/none"));
  EXPECT_EQ(browser.receive()->body, R"({"thing":"1"})");
  EXPECT_EQ(browser.receive()->body, R"({"fact":"two"})");
  EXPECT_EQ(browser.receive()->body, R"({"thing":"3"})");
  EXPECT_EQ(browser.receive()->status, 404);
}

TEST_F(ServerTest, EveryAnswerIsGuarded) {
  serve();
  for (const std::string& request :
       {get("/api/v1/hello"), get("/none"), get("/"), get("/api/v1/things/1", "")}) {
    const auto answer = ask(request);
    ASSERT_TRUE(answer);
    EXPECT_THAT(answer->header("content-security-policy"),
                HasSubstr("default-src 'self'; script-src 'self';"));
    EXPECT_THAT(answer->header("content-security-policy"), Not(HasSubstr("unsafe")));
    EXPECT_EQ(answer->header("x-content-type-options"), "nosniff");
    EXPECT_EQ(answer->header("referrer-policy"), "no-referrer");
    EXPECT_EQ(answer->header("cross-origin-opener-policy"), "same-origin");
    EXPECT_EQ(answer->header("cross-origin-resource-policy"), "same-origin");
    EXPECT_EQ(answer->header("strict-transport-security"), "") << "not through TLS";
    EXPECT_EQ(answer->header("server"), "");
  }
}

TEST_F(ServerTest, AHandlersHeaderCannotForgeAnother) {
  serve();
  const auto answer = ask(get("/api/v1/client"));
  EXPECT_EQ(answer->header("x-forged"), "a  Set-Cookie: b");
  EXPECT_EQ(answer->header("set-cookie"), "");
}

TEST_F(ServerTest, HeadIsGetWithoutItsBody) {
  serve();
  auto browser = client();
  const auto head = browser.ask("HEAD /api/v1/hello HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(head->header("content-length"), "17");
  EXPECT_EQ(
      browser.ask("HEAD /api/v1/export HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ada\r\n\r\n")->status,
      200);
  EXPECT_EQ(browser.ask(get("/api/v1/hello"))->status, 200) << "no body lies between";
}

TEST_F(ServerTest, OtherMethodsAreRefusedWithThoseThereAre) {
  serve();
  const auto answer = ask("OPTIONS /api/v1/hello HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(answer->status, 405);
  EXPECT_EQ(answer->header("allow"), "GET, HEAD");
  EXPECT_EQ(answer->header("access-control-allow-origin"), "");
  EXPECT_EQ(ask("DELETE / HTTP/1.1\r\nHost: a\r\n\r\n")->status, 405);
  EXPECT_EQ(ask("TRACE /none HTTP/1.1\r\nHost: a\r\n\r\n")->status, 404);
}

TEST_F(ServerTest, WhatTheClientHasIsNotSentAgain) {
  serve();
  const auto answer = ask(get("/api/v1/things/1", "Authorization: Bearer ada\r\nIf-None-Match: \"7\"\r\n"));
  EXPECT_EQ(answer->status, 304);
  EXPECT_EQ(answer->header("etag"), "\"7\"");
  EXPECT_EQ(ask(get("/api/v1/things/1", "Authorization: Bearer ada\r\nIf-None-Match: \"6\"\r\n"))->status,
            200);
}

TEST_F(ServerTest, LongJsonIsPackedButNeverASecret) {
  serve();
  const std::string packs = "Authorization: Bearer ada\r\nAccept-Encoding: gzip\r\n";
  const auto packed = ask(get("/api/v1/list", packs));
  EXPECT_EQ(packed->header("content-encoding"), "gzip");
  EXPECT_LT(packed->body.size(), 1000U);
  EXPECT_EQ(ask(get("/api/v1/list"))->header("content-encoding"), "");
  EXPECT_EQ(ask(get("/api/v1/list"))->header("vary"), "Accept-Encoding");
  EXPECT_EQ(ask(get("/api/v1/hello", packs))->header("content-encoding"), "") << "too short to gain";
  EXPECT_EQ(ask(get("/api/v1/secret", packs))->header("content-encoding"), "");
}

TEST_F(ServerTest, StreamsALongAnswer) {
  serve();
  auto browser = client();
  const auto answer = browser.ask(get("/api/v1/export"));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->header("transfer-encoding"), "chunked");
  EXPECT_EQ(answer->body.size(), 1'000'000U);
  EXPECT_EQ(browser.ask(get("/api/v1/hello"))->status, 200);
}

TEST_F(ServerTest, AStreamThatBreaksIsNotTakenForTheWhole) {
  log::set_lowest(static_cast<log::Level>(3));
  serve();
  EXPECT_EQ(ask(get("/api/v1/broken_export")), std::nullopt);
}

TEST_F(ServerTest, ASlowRequestHoldsUpNobody) {
  options_.io_threads = 1;
  serve();
  auto patient = client();
  patient.send(get("/api/v1/slow"));
  const auto began = std::chrono::steady_clock::now();
  EXPECT_EQ(ask(get("/api/v1/hello"))->status, 200);
  EXPECT_LT(std::chrono::steady_clock::now() - began, milliseconds(500));
  EXPECT_EQ(patient.receive()->body, R"({"slow":true})");
}

TEST_F(ServerTest, OnlyATrustedProxyIsBelieved) {
  const std::string lies =
      "Authorization: Bearer ada\r\nX-Forwarded-For: 203.0.113.9\r\nX-Forwarded-Proto: https\r\n";
  serve();
  const auto direct = ask(get("/api/v1/client", lies));
  EXPECT_EQ(direct->body, R"({"client":"127.0.0.1","secure":false,"local":false})");
  EXPECT_EQ(direct->header("strict-transport-security"), "");
}

TEST_F(ServerTest, ATrustedProxyTellsTheClientAndItsScheme) {
  options_.trusted_proxy = "127.0.0.1";
  serve();
  const auto answer =
      ask(get("/api/v1/client",
              "Authorization: Bearer ada\r\nX-Forwarded-For: 203.0.113.9\r\nX-Forwarded-Proto: https\r\n"));
  EXPECT_EQ(answer->body, R"({"client":"203.0.113.9","secure":true,"local":false})");
  EXPECT_EQ(answer->header("strict-transport-security"), "max-age=31536000");
}

TEST_F(ServerTest, TheSocketIsForTheServersUserOnly) {
  serve();
  struct stat facts {};
  ASSERT_EQ(stat(options_.socket_path.c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777U, 0600U);
  RawClient command(options_.socket_path);
  EXPECT_THAT(command.ask(get("/api/v1/client", "X-Confrere-As: ada\r\n"))->body,
              HasSubstr(R"("local":true)"));
  EXPECT_EQ(ask(get("/api/v1/client", "X-Confrere-As: ada\r\n"))->status, 401) << "not from the network";
}

TEST_F(ServerTest, ASecondServerIsRefusedAndASocketLeftBehindIsNot) {
  serve();
  EXPECT_EQ(Server::open(options_, *dispatcher_, {}).error().code, ErrorCode::conflict) << "the socket";
  ServerOptions same_port = options_;
  same_port.socket_path.clear();
  same_port.listen = address().substr(7);
  EXPECT_EQ(Server::open(same_port, *dispatcher_, {}).error().code, ErrorCode::conflict) << "the port";
  stop();
  EXPECT_FALSE(std::filesystem::exists(options_.socket_path));
}

TEST_F(ServerTest, SaysWhatIsWrongWithAnAddress) {
  dispatcher_ = std::make_unique<Dispatcher>(*store_, router_, people_);
  for (const char* listen : {"8080", "no such host:80", "127.0.0.1:99999"}) {
    options_.listen = listen;
    EXPECT_FALSE(Server::open(options_, *dispatcher_, {})) << listen;
  }
}

TEST_F(ServerTest, AStopFinishesWhatRunsAndClosesWhatIsIdle) {
  serve();
  auto idle = client();
  EXPECT_EQ(idle.ask(get("/api/v1/hello"))->status, 200);
  auto busy = client();
  busy.send(get("/api/v1/slow"));
  std::this_thread::sleep_for(milliseconds(100));
  server_->stop();
  EXPECT_TRUE(idle.is_closed_within(milliseconds(300)));
  const auto answer = busy.receive();
  ASSERT_TRUE(answer) << "what runs is finished";
  EXPECT_EQ(answer->body, R"({"slow":true})");
  EXPECT_EQ(answer->header("connection"), "close");
  EXPECT_LT(stop(), milliseconds(2000));
  EXPECT_TRUE(ended_well_);
}

TEST_F(ServerTest, AStopDoesNotWaitForEver) {
  options_.stop_time = std::chrono::seconds(1);
  router_.add(work_route(Method::get, "/api/v1/stuck", [](const Call&) -> Result<Response> {
    std::this_thread::sleep_for(milliseconds(2500));
    return no_content();
  }));
  serve();
  auto busy = client();
  busy.send(get("/api/v1/stuck"));
  std::this_thread::sleep_for(milliseconds(100));
  EXPECT_LT(stop(), milliseconds(1800));
  EXPECT_FALSE(ended_well_);
}

TEST_F(ServerTest, ManyClientsAtOnce) {
  serve();
  std::atomic<int> good = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, i] {
      auto browser = client();
      for (int n = 0; n < 25; ++n) {
        const auto written = browser.ask(post("/api/v1/facts", std::to_string(i) + "/" + std::to_string(n)));
        const auto read = browser.ask(get("/api/v1/things/" + std::to_string(n)));
        if (written && written->status == 201 && read && read->status == 200) ++good;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(good, 200);
}

TEST_F(ServerTest, HealthTellsOfTheStore) {
  serve();
  EXPECT_EQ(ask(get("/healthz", ""))->body, R"({"status":"ok"})");
}

}  // namespace
}  // namespace confrere::http

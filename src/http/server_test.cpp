#include "http/testing/door_fixture.h"

namespace confrere::http {
namespace {

using std::chrono::milliseconds;

class ServerTest : public DoorTest {
 protected:
  ServerTest() {
    Route hello = read_route(Method::get, "/api/v1/hello", [](const Call&, store::ReadTransaction&) {
      return Result<Response>(json(boost::json::object{{"hello", "world"}}));
    });
    hello.access = Access::anybody;
    router_.add(std::move(hello));
    router_.add(read_route(Method::get, "/api/v1/things/{id}", [](const Call& call, store::ReadTransaction&) {
      return Result<Response>(
          json(boost::json::object{{"thing", call.path_parameter("id")}}).with("ETag", etag(7)));
    }));
    Route echo = work_route(Method::post, "/api/v1/echo", [](const Call& call) -> Result<Response> {
      return Response{
          .status = 200, .headers = {{"Content-Type", "text/plain"}}, .body = call.request().body};
    });
    echo.body_limit = 64 * 1024;
    router_.add(std::move(echo));
    router_.add(work_route(Method::get, "/api/v1/slow", [](const Call&) -> Result<Response> {
      std::this_thread::sleep_for(milliseconds(700));
      return json(boost::json::object{{"slow", true}});
    }));
    router_.add(work_route(Method::get, "/api/v1/export", [](const Call&) -> Result<Response> {
      Response response{.status = 200, .headers = {{"Content-Type", "text/plain"}}, .body = {}};
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
    router_.add(work_route(Method::get, "/api/v1/bug", [](const Call&) -> Result<Response> {
      throw std::runtime_error("secret cause");
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
  }
}

TEST_F(ServerTest, EndsTheConnectionWhenTheClientAsksForIt) {
  serve();
  auto browser = client();
  EXPECT_EQ(browser.ask(get("/api/v1/hello", "Connection: close\r\n"))->header("connection"), "close");
  EXPECT_TRUE(browser.is_closed_within(milliseconds(1000)));
}

TEST_F(ServerTest, HealthTellsOfTheStore) {
  serve();
  EXPECT_EQ(ask(get("/healthz", ""))->body, R"({"status":"ok"})");
}

}  // namespace
}  // namespace confrere::http

#include "http/socket_client.h"

#include <fstream>

#include "http/testing/door_fixture.h"

namespace confrere::http {
namespace {

class SocketClientTest : public DoorTest {
 protected:
  SocketClientTest() {
    router_.add(work_route(Method::post, "/echo/{name}", [](const Call& call) -> Result<Response> {
      return json(boost::json::object{{"name", call.path_parameter("name")},
                                      {"query", call.query("q").value_or("")},
                                      {"body", call.request().body}});
    }));
    Route upload = work_route(Method::post, "/upload", [](const Call& call) -> Result<Response> {
      std::ifstream file(call.request().body_file, std::ios::ate);
      return json(boost::json::object{{"size", static_cast<std::int64_t>(file.tellg())}});
    });
    upload.spools = true;
    router_.add(std::move(upload));
    router_.add(work_route(Method::get, "/export", [](const Call&) -> Result<Response> {
      Response response;
      response.stream = [left = 100]() mutable -> std::optional<std::string> {
        if (left-- == 0) return std::nullopt;
        return std::string(100'000, 'x');
      };
      return response;
    }));
  }
  Result<SocketAnswer> ask_as_ada(Request request, const BodySink& sink = {}) {
    request.headers["x-confrere-as"] = "ada";
    return ask_over_socket(options_.socket_path, request, sink);
  }
};

TEST_F(SocketClientTest, AsksAndIsAnswered) {
  serve();
  const auto answer =
      ask_as_ada({.method = Method::post, .path = "/echo/Müller & Söhne", .query = "q=a+b", .body = "hello"});
  ASSERT_TRUE(answer);
  EXPECT_TRUE(answer->is_success());
  EXPECT_EQ(answer->headers.at("content-type"), "application/json");
  EXPECT_EQ(answer->body, R"({"name":"Müller & Söhne","query":"a b","body":"hello"})");
}

TEST_F(SocketClientTest, SendsAFile) {
  serve();
  std::ofstream(folder_.file("cards.vcf")) << std::string(3'000'000, 'x');
  const auto answer =
      ask_as_ada({.method = Method::post, .path = "/upload", .body_file = folder_.file("cards.vcf")});
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, R"({"size":3000000})");
  EXPECT_EQ(ask_as_ada({.path = "/upload", .body_file = folder_.file("none")}).error().field, "file");
}

TEST_F(SocketClientTest, GivesALongAnswerInParts) {
  serve();
  std::size_t size = 0;
  const auto answer = ask_as_ada({.path = "/export"}, [&](std::string_view part) { size += part.size(); });
  ASSERT_TRUE(answer);
  EXPECT_EQ(size, 10'000'000U);
  EXPECT_EQ(answer->body, "");
}

TEST_F(SocketClientTest, AProblemBecomesAnErrorAgain) {
  serve();
  const auto answer = ask_as_ada({.path = "/nowhere"});
  ASSERT_TRUE(answer);
  EXPECT_EQ(error_of(*answer).code, ErrorCode::not_found);
  EXPECT_EQ(error_of(*answer).message, "There is nothing at this address.");
}

TEST_F(SocketClientTest, SaysThatNoServerIsThere) {
  EXPECT_EQ(ask_as_ada({.path = "/"}).error().problem, "no_server");
}

}  // namespace
}  // namespace confrere::http

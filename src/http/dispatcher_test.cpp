#include "http/dispatcher.h"

#include <gmock/gmock.h>

#include "http/testing/named_authenticator.h"
#include "store/testing/test_database.h"

namespace confrere::http {
namespace {

using testing::HasSubstr;
using testing::Not;

/// A route that notes a fact and answers with how many there are.
Route notes_facts() {
  return write_route(Method::post, "/facts", [](const Call& call) -> Result<WriteStep> {
    auto fact = call.body<std::map<std::string, std::string>>();
    if (!fact) return fact.error();
    return WriteStep([name = (*fact)["name"]](store::WriteTransaction& tx) -> Result<Response> {
      if (name == "bad") return conflict("There is one already.");
      if (name == "bug") throw std::runtime_error("secret cause");
      tx.execute("INSERT INTO server_fact (name, value) VALUES ($1, '')", id_text(new_id_bytes()) + name);
      const auto count =
          tx.first([](const store::Row& row) { return row.integer(0); }, "SELECT count(*) FROM server_fact");
      return json(boost::json::object{{"count", *count}}, 201).with("Location", "/facts/" + name);
    });
  });
}

class DispatcherTest : public testing::Test {
 protected:
  DispatcherTest() : ada_(people_.add("ada")), grace_(people_.add("grace")) {
    log::set_lowest(log::Level::error);
    store_ = store::Store::open({.path = database_.address(), .clock = &clock_}).value();
    router_.add(notes_facts());
    router_.add(
        read_route(Method::get, "/me", [](const Call& call, store::ReadTransaction&) -> Result<Response> {
          return json(boost::json::object{{"member", call.viewer().member.text()}});
        }));
    Route open =
        read_route(Method::get, "/open", [](const Call& call, store::ReadTransaction&) -> Result<Response> {
          return json(boost::json::object{{"signed_in", !call.viewer().member.empty()}});
        });
    open.access = Access::anybody;
    router_.add(std::move(open));
    Route sign_in =
        work_route(Method::post, "/session", [](const Call&) -> Result<Response> { return no_content(); });
    sign_in.access = Access::anybody;
    router_.add(std::move(sign_in));
    Route local =
        work_route(Method::post, "/local", [](const Call&) -> Result<Response> { return no_content(); });
    local.access = Access::machine;
    router_.add(std::move(local));
    router_.add(work_route(Method::post, "/jobs", [this](const Call&) -> Result<Response> {
      return json(boost::json::object{{"jobs", ++jobs_}}, 202);
    }));
    Route token = notes_facts();
    token.pattern = "/tokens";
    token.secret = true;
    router_.add(std::move(token));
    router_.add(
        read_route(Method::get, "/bug", [](const Call&, store::ReadTransaction& tx) -> Result<Response> {
          tx.query("SELECT secret FROM nowhere");
          return no_content();
        }));
  }

  Request as(const std::string& who, Method method, std::string path, std::string body = "{}") {
    Request request{.method = method, .path = std::move(path), .body = std::move(body)};
    if (!who.empty()) request.headers["authorization"] = "Bearer " + who;
    return request;
  }
  Request keyed(const std::string& key, std::string path = "/facts", std::string body = R"({"name":"a"})") {
    Request request = as("ada", Method::post, std::move(path), std::move(body));
    request.headers["idempotency-key"] = key;
    return request;
  }
  Response answer(const Request& request) {
    return Dispatcher(*store_, router_, people_, kPublic).answer(request);
  }
  static std::string code_of(const Response& response) {
    return std::string(boost::json::parse(response.body).at("code").as_string());
  }
  static bool is_replayed(const Response& response) {
    return testing::Value(response.headers, testing::Contains(std::pair<std::string, std::string>(
                                                "Idempotency-Replayed", "true")));
  }
  std::int64_t facts() {
    return *store_->read([](store::ReadTransaction& tx) {
      return tx.first([](const store::Row& row) { return row.integer(0); },
                      "SELECT count(*) FROM server_fact");
    });
  }

  static constexpr const char* kPublic = "https://confrere.example/";
  store::TestDatabase database_;
  FixedClock clock_{*Instant::parse("2026-11-21T08:00:00Z")};
  std::unique_ptr<store::Store> store_;
  Router router_;
  NamedAuthenticator people_;
  Viewer ada_;
  Viewer grace_;
  int jobs_ = 0;
};

TEST_F(DispatcherTest, AMembersRouteNeedsASignIn) {
  EXPECT_EQ(answer(as("", Method::get, "/me")).status, 401);
  EXPECT_EQ(answer(as("mallory", Method::get, "/me")).status, 401);
  EXPECT_THAT(answer(as("ada", Method::get, "/me")).body, HasSubstr(ada_.member.text()));
  EXPECT_THAT(answer(as("ada", Method::get, "/me")).body, Not(HasSubstr(grace_.member.text())));
}

TEST_F(DispatcherTest, AnOpenRouteTakesAnybodyAlsoWithAStaleCookie) {
  EXPECT_EQ(answer(as("", Method::get, "/open")).body, R"({"signed_in":false})");
  EXPECT_EQ(answer(as("mallory", Method::get, "/open")).body, R"({"signed_in":false})");
  EXPECT_EQ(answer(as("ada", Method::get, "/open")).body, R"({"signed_in":true})");
}

TEST_F(DispatcherTest, TheMachinesRoutesAreNotThereForTheNetwork) {
  EXPECT_EQ(answer(as("ada", Method::post, "/local")).status, 404);
  Request local = as("", Method::post, "/local");
  local.origin = Origin::machine;
  EXPECT_EQ(answer(local).status, 204);
}

TEST_F(DispatcherTest, ABrowserWritesFromItsOwnPagesOnly) {
  const auto with_cookie = [&](const std::map<std::string, std::string>& headers) {
    Request request = as("", Method::post, "/facts", R"({"name":"a"})");
    request.headers = {headers.begin(), headers.end()};
    request.headers["cookie"] = "session=ada";
    request.headers["host"] = "confrere.local:8080";
    return answer(request).status;
  };
  EXPECT_EQ(with_cookie({{"sec-fetch-site", "same-origin"}}), 201);
  EXPECT_EQ(with_cookie({{"origin", "http://confrere.local:8080"}}), 201);
  EXPECT_EQ(with_cookie({{"origin", "https://confrere.example"}}), 201) << "the public address";
  EXPECT_EQ(with_cookie({}), 201) << "no browser";
  EXPECT_EQ(with_cookie({{"sec-fetch-site", "cross-site"}}), 403);
  EXPECT_EQ(with_cookie({{"sec-fetch-site", "same-site"}}), 403);
  EXPECT_EQ(with_cookie({{"sec-fetch-site", "cross-site"}, {"origin", "http://confrere.local:8080"}}), 403);
  EXPECT_EQ(with_cookie({{"origin", "https://evil.example"}}), 403);
  EXPECT_EQ(with_cookie({{"origin", "https://confrere.local:8080"}}), 403)
      << "another scheme is another origin";
  EXPECT_EQ(with_cookie({{"origin", "null"}}), 403);
  EXPECT_EQ(facts(), 4);
}

TEST_F(DispatcherTest, SigningInFromAnotherSiteIsRefusedToo) {
  Request request = as("", Method::post, "/session");
  request.headers["sec-fetch-site"] = "cross-site";
  EXPECT_EQ(code_of(answer(request)), "cross_site");
}

TEST_F(DispatcherTest, ATokenIsNoCookieAndMayComeFromAnywhere) {
  Request request = as("ada", Method::post, "/facts", R"({"name":"a"})");
  request.headers["sec-fetch-site"] = "cross-site";
  EXPECT_EQ(answer(request).status, 201);
}

TEST_F(DispatcherTest, AnErrorOfAWriteLeavesNothingAndSaysWhy) {
  const Response response = answer(as("ada", Method::post, "/facts", R"({"name":"bad"})"));
  EXPECT_EQ(response.status, 409);
  EXPECT_THAT(response.body, HasSubstr("There is one already."));
  EXPECT_EQ(facts(), 0);
}

TEST_F(DispatcherTest, BugsAreToldWithoutTheirCause) {
  for (const Request& request :
       {as("ada", Method::get, "/bug"), as("ada", Method::post, "/facts", R"({"name":"bug"})")}) {
    const Response response = answer(request);
    EXPECT_EQ(response.status, 500);
    EXPECT_THAT(response.body, HasSubstr("Something went wrong"));
    EXPECT_THAT(response.body, Not(HasSubstr("secret")));
  }
}

TEST_F(DispatcherTest, AnIdempotencyKeyDoesItOnceAndAnswersTheSame) {
  const Response first = answer(keyed("k1"));
  const Response second = answer(keyed("k1"));
  EXPECT_EQ(first.status, 201);
  EXPECT_EQ(second.status, 201);
  EXPECT_EQ(first.body, second.body);
  EXPECT_FALSE(is_replayed(first));
  EXPECT_TRUE(is_replayed(second));
  EXPECT_THAT(second.headers, testing::Contains(std::pair<std::string, std::string>("Location", "/facts/a")));
  EXPECT_EQ(facts(), 1);
}

TEST_F(DispatcherTest, AKeyBelongsToOneRequest) {
  answer(keyed("k1"));
  const Response other = answer(keyed("k1", "/facts", R"({"name":"b"})"));
  EXPECT_EQ(other.status, 422);
  EXPECT_EQ(code_of(other), "idempotency_key_reused");
  EXPECT_EQ(code_of(answer(keyed("k1", "/jobs"))), "idempotency_key_reused");
  EXPECT_EQ(facts(), 1);
}

TEST_F(DispatcherTest, AKeyBelongsToOneMember) {
  answer(keyed("k1"));
  Request of_grace = keyed("k1");
  of_grace.headers["authorization"] = "Bearer grace";
  const Response response = answer(of_grace);
  EXPECT_FALSE(is_replayed(response));
  EXPECT_EQ(facts(), 2);
}

TEST_F(DispatcherTest, AKeyIsForgottenAfterTwoDays) {
  answer(keyed("k1"));
  clock_.advance(std::chrono::hours(47));
  EXPECT_TRUE(is_replayed(answer(keyed("k1"))));
  clock_.advance(std::chrono::hours(2));
  EXPECT_FALSE(is_replayed(answer(keyed("k1"))));
  EXPECT_EQ(facts(), 2);
}

TEST_F(DispatcherTest, AFailureIsNotKeptSoThatARetryCanSucceed) {
  EXPECT_EQ(answer(keyed("k1", "/facts", R"({"name":"bad"})")).status, 409);
  EXPECT_EQ(answer(keyed("k1", "/facts", R"({"name":"good"})")).status, 201);
}

TEST_F(DispatcherTest, WorkWithAKeyIsDoneOnceToo) {
  EXPECT_EQ(answer(keyed("k1", "/jobs")).body, R"({"jobs":1})");
  EXPECT_EQ(answer(keyed("k1", "/jobs")).body, R"({"jobs":1})");
  EXPECT_EQ(jobs_, 1);
}

TEST_F(DispatcherTest, ASecretIsNotKept) {
  EXPECT_EQ(answer(keyed("k1", "/tokens")).status, 201);
  const Response again = answer(keyed("k1", "/tokens"));
  EXPECT_EQ(code_of(again), "secret_shown_once");
  EXPECT_EQ(facts(), 1);
  const auto kept = store_->read([](store::ReadTransaction& tx) {
    return tx.first([](const store::Row& row) { return row.get<std::string>(0); },
                    "SELECT body FROM idempotency_key");
  });
  EXPECT_EQ(kept, "");
}

TEST_F(DispatcherTest, AKeyOfAWrongFormIsRefused) {
  for (const std::string& key : {std::string("with space"), std::string(256, 'x'), std::string("\xc3\xbc")}) {
    EXPECT_EQ(answer(keyed(key)).status, 422);
  }
  EXPECT_EQ(facts(), 0);
}

}  // namespace
}  // namespace confrere::http

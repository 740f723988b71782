#include "http/call.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace confrere::http {
namespace {

using testing::HasSubstr;
using testing::Not;

boost::json::object body_of(const Response& response) {
  return boost::json::parse(response.body).as_object();
}

Result<Call> call_with(const std::string& query) {
  static Request request;
  request.query = query;
  return Call::of(request, {}, {});
}

TEST(ProblemTest, SaysWhatWhereAndNeverTheCause) {
  const Response response = problem({.code = ErrorCode::invalid,
                                     .message = "This looks like a patient's number.",
                                     .field = "$.note",
                                     .problem = "patient_identifier",
                                     .cause = "SELECT secret",
                                     .position = TextSpan{.start = 3, .end = 12}});
  EXPECT_EQ(response.status, 422);
  EXPECT_EQ(response.headers.front().second, "application/problem+json");
  EXPECT_EQ(response.body,
            R"({"type":"about:blank","title":"Something in the request is not right","status":422,)"
            R"("code":"patient_identifier","detail":"This looks like a patient's number.","field":"$.note",)"
            R"("position":{"start":3,"end":12}})");
}

TEST(ProblemTest, EveryCodeHasItsStatus) {
  const std::vector<std::pair<ErrorCode, int>> statuses{
      {ErrorCode::invalid, 422},   {ErrorCode::unauthenticated, 401}, {ErrorCode::forbidden, 403},
      {ErrorCode::not_found, 404}, {ErrorCode::conflict, 409},        {ErrorCode::precondition_failed, 412},
      {ErrorCode::too_large, 413}, {ErrorCode::rate_limited, 429},    {ErrorCode::unavailable, 503},
      {ErrorCode::internal, 500}};
  for (const auto& [code, status] : statuses) {
    const Response response = problem({.code = code, .message = "Why."});
    EXPECT_EQ(response.status, status);
    EXPECT_EQ(body_of(response).at("status").as_int64(), status);
  }
}

TEST(ProblemTest, ALimitSaysWhenToComeAgain) {
  const Response response =
      problem({.code = ErrorCode::rate_limited, .message = "Slowly.", .retry_after = 30});
  EXPECT_THAT(response.headers, testing::Contains(std::pair<std::string, std::string>("Retry-After", "30")));
  EXPECT_EQ(body_of(response).at("retry_after").as_int64(), 30);
}

TEST(ProblemTest, MalformedJsonIsABadRequest) {
  EXPECT_EQ(problem(from_json_text<std::string>("{").error()).status, 400);
}

TEST(IfMatchTest, FitsTheVersionAnythingOrNothing) {
  EXPECT_EQ(etag(7), "\"7\"");
  EXPECT_TRUE(check_if_match("", 7));
  EXPECT_TRUE(check_if_match("*", 7));
  EXPECT_TRUE(check_if_match("\"6\", \"7\"", 7));
  EXPECT_EQ(check_if_match("\"6\"", 7).error().code, ErrorCode::precondition_failed);
  EXPECT_FALSE(check_if_match("7", 7));
}

TEST(QueryTest, IsDecoded) {
  const auto call = call_with("query=M%C3%BCller+%26+S%C3%B6hne&limit=5&archived");
  ASSERT_TRUE(call);
  EXPECT_EQ(call->query("query"), "Müller & Söhne");
  EXPECT_EQ(call->limit().value(), 5);
  EXPECT_TRUE(call->query_flag("archived").value());
  EXPECT_EQ(call->query("cursor"), std::nullopt);
}

TEST(QueryTest, RefusesWhatIsNotPercentEncodedUtf8) {
  for (const char* query : {"q=%", "q=%4", "q=%zz", "q=%ff", "q=%c3", "q=%00", "%ff=1", "q=1&q=2"}) {
    const auto call = call_with(query);
    ASSERT_FALSE(call) << query;
    EXPECT_EQ(call.error().problem, "malformed_query") << query;
    EXPECT_EQ(problem(call.error()).status, 400);
  }
}

TEST(QueryTest, NamesTheParameterThatIsWrong) {
  for (const char* query :
       {"limit=0", "limit=501", "limit=five", "limit=5x", "limit=", "limit=99999999999999999999"}) {
    const auto limit = call_with(query)->limit();
    ASSERT_FALSE(limit) << query;
    EXPECT_EQ(limit.error().field, "limit");
    EXPECT_THAT(limit.error().message, HasSubstr("from 1 to 500"));
  }
  EXPECT_EQ(call_with("archived=maybe")->query_flag("archived").error().field, "archived");
  const auto circle = call_with("circle=7")->query_value<CircleId>("circle");
  EXPECT_EQ(circle.error().field, "circle");
  EXPECT_THAT(circle.error().message, HasSubstr("circle must be an id"));
}

TEST(CallTest, WhatIsNoIdIsNotFound) {
  const Request request;
  const auto call = Call::of(request, {}, {{"id", "../../etc/passwd"}});
  EXPECT_EQ(call->id<ContactId>().error().code, ErrorCode::not_found);
  EXPECT_THAT(call->id<ContactId>().error().message, Not(HasSubstr("passwd")));
}

TEST(CallTest, AnEmptyBodyIsAnEmptyObject) {
  const Request request;
  EXPECT_TRUE(Call::of(request, {}, {})->body<boost::json::object>()->empty());
}

}  // namespace
}  // namespace confrere::http

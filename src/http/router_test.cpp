#include "http/router.h"

#include <gtest/gtest.h>

namespace confrere::http {
namespace {

Route route(Method method, std::string pattern) {
  return work_route(method, std::move(pattern), [](const Call&) -> Result<Response> { return no_content(); });
}

class RouterTest : public testing::Test {
 protected:
  RouterTest() {
    router_.add(route(Method::get, "/api/v1/contacts"));
    router_.add(route(Method::post, "/api/v1/contacts"));
    router_.add(route(Method::get, "/api/v1/contacts/{id}"));
    router_.add(route(Method::get, "/api/v1/contacts/mine"));
    router_.add(route(Method::put, "/api/v1/circles/{id}/contacts/{contact_id}"));
  }
  std::string pattern_for(Method method, std::string_view path) {
    const auto match = router_.find(method, path);
    return match ? match->route->pattern : match.error().problem + "!" + match.error().field;
  }
  Router router_;
};

TEST_F(RouterTest, FindsTheRouteAndItsParameters) {
  EXPECT_EQ(pattern_for(Method::post, "/api/v1/contacts"), "/api/v1/contacts");
  const auto match = router_.find(Method::put, "/api/v1/circles/a/contacts/b");
  ASSERT_TRUE(match);
  EXPECT_EQ(match->parameters.at("id"), "a");
  EXPECT_EQ(match->parameters.at("contact_id"), "b");
}

TEST_F(RouterTest, APlainSegmentComesBeforeAParameter) {
  EXPECT_EQ(pattern_for(Method::get, "/api/v1/contacts/mine"), "/api/v1/contacts/mine");
  EXPECT_EQ(pattern_for(Method::get, "/api/v1/contacts/other"), "/api/v1/contacts/{id}");
}

TEST_F(RouterTest, AKnownPathSaysItsMethods) {
  EXPECT_EQ(pattern_for(Method::del, "/api/v1/contacts"), "method_not_allowed!GET, HEAD, POST");
  const auto options = router_.find(std::nullopt, "/api/v1/contacts/x");
  EXPECT_EQ(problem(options.error()).status, 405);
  EXPECT_EQ(problem(options.error()).headers.back(),
            std::pair(std::string("Allow"), std::string("GET, HEAD")));
}

TEST_F(RouterTest, WhatIsNotThereIsNotFound) {
  for (const char* path :
       {"", "/", "*", "/api/v1", "/api/v1/contacts/", "/api/v1/contacts/a/b", "//api/v1/contacts"}) {
    const auto match = router_.find(Method::get, path);
    ASSERT_FALSE(match) << path;
    EXPECT_EQ(match.error().code, ErrorCode::not_found) << path;
  }
}

TEST_F(RouterTest, TwoRoutesOfOneShapeAreABug) {
  EXPECT_THROW(router_.add(route(Method::get, "/api/v1/contacts/{other}")), BrokenInvariant);
}

}  // namespace
}  // namespace confrere::http

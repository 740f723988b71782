#include "http/forwarded.h"

#include <gtest/gtest.h>

namespace confrere::http {
namespace {

Request forwarded(const std::map<std::string, std::string>& headers) {
  Request request{.headers = {headers.begin(), headers.end()}, .client = "10.0.0.1"};
  apply_forwarded(request);
  return request;
}

TEST(ForwardedTest, TakesWhatTheProxyAdded) {
  const Request request = forwarded({{"x-forwarded-for", "203.0.113.9"}, {"x-forwarded-proto", "https"}});
  EXPECT_EQ(request.client, "203.0.113.9");
  EXPECT_TRUE(request.secure);
}

TEST(ForwardedTest, DoesNotBelieveWhatTheClientSentBefore) {
  const Request request =
      forwarded({{"x-forwarded-for", "6.6.6.6, 203.0.113.9"}, {"x-forwarded-proto", "https, http"}});
  EXPECT_EQ(request.client, "203.0.113.9");
  EXPECT_FALSE(request.secure);
}

TEST(ForwardedTest, ReadsTheStandardsHeader) {
  EXPECT_EQ(forwarded({{"forwarded", "for=6.6.6.6, For=\"[2001:db8::1]:4711\";Proto=https"}}).client,
            "2001:db8::1");
  EXPECT_TRUE(forwarded({{"forwarded", "proto=https;for=203.0.113.9:4711"}}).secure);
  EXPECT_EQ(forwarded({{"forwarded", "proto=https;for=203.0.113.9:4711"}}).client, "203.0.113.9");
}

TEST(ForwardedTest, LeavesWhatIsNotSaid) {
  EXPECT_EQ(forwarded({}).client, "10.0.0.1");
}

}  // namespace
}  // namespace confrere::http

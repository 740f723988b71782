#include "http/connection_limit.h"

#include <vector>

#include <gtest/gtest.h>

namespace confrere::http {
namespace {

using Places = std::vector<std::unique_ptr<ConnectionLimit::Place>>;

TEST(ConnectionLimitTest, AClientHasItsShareAndLeavesTheRest) {
  ConnectionLimit limit(5, 2);
  Places places;
  for (int i = 0; i < 2; ++i) places.push_back(limit.admit("192.0.2.1"));
  EXPECT_EQ(limit.admit("192.0.2.1"), nullptr);
  EXPECT_NE(limit.admit("192.0.2.2"), nullptr);
  EXPECT_EQ(limit.refused(), 1);
}

TEST(ConnectionLimitTest, AClosedConnectionMakesRoom) {
  ConnectionLimit limit(5, 1);
  auto place = limit.admit("192.0.2.1");
  EXPECT_EQ(limit.admit("192.0.2.1"), nullptr);
  place.reset();
  EXPECT_EQ(limit.open(), 0);
  EXPECT_NE(limit.admit("192.0.2.1"), nullptr);
}

TEST(ConnectionLimitTest, ManyClientsTogetherHaveALimitToo) {
  ConnectionLimit limit(3, 2);
  Places places;
  for (const char* client : {"192.0.2.1", "192.0.2.2", "192.0.2.3"}) places.push_back(limit.admit(client));
  EXPECT_EQ(limit.admit("192.0.2.4"), nullptr);
  EXPECT_EQ(limit.open(), 3);
}

TEST(ConnectionLimitTest, WhoSpeaksForManyIsCountedInAllOnly) {
  ConnectionLimit limit(3, 1);
  Places places;
  for (int i = 0; i < 3; ++i) EXPECT_NE(places.emplace_back(limit.admit("")), nullptr);
  EXPECT_EQ(limit.admit(""), nullptr);
}

TEST(ConnectionLimitTest, ANetworkOfIpv6IsOneClient) {
  ConnectionLimit limit(5, 1);
  const auto place = limit.admit("2001:db8:1:2::1");
  EXPECT_EQ(limit.admit("2001:db8:1:2:ffff::9"), nullptr);
  EXPECT_NE(limit.admit("2001:db8:1:3::1"), nullptr);
}

}  // namespace
}  // namespace confrere::http

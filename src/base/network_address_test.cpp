#include "base/network_address.h"

#include <gtest/gtest.h>

namespace confrere {
namespace {

TEST(NetworkAddressTest, IsCountedByItsNetworkWhereItIsIpv6) {
  EXPECT_EQ(address_key("2001:db8:1:2::1"), address_key("2001:db8:1:2:ffff::9"));
  EXPECT_NE(address_key("2001:db8:1:2::1"), address_key("2001:db8:1:3::1"));
  EXPECT_EQ(address_key("::ffff:10.0.0.1"), "10.0.0.1");
  EXPECT_EQ(address_key("10.0.0.1"), "10.0.0.1");
}

}  // namespace
}  // namespace confrere

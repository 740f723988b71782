#include "base/wording.h"

#include <gtest/gtest.h>

namespace confrere {
namespace {

TEST(Wording, FirstNames) {
  EXPECT_EQ(first_name("Grace Hopper", ""), "Grace");
  EXPECT_EQ(first_name("Dr. Grace Hopper, PhD", ""), "Grace");
  EXPECT_EQ(first_name("Hopper, Grace", "Grace Brewster"), "Grace");
  EXPECT_EQ(first_name("Dr Rao", ""), "Dr Rao");
  EXPECT_EQ(first_name("Prof. Dr. Łukasz Ångström", ""), "Łukasz");
  EXPECT_EQ(first_name("Madonna", ""), "Madonna");
}

TEST(Wording, LinesWithinASentence) {
  EXPECT_EQ(without_capital("Somebody for hernias"), "somebody for hernias");
  EXPECT_EQ(without_capital("MRI slides"), "MRI slides");
  EXPECT_EQ(without_full_stop("Advice on wounds. "), "Advice on wounds");
}

}  // namespace
}  // namespace confrere

#include "base/cursor.h"

#include <gtest/gtest.h>

namespace confrere {
namespace {

TEST(Cursor, ComesBackAsItWas) {
  const std::vector<std::string> parts{"Ångström, Ada", "0190"};
  EXPECT_EQ(parse_cursor(cursor_text(parts), 2), parts);
}

TEST(Cursor, EmptyPartsStay) {
  const std::vector<std::string> parts{"", "x"};
  EXPECT_EQ(parse_cursor(cursor_text(parts), 2), parts);
}

TEST(Cursor, IsSafeInAUrl) {
  for (const char c : cursor_text({">>>~~~", "ÿÿÿ"}))
    EXPECT_TRUE(std::isalnum(c) || c == '-' || c == '_') << c;
}

TEST(Cursor, RefusesWhatIsNotOne) {
  EXPECT_EQ(parse_cursor("!!", 1), std::nullopt);
  EXPECT_EQ(parse_cursor(cursor_text({"a", "b"}), 3), std::nullopt);
  EXPECT_EQ(parse_cursor("_w", 1), std::nullopt) << "one byte, not UTF-8";
}

}  // namespace
}  // namespace confrere

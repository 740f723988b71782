#include "base/text.h"

#include <gtest/gtest.h>

#include "base/id.h"

namespace confrere {
namespace {

TEST(Text, FoldingForgetsCaseAccentsAndExtraSpace) {
  EXPECT_EQ(fold("  Łukasz  Ångström-Müller "), "lukasz angstrom-muller");
  EXPECT_EQ(fold("Søren Kjær"), "soren kjaer");
  EXPECT_EQ(fold("STRASSE"), fold("Straße"));
}

TEST(Text, WordsAreRunsOfLettersAndDigits) {
  EXPECT_EQ(words("o'brien, j. (gp) 2nd"), (std::vector<std::string>{"o", "brien", "j", "gp", "2nd"}));
  EXPECT_TRUE(words(" -- ").empty());
}

TEST(Text, InvalidUtf8AndNulAreNotText) {
  EXPECT_TRUE(is_valid_text("Zoë"));
  EXPECT_FALSE(is_valid_text("\xff"));
  EXPECT_FALSE(is_valid_text(std::string_view("a\0b", 3)));
}

TEST(Text, ShorteningNeverSplitsACharacter) {
  EXPECT_EQ(shorten("Zoë Ång", 3), "Zoë…");
  EXPECT_EQ(shorten("Zoë", 3), "Zoë");
}

TEST(Text, EditsCountASwapAsOne) {
  EXPECT_EQ(edits_within("smith", "simth", 2), 1);
  EXPECT_EQ(edits_within("smith", "smyth", 1), 1);
  EXPECT_EQ(edits_within("smith", "smith", 1), 0);
  EXPECT_FALSE(edits_within("smith", "jones", 2));
  EXPECT_FALSE(edits_within("a", "abcd", 2));
}

TEST(Id, ReadsWhatItWritesAndGrowsWithTime) {
  ContactId last = ContactId::make();
  for (int i = 0; i < 10'000; ++i) {
    const ContactId next = ContactId::make();
    ASSERT_LT(last, next);
    last = next;
  }
  EXPECT_EQ(ContactId::parse(last.text()), last);
  EXPECT_FALSE(ContactId::parse("x" + last.text().substr(1)));
  EXPECT_FALSE(ContactId::parse(last.text() + "0"));
}

}  // namespace
}  // namespace confrere

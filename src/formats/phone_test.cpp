#include "formats/phone.h"

#include <gtest/gtest.h>

namespace confrere::formats {
namespace {

std::string number(std::string_view text, std::string_view country = {}) {
  const auto key = phone_key(text, country);
  if (!key) return "(none)";
  return key->extension.empty() ? key->number : key->number + " x" + key->extension;
}

TEST(Phone, InternationalFormsOfOneNumberAreOneKey) {
  for (const std::string_view text :
       {"+44 (0)20 7946 0000", "+442079460000", "0044 20 7946 0000", "tel:+44-20-7946-0000",
        "+44 020 7946 0000", "(+44) 20.7946.0000", "0044 (0) 20 7946 0000",
        "\xEF\xBC\x8B\xEF\xBC\x94\xEF\xBC\x94 20 7946 0000"}) {
    EXPECT_EQ(number(text), "+442079460000") << text;
  }
  EXPECT_EQ(number("020 7946 0000", "GB"), "+442079460000");
  EXPECT_EQ(number("tel:2079460000;phone-context=+44"), "+442079460000");
}

TEST(Phone, AmericanFormsOfOneNumberAreOneKey) {
  for (const std::string_view text :
       {"+1 (555) 010-1234", "555-010-1234", "1-555-010-1234", "(555) 010 1234"}) {
    EXPECT_EQ(number(text, "US"), "+15550101234") << text;
  }
  EXPECT_EQ(number("1-555-010-1234"), number("(555) 010-1234"));
  EXPECT_EQ(number("011 44 20 7946 0000", "US"), "+442079460000");
}

TEST(Phone, KeepsTheExtensionApart) {
  for (const std::string_view text :
       {"tel:+1-418-656-9254;ext=102", "+1 418 656 9254 ext. 102", "+1 418 656 9254 x102",
        "+1 418 656 9254 #102", "+1 418 656 9254 Extension 102"}) {
    EXPECT_EQ(number(text), "+14186569254 x102") << text;
  }
}

TEST(Phone, KnowsWhereZeroBelongsAndOtherTrunkPrefixes) {
  EXPECT_EQ(number("+39 06 698 1234"), "+39066981234");
  EXPECT_EQ(number("06 698 1234", "IT"), "+39066981234");
  EXPECT_EQ(number("8 495 123 45 67", "RU"), "+74951234567");
  EXPECT_EQ(number("06 1 234 5678", "HU"), "+3612345678");
  EXPECT_EQ(number("+353 (0)1 234 5678"), "+35312345678");
  EXPECT_EQ(number("0176 12345678", "de"), "+4917612345678");
}

TEST(Phone, StaysNationalWithoutACountry) {
  EXPECT_EQ(number("020 7946 0000"), "2079460000");
  EXPECT_EQ(number("020 7946 0000", "ZZ"), "2079460000");
  EXPECT_EQ(number("0300"), "0300");
}

TEST(Phone, TailIsTheSameWithAndWithoutTheCountry) {
  EXPECT_EQ(phone_key("+44 (0)20 7946 0000")->tail(), phone_key("020 7946 0000")->tail());
  EXPECT_EQ(phone_key("999")->tail(), "999");
}

TEST(Phone, ReadsOtherDigits) {
  EXPECT_EQ(number("+\xD9\xA9\xD9\xA6\xD9\xA1 1 234 567"), "+9611234567");
}

TEST(Phone, IsNoneWithoutDigits) {
  for (const std::string_view text : {"", "BusinessPhone", "+", "12", "ext. 5"})
    EXPECT_EQ(number(text), "(none)") << text;
}

}  // namespace
}  // namespace confrere::formats

#include "formats/partial_date.h"

#include <gtest/gtest.h>

#include "base/json.h"

namespace confrere::formats {
namespace {

std::string from_vcard(std::string_view text) {
  const auto date = parse_vcard_date(text);
  return date ? date->text() : "(none)";
}

TEST(PartialDate, ReadsAndPrintsTheApisForms) {
  for (const std::string_view text :
       {"2019-07-09", "2019-07", "2019", "--07-09", "--07", "0099", "2000-02-29", "--02-29"}) {
    const auto date = PartialDate::parse(text);
    ASSERT_TRUE(date) << text;
    EXPECT_EQ(date->text(), text);
  }
}

TEST(PartialDate, RefusesWhatIsNoDate) {
  for (const std::string_view text :
       {"", "2019-7-9", "2019-13", "2019-02-30", "2019-02-29", "1900-02-29", "--13", "--02-30", "---09",
        "20190709", "2019-", "2019-07-", "0000", "2019-07-09 ", "-0709", "soon"}) {
    EXPECT_FALSE(PartialDate::parse(text)) << text;
  }
}

TEST(PartialDate, ReadsTheFormsOfVcards) {
  EXPECT_EQ(from_vcard("19960415"), "1996-04-15");
  EXPECT_EQ(from_vcard("1996-04-15"), "1996-04-15");
  EXPECT_EQ(from_vcard("1996-04"), "1996-04");
  EXPECT_EQ(from_vcard("1996"), "1996");
  EXPECT_EQ(from_vcard("--0415"), "--04-15");
  EXPECT_EQ(from_vcard("--04-15"), "--04-15");
  EXPECT_EQ(from_vcard("--04"), "--04");
  EXPECT_EQ(from_vcard("19531015T231000Z"), "1953-10-15");
  EXPECT_EQ(from_vcard("1980-03-22T00:00:00Z"), "1980-03-22");
  EXPECT_EQ(from_vcard("1604-04-15"), "--04-15");
  EXPECT_EQ(from_vcard(" 19960415 "), "1996-04-15");
  for (const std::string_view text : {"0000", "199604", "---15", "T1430", "circa 1800", "", "19960431"}) {
    EXPECT_EQ(from_vcard(text), "(none)") << text;
  }
}

TEST(PartialDate, PrintsWhatVcardsRead) {
  for (const std::string_view text : {"2019-07-09", "2019-07", "2019", "--07-09", "--07"}) {
    EXPECT_EQ(from_vcard(to_vcard_date(*PartialDate::parse(text))), text);
  }
}

TEST(PartialDate, IsAStringInJson) {
  EXPECT_EQ(to_json_text(*PartialDate::parse("--07-09")), "\"--07-09\"");
  EXPECT_EQ(*from_json_text<PartialDate>("\"2019-07\""), *PartialDate::parse("2019-07"));
  EXPECT_EQ(from_json_text<PartialDate>("\"July\"").error().code, ErrorCode::invalid);
}

}  // namespace
}  // namespace confrere::formats

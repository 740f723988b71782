#include "formats/csv.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace confrere::formats {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<CsvEntry> read(std::string_view bytes, std::size_t piece = std::string::npos,
                           std::size_t max_field = 100) {
  std::vector<CsvEntry> entries;
  CsvReader reader([&entries](CsvEntry&& entry) { entries.push_back(std::move(entry)); }, max_field);
  for (std::size_t at = 0; at < bytes.size(); at += std::min(piece, bytes.size() - at)) {
    reader.feed(bytes.substr(at, piece));
  }
  reader.finish();
  return entries;
}

/// "1: a|b", rejections as "1! reason"; the same whatever the pieces.
std::vector<std::string> rows(std::string_view bytes) {
  const auto entries = read(bytes);
  for (const std::size_t piece : {std::size_t{1}, std::size_t{2}, std::size_t{5}})
    EXPECT_EQ(read(bytes, piece), entries);
  std::vector<std::string> found;
  for (const CsvEntry& entry : entries) {
    if (const auto* row = std::get_if<CsvRow>(&entry)) {
      found.push_back(std::to_string(row->line) + ": " + fmt::format("{}", fmt::join(row->fields, "|")));
    } else {
      const auto& rejection = std::get<Rejection>(entry);
      found.push_back(std::to_string(rejection.line) + "! " + rejection.reason);
    }
  }
  return found;
}

TEST(Csv, ReadsQuotesDelimitersAndLineEndsInFields) {
  EXPECT_THAT(rows("a,b\r\n\"x, y\",\"say \"\"hi\"\"\"\r\n\"two\nlines\",z\r\nlast,row"),
              ElementsAre("1: a|b", "2: x, y|say \"hi\"", "3: two\nlines|z", "5: last|row"));
}

TEST(Csv, TakesEveryLineEndAndPassesOverEmptyLines) {
  EXPECT_THAT(rows("a,b\n\nc,d\r\re,f\r\n \r\ng,h"), ElementsAre("1: a|b", "3: c|d", "5: e|f", "7: g|h"));
  EXPECT_THAT(rows(""), IsEmpty());
  EXPECT_THAT(rows("\n\r\n"), IsEmpty());
  EXPECT_THAT(rows(std::string_view("a,b\n\0\n", 6)), ElementsAre("1: a|b"));
}

TEST(Csv, FindsTheDelimiter) {
  EXPECT_THAT(rows("a;b\n1, 2, 3;x\n"), ElementsAre("1: a|b", "2: 1, 2, 3|x"));
  EXPECT_THAT(rows("a\tb\n1\t2\n"), ElementsAre("1: a|b", "2: 1|2"));
  EXPECT_THAT(rows("sep=;\r\na;b\r\n"), ElementsAre("2: a|b"));
  EXPECT_THAT(rows("one\ntwo\n"), ElementsAre("1: one", "2: two"));
}

TEST(Csv, KeepsEmptyFieldsAndQuotesInsidePlainOnes) {
  EXPECT_THAT(rows(",\"\",\n5'11\" tall,x,y\n"), ElementsAre("1: ||", "2: 5'11\" tall|x|y"));
}

TEST(Csv, LosesOneLineOverAnOpenQuote) {
  EXPECT_THAT(rows("a,b\nx,\"open\nc,d\n"),
              ElementsAre("1: a|b", "2! A quotation mark is opened here and never closed.", "3: c|d"));
  std::string long_one = "a,b\n\"open\n";
  for (int i = 0; i < 20; ++i) long_one += "c,d1234567\n";
  const auto found = rows(long_one);
  EXPECT_EQ(found.size(), 22U);
  EXPECT_EQ(found[1], "2! A field here is longer than 0 kB; perhaps a quotation mark is not closed.");
  EXPECT_EQ(found[2], "3: c|d1234567");
}

TEST(Csv, RefusesALongFieldOnceAndReadsOn) {
  EXPECT_THAT(
      rows("a,b\n" + std::string(1000, 'x') + "\r\nc,d\n"),
      ElementsAre("1: a|b", "2! A field here is longer than 0 kB; perhaps a quotation mark is not closed.",
                  "3: c|d"));
}

TEST(Csv, ReadsOtherCharsets) {
  EXPECT_THAT(rows("\xEF\xBB\xBF"
                   "a,b\n"),
              ElementsAre("1: a|b"));
  EXPECT_THAT(rows(std::string_view("\xFF\xFE"
                                    "a\0,\0\xEB\0\n\0",
                                    10)),
              ElementsAre("1: a|\xC3\xAB"));
  EXPECT_THAT(rows("Andr\xE9,b\n"), ElementsAre("1: Andr\xC3\xA9|b"));
  EXPECT_THAT(
      rows("a,b\n\x81,x\nc,d\n"),
      ElementsAre("1: a|b",
                  "2! The text is neither UTF-8 nor Windows-1252. Export the file as UTF-8 and try again.",
                  "3: c|d"));
}

}  // namespace
}  // namespace confrere::formats

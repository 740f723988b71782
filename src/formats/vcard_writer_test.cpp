#include "formats/vcard_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "formats/testing/reading.h"
#include "formats/vcard_version_4.h"

namespace confrere::formats {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using testing::read_vcards;

Vcard read_back(const std::string& text) {
  const auto entries = read_vcards(text);
  EXPECT_EQ(entries.size(), 1U);
  return std::get<ReadVcard>(entries.at(0)).card;
}

/// A card of some version in 4.0, as text without BEGIN, VERSION and END.
std::string in_version_4(std::string_view version, std::string_view lines) {
  const std::string file =
      "BEGIN:VCARD\nVERSION:" + std::string(version) + "\n" + std::string(lines) + "END:VCARD\n";
  const Vcard card = as_version_4(read_back(file));
  EXPECT_EQ(as_version_4(card), card);
  const std::string text = write_vcard(card);
  EXPECT_EQ(read_back(text), card);
  constexpr std::string_view kBegin = "BEGIN:VCARD\r\nVERSION:4.0\r\n";
  constexpr std::string_view kEnd = "END:VCARD\r\n";
  EXPECT_TRUE(text.starts_with(kBegin) && text.ends_with(kEnd));
  return text.substr(kBegin.size(), text.size() - kBegin.size() - kEnd.size());
}

TEST(VcardWriter, FoldsAt75OctetsNeverInsideACharacter) {
  Vcard card;
  std::string name;
  for (int i = 0; i < 60; ++i) name += "\xC3\xA9\xF0\x9F\xA9\xBA";
  card.properties.push_back({"", "FN", {}, name, false});
  const std::string text = write_vcard(card);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find("\r\n", at);
    EXPECT_LE(end - at, 75U);
    EXPECT_NE(static_cast<unsigned char>(text[at + (text[at] == ' ' ? 1 : 0)]) & 0xC0, 0x80);
    at = end + 2;
  }
  EXPECT_EQ(read_back(text), card);
}

TEST(VcardWriter, QuotesAndEscapesParameters) {
  Vcard card;
  card.properties.push_back({"item1",
                             "ADR",
                             {{"LABEL", {"1, High St\n\"Leeds\"; ^UK"}}, {"TYPE", {"home", " odd "}}},
                             ";;;;;;",
                             false});
  EXPECT_THAT(write_vcard(card),
              HasSubstr("item1.ADR;LABEL=\"1, High St^n^'Leeds^'; ^^UK\";TYPE=home,\" odd \":;;;;;;\r\n"));
  EXPECT_EQ(read_back(write_vcard(card)), card);
}

TEST(Version4, EscapesWhatVersion2LeftPlain) {
  EXPECT_EQ(in_version_4("2.1",
                         "FN:Smith, John\nN:Smith;John;;;\nORG:Company, "
                         "The;Dep\\;artment\nNOTE;QUOTED-PRINTABLE:a=0D=0Ab\n"),
            "FN:Smith\\, John\r\nN:Smith;John;;;\r\nORG:Company\\, The;Dep\\;artment\r\nNOTE:a\\nb\r\n");
}

TEST(Version4, TurnsPreferenceBytesDatesAndPlacesIntoItsForms) {
  EXPECT_EQ(
      in_version_4("3.0",
                   "FN:A\nTEL;TYPE=HOME,PREF:1\nPHOTO;ENCODING=b;TYPE=GIF:R0lGODdh\nKEY;ENCODING=b:AAAA\n"
                   "BDAY:1980-03-22\nREV:2012-03-05T13:32:54Z\nGEO:37.4;-122.1\nURL:http\\://a.example\n"),
      "FN:A\r\nTEL;TYPE=HOME;PREF=1:1\r\nPHOTO:data:image/gif;base64,R0lGODdh\r\n"
      "KEY:data:application/octet-stream;base64,AAAA\r\nBDAY:19800322\r\nREV:20120305T133254Z\r\n"
      "GEO:geo:37.4,-122.1\r\nURL:http://a.example\r\n");
}

TEST(Version4, KeepsAPhotosOwnTypeAndSniffsItsFormat) {
  EXPECT_EQ(in_version_4("3.0", "FN:A\nPHOTO;TYPE=WORK;ENCODING=b:R0lGODdh\n"),
            "FN:A\r\nPHOTO;TYPE=WORK:data:image/gif;base64,R0lGODdh\r\n");
}

TEST(Version4, KnowsApplesYear1604) {
  EXPECT_EQ(in_version_4("3.0", "FN:A\nBDAY;X-APPLE-OMIT-YEAR=1604:1604-04-15\n"), "FN:A\r\nBDAY:--0415\r\n");
}

TEST(Version4, MakesANameWhereNoneIs) {
  EXPECT_THAT(in_version_4("2.1", "N:Doe;John;Q;Dr.;Jr.\n"), HasSubstr("FN:Dr. John Q Doe Jr.\r\n"));
  EXPECT_THAT(in_version_4("3.0", "FN:\nN:;;;;\nORG:Ximian\\, Inc.\n"), HasSubstr("FN:Ximian\\, Inc.\r\n"));
  EXPECT_THAT(in_version_4("3.0", "NICKNAME:Bob,Rob\n"), HasSubstr("FN:Bob\r\n"));
  EXPECT_THAT(in_version_4("2.1", "EMAIL;PREF:john.doe@company.com\n"),
              HasSubstr("FN:john.doe@company.com\r\n"));
  EXPECT_THAT(in_version_4("3.0", "X-NOTHING:1\n"), Not(HasSubstr("FN")));
}

TEST(Version4, KeepsTheAgentsCard) {
  EXPECT_EQ(in_version_4("2.1", "FN:John\nAGENT:\nBEGIN:VCARD\nFN:Jenny; a\nEND:VCARD\n"),
            "FN:John\r\nAGENT:BEGIN:VCARD\\nFN:Jenny\\; a\\nEND:VCARD\r\n");
}

}  // namespace
}  // namespace confrere::formats

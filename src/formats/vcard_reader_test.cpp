#include "formats/vcard_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "formats/testing/reading.h"

namespace confrere::formats {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::read_vcards;

/// The only card of a file; fails the test when there is another entry.
ReadVcard read_one(std::string_view bytes) {
  auto entries = read_vcards(bytes);
  EXPECT_EQ(entries.size(), 1U);
  if (entries.empty() || !std::holds_alternative<ReadVcard>(entries.front())) {
    ADD_FAILURE() << "no card";
    return {};
  }
  return std::get<ReadVcard>(entries.front());
}

std::string value_of(std::string_view bytes, std::string_view name) {
  const ReadVcard read = read_one(bytes);
  const Property* property = read.card.find(name);
  return property == nullptr ? "(none)" : property->value;
}

std::string card(std::string_view lines, std::string_view version = "3.0") {
  return "BEGIN:VCARD\r\nVERSION:" + std::string(version) + "\r\n" + std::string(lines) + "END:VCARD\r\n";
}

std::vector<std::string> outcomes(const std::vector<VcardEntry>& entries) {
  std::vector<std::string> found;
  for (const VcardEntry& entry : entries) {
    if (const auto* read = std::get_if<ReadVcard>(&entry)) {
      const Property* name = read->card.find("FN");
      found.push_back(std::to_string(read->line) + ": " + (name == nullptr ? "" : name->value));
    } else {
      const auto& rejection = std::get<Rejection>(entry);
      found.push_back(std::to_string(rejection.line) + "! " + rejection.reason);
    }
  }
  return found;
}

TEST(VcardReader, TellsTheLineWhereEachCardStarts) {
  EXPECT_THAT(outcomes(read_vcards(card("FN:Ada\r\n") + "\r\n" + card("FN:Grace\r\n"))),
              ElementsAre("1: Ada", "6: Grace"));
}

TEST(VcardReader, TakesEveryKindOfLineEnd) {
  for (const std::string_view end : {"\r\n", "\n", "\r", "\r\r\n"}) {
    std::string file;
    for (const std::string_view line : {"BEGIN:VCARD", "VERSION:3.0", "FN:Ada", " Lovelace", "END:VCARD",
                                        "BEGIN:VCARD", "FN:Grace", "END:VCARD"}) {
      file.append(line).append(end);
    }
    EXPECT_THAT(outcomes(read_vcards(file)), ElementsAre("1: AdaLovelace", "6: Grace"));
  }
}

TEST(VcardReader, UnfoldsTextBetweenTheBytesOfACharacter) {
  EXPECT_EQ(value_of(card("FN:Zo\xC3\r\n \xAB\r\n"), "FN"), "Zo\xC3\xAB");
}

TEST(VcardReader, UnfoldsVersion2KeepingTheBlank) {
  EXPECT_EQ(value_of(card("NOTE:met at\r\n the ward\r\n", "2.1"), "NOTE"), "met at the ward");
}

TEST(VcardReader, UnfoldsAHead) {
  const ReadVcard read = read_one(card("TEL;TYPE=VOICE,M\r\n\tSG,WORK:+1\r\n"));
  EXPECT_THAT(read.card.properties.at(0).types(), ElementsAre("VOICE", "MSG", "WORK"));
}

TEST(VcardReader, JoinsSoftLineBreaksOfQuotedPrintable) {
  EXPECT_EQ(
      value_of(
          card("N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=\r\nBr=C3=BCning;=\r\nMichael\r\nFN:M\r\n", "2.1"),
          "N"),
      "Br\xC3\xBCning;Michael");
}

TEST(VcardReader, TreatsAnEqualsSignAsSoftBreakOnlyInQuotedPrintable) {
  const ReadVcard read = read_one(card("URL:http://a.example/?q=\r\nFN:Ada\r\n", "2.1"));
  EXPECT_EQ(read.card.find("URL")->value, "http://a.example/?q=");
  EXPECT_EQ(read.card.find("FN")->value, "Ada");
}

TEST(VcardReader, EndsASoftBreakAtAnEmptyLine) {
  const ReadVcard read = read_one(card("NOTE;QUOTED-PRINTABLE:caf=C3=A9=\r\n\r\nFN:Ada\r\n", "2.1"));
  EXPECT_EQ(read.card.find("NOTE")->value, "caf\xC3\xA9");
  EXPECT_EQ(read.card.find("FN")->value, "Ada");
}

TEST(VcardReader, ReadsBase64InFoldsAndInBareLinesUntilAnEmptyLine) {
  for (const std::string_view block :
       {"PHOTO;ENCODING=BASE64;TYPE=GIF:\r\n R0lG\r\n ODdh\r\n\r\n", "PHOTO;BASE64;GIF:R0lG\r\nODdh\r\n\r\n",
        "PHOTO;ENCODING=b;TYPE=gif:R0lGODdh\r\n"}) {
    const ReadVcard read = read_one(card(std::string(block) + "FN:Ada\r\n", "2.1"));
    EXPECT_EQ(read.card.find("PHOTO")->value, "GIF87a");
    EXPECT_TRUE(read.card.find("PHOTO")->binary);
    EXPECT_EQ(read.card.find("FN")->value, "Ada");
    EXPECT_THAT(read.remarks, IsEmpty());
  }
}

TEST(VcardReader, KeepsBrokenBase64AsTextAndSaysSo) {
  const ReadVcard read = read_one(card("FN:Ada\r\nPHOTO;ENCODING=b:not!base64\r\n"));
  EXPECT_EQ(read.card.find("PHOTO")->value, "not!base64");
  EXPECT_FALSE(read.card.find("PHOTO")->binary);
  EXPECT_THAT(read.remarks, ElementsAre(LineRemark{4, "PHOTO is not proper base64 and was kept as text"}));
}

TEST(VcardReader, LosesNoPersonOverRawBytesInAPhoto) {
  const ReadVcard read = read_one(card("FN:Ada\r\nPHOTO;ENCODING=BASE64:\x89PNG\x81\r\n", "2.1"));
  EXPECT_EQ(read.card.find("PHOTO"), nullptr);
  EXPECT_EQ(read.card.find("FN")->value, "Ada");
  EXPECT_THAT(read.remarks, ElementsAre(LineRemark{4, "PHOTO is not proper base64 and was left out"}));
}

TEST(VcardReader, DecodesCharsets) {
  EXPECT_EQ(value_of(card("FN;CHARSET=ISO-8859-1:M\xFCller\r\n", "2.1"), "FN"), "M\xC3\xBCller");
  EXPECT_EQ(value_of(card("FN;CHARSET=windows-1252;ENCODING=QUOTED-PRINTABLE:=80 5\r\n", "2.1"), "FN"),
            "\xE2\x82\xAC 5");
  EXPECT_EQ(value_of(card("FN;CHARSET=ISO-8859-2:\xA3ukasz\r\n", "2.1"), "FN"), "\xC5\x81ukasz");
  EXPECT_EQ(value_of(card("FN;CHARSET=UTF-16BE;ENCODING=BASE64:AEE=\r\n", "2.1"), "FN"),
            std::string("\0A", 2));
  EXPECT_EQ(value_of(card("FN;CHARSET=UTF-16BE;ENCODING=QUOTED-PRINTABLE:=00=41\r\n", "2.1"), "FN"), "A");
}

TEST(VcardReader, TakesTextThatIsNotUtf8ForWindows1252) {
  EXPECT_EQ(value_of(card("FN:Andr\xE9 \x93quoted\x94\r\n"), "FN"),
            "Andr\xC3\xA9 \xE2\x80\x9Cquoted\xE2\x80\x9D");
}

TEST(VcardReader, RejectsTextOfNoKnownCharsetWithItsLineAndReadsOn) {
  EXPECT_THAT(
      outcomes(read_vcards(card("N:x;;;;\r\nFN:\x81\x8D\r\n") + card("FN:Grace\r\n"))),
      ElementsAre("4! The text is neither UTF-8 nor Windows-1252. Export the card as UTF-8 and try again.",
                  "6: Grace"));
}

TEST(VcardReader, MendsAFewBrokenBytesAmongUtf8) {
  const ReadVcard read = read_one(card("FN:\xC3\x91\xC3\x91\xC3\r\n"));
  EXPECT_EQ(read.card.find("FN")->value, "\xC3\x91\xC3\x91\xEF\xBF\xBD");
  EXPECT_EQ(read.remarks.size(), 1U);
}

TEST(VcardReader, ReadsUtf16WithAndWithoutAMark) {
  const std::string text = card("FN:Zo\xC3\xAB \xF0\x9F\xA9\xBA\r\n");
  for (const bool big : {false, true}) {
    for (const bool mark : {false, true}) {
      std::u16string units = mark ? u"\uFEFF" : u"";
      units += u"BEGIN:VCARD\nVERSION:3.0\nFN:Zo\u00EB \U0001FA7A\nEND:VCARD\n";
      std::string bytes;
      for (const char16_t unit : units) {
        const char high = static_cast<char>(unit >> 8);
        const char low = static_cast<char>(unit & 0xFF);
        bytes.append({big ? high : low, big ? low : high});
      }
      EXPECT_THAT(outcomes(read_vcards(bytes)), ElementsAre("1: Zo\xC3\xAB \xF0\x9F\xA9\xBA"));
      EXPECT_EQ(read_vcards(bytes, 1), read_vcards(bytes));
    }
  }
  EXPECT_THAT(outcomes(read_vcards("\xEF\xBB\xBF" + text)), ElementsAre("1: Zo\xC3\xAB \xF0\x9F\xA9\xBA"));
}

TEST(VcardReader, TakesBareParametersOfVersion2AsTypes) {
  const ReadVcard read = read_one(card("TEL;HOME;CELL;PREF:1\r\n", "2.1"));
  EXPECT_THAT(read.card.properties.at(0).types(), ElementsAre("HOME", "CELL", "PREF"));
}

TEST(VcardReader, PassesOverEmptyParameters) {
  const ReadVcard read = read_one(card("MIDDLE;PARAM=value;;PARAM2=value2;:x\r\n"));
  EXPECT_THAT(read.card.properties.at(0).parameters,
              ElementsAre(Parameter{"PARAM", {"value"}}, Parameter{"PARAM2", {"value2"}}));
}

TEST(VcardReader, ReadsQuotedAndCaretEscapedParameters) {
  const ReadVcard read =
      read_one(card("ADR;LABEL=\"1, High St^nLeeds; ^'UK^' ^^\":;;1 High St;Leeds;;;\r\n", "4.0"));
  EXPECT_EQ(read.card.properties.at(0).parameter_value("label"), "1, High St\nLeeds; \"UK\" ^");
  EXPECT_EQ(read.card.properties.at(0).value, ";;1 High St;Leeds;;;");
}

TEST(VcardReader, KeepsGroupsCaseAndOrder) {
  const ReadVcard read =
      read_one(card("item1.X-ABDATE:1970-06-02\r\nitem1.X-ABLabel:_$!<Anniversary>!$_\r\n"));
  EXPECT_THAT(read.card.properties,
              ElementsAre(Property{"item1", "X-ABDATE", {}, "1970-06-02", false},
                          Property{"item1", "X-ABLabel", {}, "_$!<Anniversary>!$_", false}));
}

TEST(VcardReader, ReadsACardInsideAnAgent) {
  const ReadVcard read =
      read_one(card("AGENT:\r\nBEGIN:VCARD\r\nVERSION:2.1\r\nFN:Jenny\r\nEND:VCARD\r\nFN:John\r\n", "2.1"));
  EXPECT_EQ(read.card.find("FN")->value, "John");
  EXPECT_EQ(read.card.find("AGENT")->value, "BEGIN:VCARD\nVERSION:2.1\nFN:Jenny\nEND:VCARD");
}

TEST(VcardReader, ReadsCardsWithoutEndOrBegin) {
  EXPECT_THAT(outcomes(read_vcards("BEGIN:VCARD\nFN:Ada\nBEGIN:VCARD\nFN:Grace\n")),
              ElementsAre("1: Ada", "3: Grace"));
  EXPECT_THAT(outcomes(read_vcards("\nFN:Ada\nEND:VCARD\n")), ElementsAre("2: Ada"));
}

TEST(VcardReader, RejectsWhatIsNoCardOnceAStretch) {
  EXPECT_THAT(outcomes(read_vcards("\nhello\nworld\n" + card("FN:Ada\r\n") + "bye")),
              ElementsAre("2! This text is not inside a card: no BEGIN:VCARD stands before it.", "4: Ada",
                          "8! This text is not inside a card: no BEGIN:VCARD stands before it."));
  EXPECT_THAT(outcomes(read_vcards("BEGIN:VCALENDAR\nEND:VCALENDAR\n")),
              ElementsAre("1! This is a calendar, not the card of a person."));
  EXPECT_THAT(outcomes(read_vcards("")), IsEmpty());
  EXPECT_THAT(outcomes(read_vcards("\n \n")), IsEmpty());
}

TEST(VcardReader, LeavesOutACardThatIsTooLargeAndReadsOn) {
  const std::string file =
      card("NOTE:" + std::string(200, 'x') + "\r\nBEGIN:VCAR\r\n") + card("FN:Grace\r\n");
  for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, std::size_t{64}, std::string::npos}) {
    EXPECT_THAT(outcomes(read_vcards(file, piece, 150)),
                ElementsAre("1! This card is larger than 1 MB and was left out.", "6: Grace"));
  }
}

TEST(VcardReader, AppendsUnfoldedLinesToTheirNote) {
  EXPECT_EQ(value_of(card("NOTE:first\r\nsecond line of it\r\nFN:Ada\r\n"), "NOTE"),
            "first\nsecond line of it");
  const ReadVcard read = read_one(card("FN:Ada\r\nrubbish\r\n"));
  EXPECT_THAT(read.remarks, ElementsAre(LineRemark{4, "a line that is not a property was left out"}));
}

TEST(VcardReader, SeesParametersThroughNul) {
  const std::string nul(1, '\0');
  EXPECT_EQ(value_of(card("FN;ENCODING=" + nul + "QUOTED-PRINTABLE:A=64a\r\n", "2.1"), "FN"), "Ada");
}

TEST(VcardReader, DropsNul) {
  EXPECT_EQ(value_of(card("FN;ENCODING=QUOTED-PRINTABLE:A=00da\r\n", "2.1"), "FN"), "Ada");
}

TEST(VcardReader, IsNotSlowOnHostileFolding) {
  std::string lines = "X";
  for (int i = 0; i < 200'000; ++i) lines += "\r\n x";
  EXPECT_EQ(read_vcards(card(lines + "\r\n")).size(), 1U);
  std::string soft = "NOTE;QUOTED-PRINTABLE:x";
  for (int i = 0; i < 200'000; ++i) soft += "=\r\nx";
  EXPECT_EQ(read_vcards(card(soft + "\r\n")).size(), 1U);
}

}  // namespace
}  // namespace confrere::formats

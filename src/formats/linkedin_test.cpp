#include "formats/linkedin.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "formats/person_name.h"

namespace confrere::formats {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<LinkedInEntry> read(std::string_view bytes) {
  std::vector<LinkedInEntry> entries;
  LinkedInReader reader([&entries](LinkedInEntry&& entry) { entries.push_back(std::move(entry)); });
  reader.feed(bytes);
  reader.finish();
  return entries;
}

constexpr std::string_view kHeading =
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n";

LinkedInConnection read_one(std::string_view row) {
  const auto entries = read(std::string(kHeading) + std::string(row));
  EXPECT_EQ(entries.size(), 1U);
  return std::get<LinkedInConnection>(entries.at(0));
}

std::string rejection_of(std::string_view row) {
  const auto entries = read(std::string(kHeading) + std::string(row));
  EXPECT_EQ(entries.size(), 1U);
  EXPECT_EQ(std::get<Rejection>(entries.at(0)).line, 2U);
  return std::get<Rejection>(entries.at(0)).reason;
}

TEST(LinkedIn, ReadsARow) {
  const auto found = read_one(
      "Ada,Lovelace,https://www.linkedin.com/in/ada,ada@example.com,\"Engines, Ltd\",Founder & CEO,14 May "
      "2026\n");
  EXPECT_EQ(found.line, 2U);
  EXPECT_EQ(found.card.name, "Ada Lovelace");
  EXPECT_EQ(found.card.name_parts.family, "Lovelace");
  EXPECT_THAT(found.card.emails, ElementsAre(LabelledValue{"ada@example.com", {}, false}));
  EXPECT_THAT(found.card.links,
              ElementsAre(LabelledValue{"https://www.linkedin.com/in/ada", {"linkedin"}, false}));
  ASSERT_EQ(found.card.roles.size(), 1U);
  EXPECT_EQ(found.card.roles[0].title, "Founder & CEO");
  EXPECT_EQ(found.card.roles[0].organisation, "Engines, Ltd");
  EXPECT_EQ(found.connected_on->text(), "2026-05-14");
}

TEST(LinkedIn, PassesOverTheNotesAboveTheHeading) {
  const auto entries =
      read("Notes:\n\"When exporting your data, you may notice\nthat some fields are empty.\"\n\n\n" +
           std::string(kHeading) + "Ada,Lovelace,,,,,\n");
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(std::get<LinkedInConnection>(entries[0]).line, 7U);
}

TEST(LinkedIn, KnowsColumnsByTheirHeading) {
  const auto entries = read("Connected On,Last Name,First Name\n2021-11-20,Turing,Alan\n");
  ASSERT_EQ(entries.size(), 1U);
  const auto& found = std::get<LinkedInConnection>(entries[0]);
  EXPECT_EQ(found.card.name, "Alan Turing");
  EXPECT_EQ(found.connected_on->text(), "2021-11-20");
  EXPECT_THAT(found.card.roles, IsEmpty());
}

TEST(LinkedIn, RejectsClosedAccountsWithTheReason) {
  EXPECT_EQ(rejection_of(",,,,,,15 Feb 2020\n"),
            "No name: LinkedIn leaves such a row for an account that was closed.");
  EXPECT_EQ(rejection_of(",,,,,,\n"), "This row is empty.");
}

TEST(LinkedIn, RejectsARowThatHasMoreFieldsThanTheHeading) {
  EXPECT_EQ(rejection_of("Ada,Lovelace,,,Engines, Ltd,Founder,14 May 2026\n"),
            "This row has 8 fields where the heading has 7; perhaps a comma is not in quotation marks.");
}

TEST(LinkedIn, ReadsAShortRowWithARemark) {
  const auto found = read_one("Ada,Lovelace\n");
  EXPECT_THAT(found.remarks, ElementsAre(LineRemark{2, "the row has 2 fields where the heading has 7"}));
}

TEST(LinkedIn, RejectsAnotherCsvOnce) {
  const auto entries = read("Name,Given Name\nAda,Ada\n");
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(std::get<Rejection>(entries[0]).line, 1U);
}

TEST(LinkedIn, ReadsDatesOfSeveralForms) {
  for (const std::string_view text :
       {"09 Jul 2019", "9 July 2019", "2019-07-09", "Jul 9, 2019", "09-Jul-2019"}) {
    ASSERT_TRUE(parse_connected_on(text)) << text;
    EXPECT_EQ(parse_connected_on(text)->text(), "2019-07-09");
  }
  for (const std::string_view text : {"", "soon", "31 Feb 2019", "2019", "09 Jul 19", "7/9/2019"}) {
    EXPECT_FALSE(parse_connected_on(text)) << text;
  }
}

TEST(LinkedIn, KeepsEmojiAndTitlesInTheName) {
  const auto found = read_one("Dr. Ada \xF0\x9F\xA9\xBA,\"Lovelace, MD, PhD\",,,,,\n");
  EXPECT_EQ(found.card.name, "Dr. Ada \xF0\x9F\xA9\xBA Lovelace, MD, PhD");
  EXPECT_EQ(found.card.name_parts, (NameParts{"Lovelace", "Ada \xF0\x9F\xA9\xBA", "", "Dr.", "MD, PhD"}));
}

TEST(PersonName, SplitsHonorificsAndDegrees) {
  EXPECT_EQ(split_name("Prof. Dr. Jane", "Smith FRCS (FRCP)"),
            (NameParts{"Smith", "Jane", "", "Prof. Dr.", "FRCS, FRCP"}));
  EXPECT_EQ(split_name("Dr", "Smith"), (NameParts{"Smith", "", "", "Dr", ""}));
  EXPECT_EQ(split_name("Yo-Yo", "Ma"), (NameParts{"Ma", "Yo-Yo", "", "", ""}));
  EXPECT_EQ(split_name("Kim", "Do"), (NameParts{"Do", "Kim", "", "", ""}));
  EXPECT_EQ(split_name("Kim", "Lee, DO"), (NameParts{"Lee", "Kim", "", "", "DO"}));
  EXPECT_EQ(split_name("Md", ""), (NameParts{"", "Md", "", "", ""}));
}

TEST(PersonName, KeyIsTheSameForSpellingsOfOneName) {
  EXPECT_EQ(name_key("Prof. Zo\xC3\xAB O\xE2\x80\x99"
                     "Brien-M\xC3\xBCller, FRCS"),
            "zoe obrien muller");
  EXPECT_EQ(name_key("Lovelace, Ada"), "ada lovelace");
  EXPECT_EQ(name_key("  ADA   LOVELACE "), "ada lovelace");
  EXPECT_EQ(name_key("Ada Lovelace, MD, PhD"), "ada lovelace");
  EXPECT_EQ(name_key("\xF0\x9F\xA9\xBA"), "");
  EXPECT_NE(name_key("Ada Lovelace"), name_key("Ada Byron"));
}

TEST(PersonName, EmailKey) {
  EXPECT_EQ(email_key(" mailto:Ada@Example.COM?subject=hi "), "ada@example.com");
  EXPECT_EQ(email_key("zo\xC3\xAB@m\xC3\xBCnchen.example"), "zo\xC3\xAB@m\xC3\xBCnchen.example");
  EXPECT_EQ(email_key("no address"), "");
  EXPECT_EQ(email_key("@example.com"), "");
}

}  // namespace
}  // namespace confrere::formats

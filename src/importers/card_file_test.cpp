#include "importers/card_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "formats/testing/reading.h"
#include "formats/vcard_writer.h"

namespace confrere::importers {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<CardFileEntry> read(std::string_view bytes, std::size_t piece = std::string::npos) {
  std::vector<CardFileEntry> entries;
  CardFileReader reader([&entries](CardFileEntry&& entry) { entries.push_back(std::move(entry)); });
  for (std::size_t at = 0; at < bytes.size(); at += std::min(piece, bytes.size() - at)) {
    reader.feed(bytes.substr(at, piece));
  }
  reader.finish();
  return entries;
}

std::vector<std::string> outcomes(std::string_view bytes) {
  EXPECT_EQ(read(bytes, 1), read(bytes));
  std::vector<std::string> found;
  for (const CardFileEntry& entry : read(bytes)) {
    if (const auto* card = std::get_if<ImportedCard>(&entry)) {
      found.push_back(std::to_string(card->line) + ": " + card->contact.name);
    } else {
      const auto& rejection = std::get<formats::Rejection>(entry);
      found.push_back(std::to_string(rejection.line) + "! " + rejection.reason);
    }
  }
  return found;
}

constexpr std::string_view kConnections =
    "Notes:\n\"Some fields are empty.\"\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected "
    "On\n"
    "Grace,Hopper,https://www.linkedin.com/in/grace,,Compiler Corp,VP,02 Feb 2025\n,,,,,,\n";

TEST(CardFile, ReadsVcardsAndConnectionsByTheirContent) {
  EXPECT_THAT(
      outcomes("BEGIN:VCARD\nVERSION:3.0\nFN:Ada\nEND:VCARD\nBEGIN:VCARD\nNOTE:x\nEND:VCARD\n"),
      ElementsAre(
          "1: Ada",
          "5! This card names nobody: it has no name, organisation, nickname, e-mail or phone number."));
  EXPECT_THAT(outcomes(kConnections), ElementsAre("5: Grace Hopper", "6! This row is empty."));
}

TEST(CardFile, SaysWhatToDoWithOtherFiles) {
  EXPECT_THAT(outcomes(""), ElementsAre("1! This file is empty."));
  EXPECT_THAT(outcomes("PK\x03\x04zip")[0], HasSubstr("ZIP archive"));
  EXPECT_THAT(outcomes("Name;Phone\nAda;1\n")[0], HasSubstr("neither a file of vCards nor LinkedIn's"));
  EXPECT_THAT(outcomes("BEGIN:VCALENDAR\nEND:VCALENDAR\n"),
              ElementsAre("1! This is a calendar, not the card of a person."));
}

TEST(CardFile, KeepsInTheCardWhenTheyConnected) {
  const auto imported = std::get<ImportedCard>(read(kConnections).at(0));
  EXPECT_EQ(imported.source, CardSource::linkedin);
  EXPECT_EQ(imported.connected_on()->text(), "2025-02-02");
  const auto stored = read(formats::write_vcard(imported.card));
  EXPECT_EQ(std::get<ImportedCard>(stored.at(0)).connected_on(), imported.connected_on());
  EXPECT_EQ(std::get<ImportedCard>(stored.at(0)).contact, imported.contact);
}

}  // namespace
}  // namespace confrere::importers

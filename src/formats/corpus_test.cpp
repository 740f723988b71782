#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/json.h"
#include "base/text.h"
#include "formats/contact_card.h"
#include "formats/linkedin.h"
#include "formats/testing/reading.h"
#include "formats/vcard_version_4.h"
#include "formats/vcard_writer.h"

namespace confrere::formats {
namespace {

namespace fs = std::filesystem;
using testing::read_vcards;

fs::path data_folder() {
  const char* set = std::getenv("CONFRERE_DATA");
  return set == nullptr ? fs::path("../shared/data") : fs::path(set);
}

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Real cards of many programs, each file twice: as the program wrote it and as KDE wrote it back.
class VcardCorpus : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = data_folder() / "vcards";
    if (!fs::exists(folder_)) GTEST_SKIP() << "no vCards at " << folder_ << "; set CONFRERE_DATA to run this";
    for (const auto& entry : fs::recursive_directory_iterator(folder_)) {
      if (entry.is_regular_file() && entry.path().extension() != ".md") files_.push_back(entry.path());
    }
  }
  fs::path folder_;
  std::vector<fs::path> files_;
};

std::size_t count_begins(const std::string& bytes) {
  std::size_t count = 0;
  for (const std::string_view line : split(bytes, '\n'))
    count += ascii_iequals(trim(line), "BEGIN:VCARD") ? 1 : 0;
  return count;
}

TEST_F(VcardCorpus, EveryCardIsReadOrRejectedWithAReason) {
  for (const fs::path& path : files_) {
    SCOPED_TRACE(path.filename());
    const std::string bytes = bytes_of(path);
    std::size_t cards = 0;
    for (const VcardEntry& entry : read_vcards(bytes)) {
      if (const auto* read = std::get_if<ReadVcard>(&entry)) {
        ++cards;
        EXPECT_FALSE(name_of_last_resort(as_version_4(read->card)).empty() &&
                     read->card.find("FN") == nullptr);
      } else {
        EXPECT_EQ(path.filename(), "user-cal.vcf") << std::get<Rejection>(entry).reason;
      }
    }
    const bool begin_is_missing = path.filename() == "7.vcf";
    EXPECT_EQ(cards, count_begins(bytes) + (begin_is_missing ? 1 : 0));
  }
}

TEST_F(VcardCorpus, FedByteByByteGivesTheSame) {
  for (const fs::path& path : files_) {
    const std::string bytes = bytes_of(path);
    EXPECT_EQ(read_vcards(bytes, 1), read_vcards(bytes)) << path;
  }
}

TEST_F(VcardCorpus, WrittenAsVersion4AndReadAgainIsEqual) {
  for (const fs::path& path : files_) {
    for (const VcardEntry& entry : read_vcards(bytes_of(path))) {
      const auto* read = std::get_if<ReadVcard>(&entry);
      if (read == nullptr) continue;
      const Vcard card = as_version_4(read->card);
      const auto again = read_vcards(write_vcard(card));
      ASSERT_EQ(again.size(), 1U) << path;
      EXPECT_EQ(std::get<ReadVcard>(again.front()).card, card) << path;
      EXPECT_TRUE(std::get<ReadVcard>(again.front()).remarks.empty()) << path;
    }
  }
}

/// Every card of the corpus that names a person, in version 4.0.
std::vector<Vcard> people(const std::vector<fs::path>& files) {
  std::vector<Vcard> cards;
  for (const fs::path& path : files) {
    for (const VcardEntry& entry : read_vcards(bytes_of(path))) {
      const auto* read = std::get_if<ReadVcard>(&entry);
      if (read == nullptr) continue;
      Vcard card = as_version_4(read->card);
      if (to_contact_card(card)) cards.push_back(std::move(card));
    }
  }
  return cards;
}

/// For comparing, and to be read where it differs.
std::string in_json(ContactCard contact) {
  if (contact.photo) contact.photo->bytes = std::to_string(std::hash<std::string>{}(contact.photo->bytes));
  return to_json_text(contact);
}

ContactCard with_sorted_labels(ContactCard contact) {
  for (auto* values : {&contact.emails, &contact.phones, &contact.links, &contact.messengers}) {
    for (LabelledValue& value : *values) std::sort(value.labels.begin(), value.labels.end());
  }
  for (Address& address : contact.addresses) std::sort(address.labels.begin(), address.labels.end());
  return contact;
}

TEST_F(VcardCorpus, WritingBackWhatWasReadChangesNothing) {
  for (const Vcard& card : people(files_)) EXPECT_EQ(write_back(card, *to_contact_card(card)), card);
}

TEST_F(VcardCorpus, WritingBackAnotherPersonsFieldsGivesThem) {
  std::vector<Vcard> cards = people(files_);
  // Large pictures would only make it slow.
  constexpr std::size_t kLarge = 5000;
  for (Vcard& card : cards) {
    std::erase_if(card.properties, [](const Property& property) { return property.value.size() > kLarge; });
  }
  // Each over its next neighbours: all pairs would take long and show no more.
  constexpr std::size_t kNeighbours = 8;
  for (std::size_t i = 0; i < cards.size(); ++i) {
    const Vcard& source = cards[i];
    for (std::size_t step = 1; step <= kNeighbours; ++step) {
      const Vcard& other = cards[(i + step * step) % cards.size()];
      const ContactCard contact = *to_contact_card(other);
      const Vcard written = write_back(source, contact);
      const auto again = to_contact_card(written);
      ASSERT_TRUE(again);
      ASSERT_EQ(in_json(with_sorted_labels(*again)), in_json(with_sorted_labels(contact)))
          << "written over the card of " << to_contact_card(source)->name;
    }
  }
}

/// What KDE's address book understood of a card, in 3.0; its oversights (a name taken for missing where N is)
/// aside.
TEST_F(VcardCorpus, UnderstandsWhatKdeUnderstood) {
  std::size_t compared = 0;
  for (const fs::path& path : files_) {
    fs::path reference = path;
    reference += ".ref";
    if (!fs::exists(reference)) continue;
    const auto ours = people({path});
    const auto theirs = people({reference});
    ASSERT_EQ(ours.size(), theirs.size()) << path;
    for (std::size_t i = 0; i < ours.size(); ++i) {
      SCOPED_TRACE(path.filename());
      const ContactCard a = with_sorted_labels(*to_contact_card(ours[i]));
      const ContactCard b = with_sorted_labels(*to_contact_card(theirs[i]));
      ++compared;
      EXPECT_EQ(a.name, b.name);
      EXPECT_EQ(a.emails, b.emails);
      EXPECT_EQ(a.phones, b.phones);
      EXPECT_EQ(a.addresses, b.addresses);
      EXPECT_EQ(a.links, b.links);
      EXPECT_EQ(a.dates, b.dates);
      EXPECT_EQ(a.uid, b.uid);
      EXPECT_EQ(a.photo, b.photo);
      EXPECT_EQ(a.categories, b.categories);
      EXPECT_EQ(a.note, b.note);
    }
  }
  EXPECT_GT(compared, 10U);
}

/// What LinkedIn's reader finds in a file, fed in pieces.
std::vector<LinkedInEntry> read_linkedin(const std::string& bytes, std::size_t piece) {
  std::vector<LinkedInEntry> entries;
  LinkedInReader reader([&entries](LinkedInEntry&& entry) { entries.push_back(std::move(entry)); });
  for (std::size_t at = 0; at < bytes.size(); at += piece)
    reader.feed(std::string_view(bytes).substr(at, piece));
  reader.finish();
  return entries;
}

class CsvCorpus : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = data_folder() / "contacts-csv";
    if (!fs::exists(folder_))
      GTEST_SKIP() << "no CSV files at " << folder_ << "; set CONFRERE_DATA to run this";
  }
  fs::path folder_;
};

TEST_F(CsvCorpus, EveryLinkedInConnectionIsRead) {
  for (const std::string_view name : {"linkedin_sample_140.csv", "linkedin_sample_small.csv"}) {
    SCOPED_TRACE(name);
    const std::string bytes = bytes_of(folder_ / name);
    const auto entries = read_linkedin(bytes, bytes.size());
    EXPECT_EQ(read_linkedin(bytes, 1), entries);
    const auto rows =
        static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\n')) -
        static_cast<std::size_t>(std::count(
            bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(bytes.find("Connected On")), '\n')) -
        (bytes.ends_with('\n') ? 1 : 0);
    EXPECT_EQ(entries.size(), rows);
    for (const LinkedInEntry& entry : entries) {
      ASSERT_TRUE(std::holds_alternative<LinkedInConnection>(entry)) << std::get<Rejection>(entry).reason;
      const auto& connection = std::get<LinkedInConnection>(entry);
      EXPECT_TRUE(connection.remarks.empty()) << connection.card.name;
      EXPECT_FALSE(connection.card.roles.empty()) << connection.card.name;
    }
  }
}

TEST_F(CsvCorpus, OtherListsAreRejectedOnce) {
  for (const std::string_view name :
       {"google_contacts_old_format.csv", "shared_contacts_outlook_style.csv"}) {
    const std::string bytes = bytes_of(folder_ / name);
    const auto entries = read_linkedin(bytes, bytes.size());
    ASSERT_EQ(entries.size(), 1U) << name;
    EXPECT_TRUE(std::holds_alternative<Rejection>(entries.front())) << name;
  }
}

}  // namespace
}  // namespace confrere::formats

/// An address book from LinkedIn and two encounters: what Today makes of it the next morning.

#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

#include "features/testing/story.h"
#include "formats/linkedin.h"

namespace confrere::today {
namespace {

using testing::Contains;
using testing::SizeIs;

std::string sample() {
  const char* folder = std::getenv("CONFRERE_DATA");
  const std::string path =
      std::string(folder == nullptr ? "../shared/data" : folder) + "/contacts-csv/linkedin_sample_140.csv";
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

class LinkedInStory : public Story {
 protected:
  std::vector<std::string> import(std::string_view csv) {
    std::vector<std::string> names;
    formats::LinkedInReader reader([&](formats::LinkedInEntry&& entry) {
      const auto* connection = std::get_if<formats::LinkedInConnection>(&entry);
      if (connection == nullptr) return;
      contacts::ContactFields fields;
      fields.name_parts = connection->card.name_parts;
      fields.emails = connection->card.emails;
      fields.links = connection->card.links;
      fields.roles = connection->card.roles;
      knows(connection->card.name, fields,
            {.source = contacts::Source::linkedin, .connected_on = connection->connected_on});
      names.push_back(connection->card.name);
    });
    reader.feed(csv);
    reader.finish();
    return names;
  }
};

TEST_F(LinkedInStory, GivesFiveSensibleItemsTheNextMorning) {
  const std::string csv = sample();
  if (csv.empty()) GTEST_SKIP() << "the LinkedIn sample is not here; set CONFRERE_DATA";
  on("2026-11-20");
  const auto names = import(csv);
  ASSERT_GT(names.size(), 100U);
  tell(met(names[3]).needing("a partner practice").promising("send the referral leaflet"));
  tell(met(names[7]).at_event("the audit day"));

  tomorrow();
  const Today today = open();
  ASSERT_THAT(today.items, SizeIs(5));
  EXPECT_THAT(lines(today), Contains("promise " + names[3]));
  EXPECT_THAT(lines(today), Contains("follow_up " + names[7]));
  std::set<ContactId> people;
  for (const TodayItem& item : today.items) {
    SCOPED_TRACE(item.reason.text);
    people.insert(item.contact.id);
    EXPECT_EQ(item.state, ItemState::open);
    EXPECT_FALSE(item.why.empty());
    ASSERT_TRUE(item.action.draft);
    EXPECT_GT(item.action.draft->text.size(), 60U);
    EXPECT_TRUE(item.action.href) << "mail or the LinkedIn page";
    EXPECT_TRUE(item.give || item.kind != TodayKind::never_followed_up);
  }
  EXPECT_THAT(people, SizeIs(5)) << "five people";
  EXPECT_GT(today.more, 0);
  EXPECT_GE(today.minutes, 8);
  EXPECT_LE(today.minutes, 15);
}

}  // namespace
}  // namespace confrere::today

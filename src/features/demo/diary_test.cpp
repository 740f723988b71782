#include "features/demo/diary.h"

#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "features/demo/testing/fingerprint.h"
#include "features/etiquette/patient_identifier.h"

namespace confrere::demo {
namespace {

const Instant kNow = Instant::parse("2026-11-21T12:00:00Z").value();

DemoNetwork network_of(std::uint64_t seed, int people = 250, Instant now = kNow) {
  return make_network(seed, people, now);
}

/// A network and all its diaries, made once for the tests that only look at them.
struct Told {
  DemoNetwork network = network_of(1);
  std::vector<Diary> diaries;
  Told() {
    for (std::size_t member = 0; member < network.region.people.size(); ++member) {
      diaries.push_back(diary_of(network, member));
    }
  }
};
const Told& told() {
  static const Told kTold;
  return kTold;
}

TEST(DemoNetworkTest, IsTheSameForTheSameSeedAndMoment) {
  const auto once = fingerprint(network_of(7, 90));
  EXPECT_EQ(fingerprint(network_of(7, 90)), once);
  EXPECT_NE(fingerprint(network_of(8, 90)), once);
  EXPECT_NE(fingerprint(network_of(7, 90, kNow + std::chrono::days(1))), once);
}

TEST(DemoNetworkTest, HasThePeopleItWasAskedFor) {
  for (const int people : {kFewestPeople, 41, 250, 1234}) {
    EXPECT_EQ(network_of(3, people).region.people.size(), static_cast<std::size_t>(people));
  }
}

TEST(DemoNetworkTest, CoversEverySector) {
  std::set<std::string_view> sectors;
  for (const Organisation& each : told().network.region.organisations) sectors.insert(each.sector);
  EXPECT_THAT(sectors, testing::UnorderedElementsAre("primary", "acute", "community", "mental_health",
                                                     "social_care", "academia", "industry", "public_body"));
}

TEST(DemoNetworkTest, NamesAndAddressesAreDistinctAndInvented) {
  const DemoNetwork& network = told().network;
  std::set<std::string> names;
  std::set<std::string> emails;
  for (const Person& each : network.region.people) {
    EXPECT_TRUE(names.insert(each.name()).second) << each.name();
    EXPECT_TRUE(emails.insert(each.email).second) << each.email;
    EXPECT_TRUE(each.email.ends_with(".example")) << each.email;
    EXPECT_THAT(each.mobile, testing::MatchesRegex("\\+44 7700 900[0-9][0-9][0-9]"));
  }
  for (const Organisation& each : network.region.organisations) {
    EXPECT_TRUE(names.insert(each.name).second) << each.name;
    EXPECT_THAT(each.phone, testing::MatchesRegex("\\+44 1632 960[0-9][0-9][0-9]"));
  }
}

TEST(DemoNetworkTest, RolesFitTheirOrganisations) {
  const DemoNetwork& network = told().network;
  std::map<std::size_t, int> leaders;
  for (const Person& each : network.region.people) {
    const Organisation& work = network.region.organisations[each.organisation];
    const bool is_gp = each.title.find("GP") != std::string_view::npos;
    EXPECT_TRUE(!is_gp || work.kind == "practice") << each.title << " at " << work.name;
    EXPECT_TRUE(each.title != "Ward sister" || work.sector == "acute") << work.name;
    const bool operates = each.title.find("surgeon") != std::string_view::npos;
    EXPECT_FALSE(operates && each.prefix == "Dr") << each.name();
    leaders[each.organisation] += each.title == "Medical director" ? 1 : 0;
    EXPECT_LE(leaders[each.organisation], 1) << work.name;
  }
  EXPECT_EQ(network.region.people[0].title, "GP partner");
}

TEST(DiaryTest, StaysBetweenJoiningAndNow) {
  const DemoNetwork& network = told().network;
  for (std::size_t member = 0; member < network.region.people.size(); ++member) {
    const Instant joined = network.region.people[member].joined_at;
    const Diary& diary = told().diaries[member];
    for (const DiaryEncounter& each : diary.encounters) {
      const bool planned = each.told.state.value == encounters::EncounterState::planned;
      EXPECT_GT(*each.told.happened_at.value, joined);
      EXPECT_TRUE(planned || *each.told.happened_at.value < kNow);
      EXPECT_LT(each.logged_at, kNow);
      for (const std::size_t contact : each.with) {
        EXPECT_LE(diary.contacts[contact].added_at, each.logged_at) << *each.told.note.value;
      }
      for (const auto& later : {each.seen_to_at, each.answered_at}) {
        EXPECT_TRUE(!later || (*later > each.logged_at && *later < kNow));
      }
    }
  }
}

TEST(DiaryTest, HasNobodyTwice) {
  const DemoNetwork& network = told().network;
  for (std::size_t member = 0; member < network.region.people.size(); ++member) {
    std::set<std::size_t> known;
    for (const DiaryContact& each : told().diaries[member].contacts) {
      if (!each.member) continue;
      EXPECT_TRUE(known.insert(*each.member).second);
      EXPECT_NE(*each.member, member);
    }
  }
}

TEST(DiaryTest, ContactsThatAreMembersAreTheTies) {
  const DemoNetwork& network = told().network;
  for (std::size_t member = 0; member < network.region.people.size(); ++member) {
    std::vector<std::uint32_t> colleagues;
    for (const DiaryContact& each : told().diaries[member].contacts) {
      if (each.member) colleagues.push_back(static_cast<std::uint32_t>(*each.member));
    }
    EXPECT_THAT(colleagues, testing::ElementsAreArray(network.ties.of(member)));
  }
}

/// What its owner wrote freely, a text each, as it is looked at when it is saved.
std::vector<std::string> written_in(const Diary& diary) {
  std::vector<std::string> texts;
  for (const DiaryEncounter& each : diary.encounters) {
    texts.push_back(each.told.note.value.value_or(""));
    for (const auto& promise : each.told.promises) texts.push_back(promise.text);
    for (const std::string& need : each.told.needs.value_or({})) texts.push_back(need);
  }
  for (const DiaryContact& each : diary.contacts) {
    texts.push_back(each.card.note.value.value_or(""));
    texts.push_back(each.card.ask.value.value_or(""));
    texts.push_back(each.card.offer.value.value_or(""));
  }
  for (const DiaryAcquaintance& each : diary.acquaintances) texts.push_back(each.where_from);
  for (const DiaryGoal& each : diary.goals) texts.push_back(each.text);
  return texts;
}

TEST(DiaryTest, NamesNoPatient) {
  const DemoNetwork& network = told().network;
  for (std::size_t member = 0; member < network.region.people.size(); ++member) {
    const Diary& diary = told().diaries[member];
    const std::string all = text_of(diary);
    EXPECT_FALSE(etiquette::find_patient_identifier(all, etiquette::LookFor::own_shapes)) << all;
    for (const std::string& text : written_in(diary))
      EXPECT_FALSE(etiquette::find_patient_identifier(text)) << text;
  }
}

TEST(DiaryTest, NeverSaysTheSameTwiceOfOnePerson) {
  const DemoNetwork& network = told().network;
  for (std::size_t member = 0; member < network.region.people.size(); ++member) {
    std::set<std::pair<std::size_t, std::string>> said;
    for (const DiaryEncounter& each : told().diaries[member].encounters) {
      EXPECT_TRUE(said.insert({each.with.front(), *each.told.note.value}).second) << *each.told.note.value;
    }
  }
}

TEST(DiaryTest, SlotsAreAllFilled) {
  const DemoNetwork& network = told().network;
  for (std::size_t member = 0; member < network.region.people.size(); ++member) {
    for (const DiaryEncounter& each : told().diaries[member].encounters) {
      EXPECT_EQ(each.told.note.value->find_first_of("{}"), std::string::npos) << *each.told.note.value;
      EXPECT_EQ(each.told.note.value->find("  "), std::string::npos) << *each.told.note.value;
    }
  }
}

TEST(DiaryTest, OfALargeNetworkHasAThousandContacts) {
  const DemoNetwork network = network_of(1, 10000);
  EXPECT_GE(diary_of(network, 0).contacts.size(), 1000U);
}

}  // namespace
}  // namespace confrere::demo

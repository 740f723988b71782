#include "graph/introductions.h"

#include <algorithm>
#include <random>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace confrere::graph {
namespace {

using ::testing::IsEmpty;
using Kind = IntroductionReasonKind;

constexpr Subject kFrailty = 1, kAudit = 2, kHernia = 3, kGp = 4, kSurgeon = 5;

bool has_reason(const Introduction& introduction, Kind kind, Person from, Person to) {
  return std::any_of(introduction.reasons.begin(), introduction.reasons.end(),
                     [&](const IntroductionReason& reason) {
                       return reason.kind == kind && reason.from == from && reason.to == to;
                     });
}

TEST(Introductions, AreBetweenWhoAsksAndWhoOffers) {
  std::vector<Introducible> people(3);
  people[0].asks = {kAudit};
  people[1].offers = {kFrailty};
  people[2].offers = {kAudit};
  const auto found = suggest_introductions({.people = people, .known = {}});
  ASSERT_EQ(found.size(), 1);
  EXPECT_EQ(std::pair(found[0].a, found[0].b), std::pair(Person{0}, Person{2}));
  EXPECT_TRUE(has_reason(found[0], Kind::ask_meets_offer, 2, 0)) << "who gives is named as the one who gives";
}

TEST(Introductions, AreNeverBetweenPeopleWhoKnowEachOtherOrAreExcluded) {
  std::vector<Introducible> people(3);
  for (Introducible& person : people) person.interests = {kFrailty};
  const std::vector<KnownPair> known{{0, 1}}, excluded{{2, 1}};
  const auto found = suggest_introductions({.people = people, .known = known, .excluded = excluded});
  ASSERT_EQ(found.size(), 1);
  EXPECT_EQ(std::pair(found[0].a, found[0].b), std::pair(Person{0}, Person{2}));
}

TEST(Introductions, CommonAcquaintancesAloneAreNoReasonToMeet) {
  const std::vector<Introducible> people(3);
  const std::vector<KnownPair> known{{0, 1}, {1, 2}};
  EXPECT_THAT(suggest_introductions({.people = people, .known = known}), IsEmpty());
}

TEST(Introductions, AnAskCountsAboveCasesRolesAndInterests) {
  std::vector<Introducible> people(8);
  people[0].interests = people[1].interests = {kFrailty};
  people[2].roles = {kGp};
  people[3].roles = {kSurgeon};
  people[4].cases_seen = {kHernia};
  people[5].cases_loved = {kHernia};
  people[6].asks = {kAudit};
  people[7].offers = {kAudit};
  const std::vector<std::pair<Subject, Subject>> complementary{{kGp, kSurgeon}};
  const auto found =
      suggest_introductions({.people = people, .known = {}, .complementary_roles = complementary});
  ASSERT_EQ(found.size(), 4);
  EXPECT_TRUE(has_reason(found[0], Kind::ask_meets_offer, 7, 6));
  EXPECT_TRUE(has_reason(found[1], Kind::cases_find_their_way, 4, 5));
  EXPECT_TRUE(has_reason(found[2], Kind::complementary_roles, 2, 3));
  EXPECT_TRUE(has_reason(found[3], Kind::shared_interest, 0, 1));
}

TEST(Introductions, WhoWasIntroducedMuchLatelyComesLater) {
  std::vector<Introducible> people(4);
  for (Introducible& person : people) person.interests = {kFrailty};
  people[0].introduced_lately = 3;
  const auto found = suggest_introductions({.people = people, .known = {}});
  ASSERT_EQ(found.size(), 6);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_NE(found[i].a, 0) << "three pairs without them come first";
}

TEST(Introductions, APairThatWouldJoinTwoCirclesIsToldSo) {
  //  0 - 1 - 2     3 - 4 - 5, and 0 and 5 share an interest, as do 0 and 2.
  std::vector<Introducible> people(6);
  for (const Person person : {0U, 2U, 5U}) people[person].interests = {kFrailty};
  const std::vector<KnownPair> known{{0, 1}, {1, 2}, {3, 4}, {4, 5}};
  for (const Introduction& introduction : suggest_introductions({.people = people, .known = known})) {
    const bool near = introduction.a == 0 && introduction.b == 2;
    EXPECT_EQ(has_reason(introduction, Kind::separate_circles, introduction.a, introduction.b), !near);
    EXPECT_EQ(has_reason(introduction, Kind::common_acquaintances, introduction.a, introduction.b), near);
  }
}

TEST(Introductions, AreTheBestOfThoseThatThereAreAndTheSameEachTime) {
  std::mt19937 random(3);
  std::vector<Introducible> people(60);
  for (Introducible& person : people) {
    person.asks = {static_cast<Subject>(random() % 12)};
    person.offers = {static_cast<Subject>(random() % 12)};
    person.introduced_lately = static_cast<int>(random() % 3);
  }
  std::set<KnownPair> known;
  while (known.size() < 150) {
    const auto a = static_cast<Person>(random() % 60), b = static_cast<Person>(random() % 60);
    if (a < b) known.emplace(a, b);
  }
  const std::vector<KnownPair> pairs(known.begin(), known.end());
  const auto all = suggest_introductions({.people = people, .known = pairs, .most = 10000});
  const auto ten = suggest_introductions({.people = people, .known = pairs, .most = 10});
  ASSERT_EQ(ten.size(), 10);
  for (std::size_t i = 0; i < 10; ++i)
    EXPECT_EQ(std::tie(ten[i].a, ten[i].b, ten[i].score), std::tie(all[i].a, all[i].b, all[i].score));
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_FALSE(known.contains({all[i].a, all[i].b}));
    EXPECT_FALSE(all[i].reasons.empty());
    EXPECT_LE(all[i].score, all[i == 0 ? 0 : i - 1].score);
  }
}

TEST(Introductions, OfNobodyAreNone) {
  EXPECT_THAT(suggest_introductions({.people = {}, .known = {}}), IsEmpty());
  const std::vector<Introducible> one(1, {.asks = {kAudit}, .offers = {kAudit}});
  EXPECT_THAT(suggest_introductions({.people = one, .known = {}}), IsEmpty())
      << "nobody is introduced to themselves";
}

}  // namespace
}  // namespace confrere::graph

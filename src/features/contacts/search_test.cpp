#include "features/contacts/search.h"

#include <gmock/gmock.h>

#include "features/contacts/search_terms.h"
#include "features/contacts/testing/contacts_fixture.h"

namespace confrere::contacts {
namespace {

using store::WriteTransaction;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

/// Golden queries: what they find, and in which order, is the same on every database.
class GoldenQueries : public ContactsFixture {
 protected:
  void SetUp() override {
    ContactsFixture::SetUp();
    create(ada_, {.name = std::string("Grace Hopper"),
                  .nicknames = std::vector<std::string>{"Amazing"},
                  .emails = std::vector<LabelledValue>{{.value = "grace@navy.example"}},
                  .roles = std::vector<Role>{{.title = "GP partner", .organisation = "Elm Street Surgery"}},
                  .note = std::string("Loves a compiler; has a hernia case every month.")});
    create(ada_, {.name = std::string("Čeněk Novák"),
                  .roles = std::vector<Role>{{.title = "Consultant", .organisation = "Graceland Hospital"}},
                  .specialties = std::vector<std::string>{"Cardiology"},
                  .cares_about = std::string("teaching registrars")});
    create(ada_, {.name = std::string("Anna Grace Müller"),
                  .addresses = std::vector<Address>{{.city = "Göteborg"}},
                  .cases_loved = std::string("hernias"),
                  .ask = std::string("a mentor"),
                  .offer = std::string("theatre space")});
    create(ada_,
           {.name = std::string("Alexander Kowalski"), .note = std::string("met Grace at the congress")});
    create(ben_, {.name = std::string("Grace Bensown"), .note = std::string("hernia")});
    create(sam_, {.name = std::string("Grace Samsown"), .note = std::string("hernia")});
  }
  std::string matched(std::string_view query) {
    const ContactPage page = search_page(ada_, query);
    if (page.items.empty()) return "nothing found";
    return page.items.front().matched.value.value_or("name");
  }
};

TEST_F(GoldenQueries, AGivenNameComesBeforeAMiddleNameAnOrganisationAndANote) {
  EXPECT_THAT(found(ada_, "grace"),
              ElementsAre("Grace Hopper", "Anna Grace Müller", "Čeněk Novák", "Alexander Kowalski"));
}

TEST_F(GoldenQueries, EveryPrefixFinds) {
  const std::string_view name = "grace hopper";
  for (std::size_t letters = 1; letters <= name.size(); ++letters) {
    EXPECT_EQ(found(ada_, name.substr(0, letters)).front(), "Grace Hopper") << name.substr(0, letters);
  }
}

TEST_F(GoldenQueries, WordsComeInAnyOrderAndEachMayBeBegunOnly) {
  EXPECT_THAT(found(ada_, "hop gra"), ElementsAre("Grace Hopper"));
  EXPECT_THAT(found(ada_, "gra elm"), ElementsAre("Grace Hopper")) << "name and organisation";
  EXPECT_THAT(found(ada_, "grace novak hopper"), IsEmpty()) << "each word must fit";
}

TEST_F(GoldenQueries, CaseAndAccentsDoNotMatter) {
  EXPECT_THAT(found(ada_, "CENEK"), ElementsAre("Čeněk Novák"));
  EXPECT_THAT(found(ada_, "novák"), ElementsAre("Čeněk Novák"));
  EXPECT_THAT(found(ada_, "muller"), ElementsAre("Anna Grace Müller"));
  EXPECT_THAT(found(ada_, "goteborg"), ElementsAre("Anna Grace Müller"));
}

TEST_F(GoldenQueries, EveryFieldIsSearchedAndNamed) {
  EXPECT_EQ(matched("grace"), "name");
  EXPECT_EQ(matched("amazing"), "name");
  EXPECT_EQ(matched("surgery"), "organisations");
  EXPECT_EQ(matched("partner"), "roles");
  EXPECT_EQ(matched("cardiology"), "specialties");
  EXPECT_EQ(matched("heart"), "specialties") << "a synonym of the list";
  EXPECT_EQ(matched("navy"), "emails");
  EXPECT_EQ(matched("grace@navy.example"), "emails");
  EXPECT_EQ(matched("goteborg"), "places");
  EXPECT_EQ(matched("registrars"), "cares_about");
  EXPECT_EQ(matched("hernias"), "cases_loved");
  EXPECT_EQ(matched("mentor"), "ask");
  EXPECT_EQ(matched("theatre"), "offer");
  EXPECT_EQ(matched("compiler"), "note");
  EXPECT_EQ(matched("grace compiler"), "note") << "the first word that is not in the name";
}

TEST_F(GoldenQueries, OneSlipInWordsOfFourToSevenLetters) {
  for (const char* slip : {"hoper", "hoppper", "hopqer", "hpoper", "ohpper", "xopper", "opper"}) {
    EXPECT_THAT(found(ada_, slip), Contains("Grace Hopper")) << slip;
  }
  EXPECT_THAT(found(ada_, "garce hoper"), ElementsAre("Grace Hopper")) << "one in each word";
  EXPECT_THAT(found(ada_, "hoepr"), IsEmpty()) << "two slips";
  EXPECT_THAT(found(ada_, "hxp"), IsEmpty()) << "none in three letters";
}

TEST_F(GoldenQueries, TwoSlipsInWordsOfEightLettersAndMore) {
  for (const char* slip : {"kowalsik", "kovalsky", "koalski", "cowalskj", "okwalsik", "xkowalskix"}) {
    EXPECT_THAT(found(ada_, slip), Contains("Alexander Kowalski")) << slip;
  }
  EXPECT_THAT(found(ada_, "kovvalsky"), Not(Contains("Alexander Kowalski"))) << "three slips";
}

TEST_F(GoldenQueries, ASlipInABeginningFindsWhereNothingElseDoes) {
  EXPECT_THAT(found(ada_, "alxean"), Contains("Alexander Kowalski"));
  EXPECT_THAT(found(ada_, "surgr"), Contains("Grace Hopper"));
}

TEST_F(GoldenQueries, WhatIsSpeltRightComesBeforeASlip) {
  create(ada_, {.name = std::string("Gracie Fields")});
  EXPECT_EQ(found(ada_, "gracie").front(), "Gracie Fields");
  EXPECT_EQ(found(ada_, "grace").front(), "Grace Hopper");
}

TEST_F(GoldenQueries, CloserTiesComeFirstAmongEquals) {
  const ContactId far = create(ada_, {.name = std::string("Zoe Abbot")});
  const ContactId near = create(ada_, {.name = std::string("Zoe Zander")});
  EXPECT_THAT(found(ada_, "zoe"), ElementsAre("Zoe Abbot", "Zoe Zander")) << "by name";
  ASSERT_TRUE(write([&](WriteTransaction& tx) {
    return ties::put_tie(ada_, tx, near, {.closeness = ties::Closeness::trusted});
  }));
  EXPECT_THAT(found(ada_, "zoe"), ElementsAre("Zoe Zander", "Zoe Abbot"));
  EXPECT_TRUE(load(ada_, far));
}

TEST_F(GoldenQueries, NobodyElsesContactsAreFound) {
  EXPECT_THAT(found(ben_, "grace"), ElementsAre("Grace Bensown"));
  EXPECT_THAT(found(sam_, "hernia"), ElementsAre("Grace Samsown"));
  EXPECT_THAT(found(ada_, "bensown"), IsEmpty());
  EXPECT_THAT(found(ada_, "samsonw"), IsEmpty()) << "nor by a slip";
}

TEST_F(GoldenQueries, TheArchivedAreFoundAmongTheArchivedOnly) {
  const ContactId zoe = create(ada_, {.name = std::string("Zoe Abbot")});
  ASSERT_TRUE(write([&](WriteTransaction& tx) { return archive_contact(ada_, tx, zoe); }));
  EXPECT_THAT(found(ada_, "zoe"), IsEmpty());
  EXPECT_THAT(names_of(search_page(ada_, "zoe", 50, std::nullopt, {.archived = true})),
              ElementsAre("Zoe Abbot"));
}

TEST_F(GoldenQueries, ACircleNarrowsThem) {
  const CircleId circle = create_circle(ada_, "Hernia people");
  create(ada_, {.name = std::string("Grace Inside"), .circles = std::vector<CircleId>{circle}});
  EXPECT_THAT(names_of(search_page(ada_, "grace", 50, std::nullopt, {.circle = circle})),
              ElementsAre("Grace Inside"));
}

TEST_F(GoldenQueries, AnUpdateIsFoundAtOnceAndWhatItReplacedNoLonger) {
  const ContactId zoe =
      create(ada_, {.name = std::string("Zoe Abbot"), .note = std::string("likes sailing")});
  ASSERT_TRUE(update(ada_, zoe, {.name = std::string("Zoe Carter"), .note = std::string("likes rowing")}));
  EXPECT_THAT(found(ada_, "carter"), ElementsAre("Zoe Carter"));
  EXPECT_THAT(found(ada_, "rowing"), ElementsAre("Zoe Carter"));
  EXPECT_THAT(found(ada_, "abbot"), IsEmpty());
  EXPECT_THAT(found(ada_, "sailing"), IsEmpty());
  EXPECT_THAT(found(ada_, "sailign"), IsEmpty());
}

TEST_F(GoldenQueries, ArePagedInTheSameOrder) {
  std::vector<std::string> paged;
  std::optional<std::string> cursor;
  do {
    const ContactPage page = search_page(ada_, "grace", 1, cursor);
    ASSERT_EQ(page.items.size(), 1U);
    EXPECT_FALSE(page.total.given);
    paged.push_back(page.items.front().name);
    cursor = page.next_cursor;
  } while (cursor);
  EXPECT_EQ(paged, found(ada_, "grace"));
}

TEST_F(GoldenQueries, NoQueryBreaksTheSearch) {
  for (const char* odd : {"", "   ", "!!!", "\"", "'; DROP TABLE contact", "gra*", "first:grace", "NEAR(",
                          "AND", "^grace", "{name}: x", "🙂", "-", "grace OR"}) {
    search_page(ada_, odd);
  }
  EXPECT_THAT(found(ada_, "\"grace\" AND"), IsEmpty()) << "a word like others";
  EXPECT_THAT(found(ada_, "(hopper)"), ElementsAre("Grace Hopper"));
  EXPECT_THAT(found(ada_, std::string(200, 'a')), IsEmpty());
}

TEST(SearchTerms, AWordWithinAnotherIsNotLookedForTwice) {
  std::vector<std::string> typed;
  for (const SearchTerm& term : search_terms("An ann GRACE gra")) typed.push_back(term.typed);
  EXPECT_THAT(typed, UnorderedElementsAre("ann", "grace"));
}

TEST(SearchTerms, SlipsAreCountedInLetters) {
  const auto whole = [](std::u32string_view a, std::u32string_view b) { return distance(a, b).whole; };
  EXPECT_EQ(whole(U"grace", U"grace"), 0);
  EXPECT_EQ(whole(U"grace", U"garce"), 1) << "swapped";
  EXPECT_EQ(whole(U"grace", U"grce"), 1);
  EXPECT_EQ(whole(U"grace", U"graace"), 1);
  EXPECT_EQ(whole(U"grace", U"grade"), 1);
  EXPECT_EQ(whole(U"жанна", U"жана"), 1) << "one letter, two bytes";
  EXPECT_EQ(whole(U"", U"abc"), 3);
  EXPECT_EQ(distance(U"alxe", U"alexander").begins, 1);
  EXPECT_EQ(distance(U"grac", U"grant").begins, 1);
}

}  // namespace
}  // namespace confrere::contacts

#include "features/my_card/my_card.h"

#include <gmock/gmock.h>

#include "features/testing/member_fixture.h"

namespace confrere::my_card {
namespace {

using store::ReadTransaction;
using store::WriteTransaction;
using testing::HasSubstr;
using testing::Not;

class MyCards : public MemberFixture {
 protected:
  MyCard load(const Viewer& viewer) {
    return read([&](ReadTransaction& tx) { return load_my_card(viewer, tx); }).value();
  }
  Result<MyCard> put(const Viewer& viewer, const MyCardFields& fields) {
    return write([&](WriteTransaction& tx) { return put_my_card(viewer, tx, fields); });
  }
};

TEST_F(MyCards, StartWithTheMembersNameAndMail) {
  const MyCard card = load(ada_);
  EXPECT_EQ(card.name, "Ada Test");
  EXPECT_EQ(card.version, 0);
  ASSERT_EQ(card.emails.size(), 1U);
  EXPECT_THAT(card.vcard, HasSubstr("FN:Ada Test\r\n"));
  EXPECT_FALSE(card.qr_svg.empty());
}

TEST_F(MyCards, AreKeptAndHandedOutAsAVcard) {
  const MyCard card = put(ada_, {.name = " Dr  Ada Test ",
                                 .headline = "Hernia surgeon",
                                 .biography = "Ada mends walls.",
                                 .referral_pad = "Loves groins.",
                                 .emails = {{.value = "ada@example.org", .labels = {"work"}}},
                                 .phones = {{.value = "+44 20 7946 0958"}},
                                 .roles = {{.title = "Consultant", .organisation = "Elm Hospital"}},
                                 .specialties = {"hernia surgery"}})
                          .value();
  EXPECT_EQ(card.version, 1);
  EXPECT_EQ(card.name, "Dr Ada Test");
  EXPECT_THAT(card.specialties, testing::ElementsAre("Hernia surgery"));
  for (const char* part : {"VERSION:4.0", "Ada Test", "ada@example.org", "Consultant", "Elm Hospital",
                           "Loves groins.", "Ada mends walls."}) {
    EXPECT_THAT(card.vcard, HasSubstr(part));
  }
  const MyCard again = load(ada_);
  EXPECT_EQ(again.vcard, card.vcard);
  EXPECT_EQ(again.referral_pad, "Loves groins.");
  EXPECT_GT(again.qr_size, 0);
  EXPECT_EQ(put(ada_, {.name = "Ada"})->version, 2);
}

TEST_F(MyCards, AreEachMembersOwn) {
  ASSERT_TRUE(put(ada_, {.name = "Ada", .offer = "a clinic room"}));
  for (const Viewer& other : {ben_, sam_}) {
    EXPECT_NE(load(other).name, "Ada");
    EXPECT_THAT(load(other).vcard, Not(HasSubstr("clinic room")));
  }
}

TEST_F(MyCards, AProseTooLongForACodeStillGivesOne) {
  const MyCard card = put(ada_, {.name = "Ada", .biography = std::string(4000, 'x')}).value();
  EXPECT_FALSE(card.qr_svg.empty()) << "the code holds no prose";
}

TEST_F(MyCards, WhatIsWrongIsNamed) {
  EXPECT_EQ(put(ada_, {.name = ""}).error().field, "$.name");
  EXPECT_EQ(put(ada_, {.name = "Ada", .biography = std::string(5001, 'x')}).error().field, "$.biography");
  EXPECT_EQ(put(ada_, {.name = "Ada", .emails = {{.value = "nowhere"}}}).error().field, "$.emails[0].value");
  const auto patient = put(ada_, {.name = "Ada", .referral_pad = "as for 943 476 5919"});
  EXPECT_EQ(patient.error().problem, "patient_identifier");
  EXPECT_EQ(patient.error().field, "$.referral_pad");
  EXPECT_TRUE(
      put(ada_, {.name = "Ada", .referral_pad = "as for 943 476 5919", .no_patient_confirmed = true}));
}

}  // namespace
}  // namespace confrere::my_card

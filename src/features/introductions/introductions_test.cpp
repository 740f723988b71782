#include "features/introductions/introductions.h"

#include <gmock/gmock.h>

#include "features/acquaintances/acquaintances.h"
#include "features/contacts/testing/contacts_fixture.h"
#include "features/relationships/relationships.h"

namespace confrere::introductions {
namespace {

using contacts::ContactFields;
using store::ReadTransaction;
using store::WriteTransaction;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class IntroductionsTest : public contacts::ContactsFixture {
 protected:
  /// A contact of Ada's whom she has met.
  ContactId knows(const std::string& name, ContactFields fields) {
    const ContactId id = has_card_of(ada_, name, std::move(fields));
    meet({id});
    return id;
  }
  ContactId has_card_of(const Viewer& viewer, const std::string& name, ContactFields fields) {
    fields.name = name;
    const ContactId id = create(viewer, fields);
    ids_[name] = id;
    return id;
  }
  void meet(const std::vector<ContactId>& with) {
    encounters::NewEncounter fresh;
    fresh.with = with;
    fresh.happened_at = ada_.now - std::chrono::hours(24 * ++days_);
    ASSERT_TRUE(write([&](WriteTransaction& tx) { return encounters::log_encounter(ada_, tx, fresh); }));
  }
  void says(ContactId a, ContactId b, acquaintances::AcquaintanceKind kind) {
    ASSERT_TRUE(write([&](WriteTransaction& tx) {
      return acquaintances::put_acquaintance(ada_, tx, {.contact_a = a, .contact_b = b, .kind = kind});
    }));
  }
  void put(const std::string& one, const std::string& other, std::optional<PairState> state) {
    ASSERT_TRUE(write([&](WriteTransaction& tx) {
      return put_pair(ada_, tx, pair_of(ids_.at(one), ids_.at(other)), state);
    }));
  }
  Result<std::vector<Suggestion>> suggested(const Viewer& viewer,
                                            std::optional<ContactId> with = std::nullopt,
                                            const relationships::Relationships* graphs = nullptr) {
    return read([&](ReadTransaction& tx) { return suggest(viewer, tx, 20, with, graphs); });
  }
  /// "Grace and Tom", the one first who is written to.
  std::vector<std::string> pairs(std::optional<ContactId> with = std::nullopt,
                                 const relationships::Relationships* graphs = nullptr) {
    std::vector<std::string> said;
    for (const Suggestion& each : suggested(ada_, with, graphs).value())
      said.push_back(each.contact.name + " and " + each.other.name);
    return said;
  }
  /// Grace needs what Tom offers.
  void know_grace_and_tom() {
    knows("Grace Hopper", {.ask = std::string("A speaker on palliative sedation")});
    knows("Tom Rao", {.offer = std::string("Teaching palliative medicine to practices.")});
  }
  void link(const std::string& name, MemberId member) {
    write([&](WriteTransaction& tx) -> Result<void> {
      tx.execute("UPDATE contact SET linked_member_id = $2 WHERE id = $1", ids_.at(name), member);
      return {};
    });
  }

  std::map<std::string, ContactId> ids_;
  int days_ = 0;
};

TEST_F(IntroductionsTest, AnAskMeetsAnOfferAndTheDraftSaysWhyToTheOneWhoAsks) {
  know_grace_and_tom();
  const auto found = suggested(ada_).value();
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].contact.name, "Grace Hopper");
  ASSERT_THAT(found[0].why, SizeIs(2));
  EXPECT_EQ(found[0].why[0].text,
            "Grace needs “A speaker on palliative sedation”, and Tom offers “Teaching palliative medicine to "
            "practices”.");
  EXPECT_THAT(found[0].why[1].text, HasSubstr("not met as far as you know"));
  EXPECT_THAT(found[0].draft.text,
              HasSubstr("You are looking for this: “A speaker on palliative sedation”."));
  EXPECT_THAT(found[0].draft.text, HasSubstr("Tom Rao"));
  EXPECT_THAT(found[0].draft.text, HasSubstr("May I introduce you?"));
  EXPECT_THAT(found[0].draft.text, HasSubstr("Ada"));
}

TEST_F(IntroductionsTest, ASpecialtyAnswersANeedInWhateverWords) {
  knows("Grace Hopper", {.ask = std::string("A cardiologist for second opinions")});
  knows("Tom Rao", {.specialties = std::vector<std::string>{"Cardiology"}});
  ASSERT_THAT(pairs(), ElementsAre("Grace Hopper and Tom Rao"));
  EXPECT_THAT(suggested(ada_).value()[0].why[0].text, HasSubstr("and Tom works in cardiology"));
}

TEST_F(IntroductionsTest, CasesFindTheirWay) {
  knows("Grace Hopper", {.cases_loved = std::string("Hernias, also recurrent ones")});
  knows("Tom Rao", {.cases_unwanted = std::string("Recurrent hernias")});
  ASSERT_THAT(pairs(), ElementsAre("Grace Hopper and Tom Rao"));
  EXPECT_THAT(suggested(ada_).value()[0].why[0].text, HasSubstr("Grace loves to get"));
}

TEST_F(IntroductionsTest, TheSameFieldOnTwoSidesOfCareIsAReason) {
  const auto on = [&](formats::Sector sector, const std::string& organisation) {
    return ContactFields{
        .roles =
            std::vector<contacts::Role>{{.title = "Doctor", .organisation = organisation, .sector = sector}},
        .specialties = std::vector<std::string>{"Diabetes"}};
  };
  knows("Grace Hopper", on(formats::Sector::primary, "Elm Surgery"));
  knows("Tom Rao", on(formats::Sector::acute, "Elm Hospital"));
  knows("Ann Lee", on(formats::Sector::acute, "Oak Hospital"));
  const auto found = suggested(ada_).value();
  ASSERT_THAT(found, SizeIs(2)) << "the two of the same side have no reason";
  EXPECT_THAT(found[0].why[0].text, HasSubstr("Both work in diabetes"));
  EXPECT_THAT(found[0].why[0].text, HasSubstr("in primary care"));
}

TEST_F(IntroductionsTest, WhatEverybodyCaresAboutBringsNobodyTogether) {
  for (int person = 0; person < 12; ++person)
    knows("Person " + std::to_string(person), {.cares_about = std::string("frailty")});
  knows("Grace Hopper", {.cares_about = std::string("dance therapy")});
  knows("Tom Rao", {.cares_about = std::string("Dance in care homes")});
  EXPECT_THAT(pairs(), ElementsAre(testing::AnyOf("Grace Hopper and Tom Rao", "Tom Rao and Grace Hopper")));
}

TEST_F(IntroductionsTest, NeedTwoWhoDoNotKnowEachOther) {
  know_grace_and_tom();
  ASSERT_THAT(pairs(), SizeIs(1));
  says(ids_["Grace Hopper"], ids_["Tom Rao"], acquaintances::AcquaintanceKind::know);
  EXPECT_THAT(pairs(), IsEmpty());
  says(ids_["Grace Hopper"], ids_["Tom Rao"], acquaintances::AcquaintanceKind::do_not_know);
  EXPECT_THAT(pairs(), SizeIs(1)) << "that they do not is what an introduction is for";
  meet({ids_["Grace Hopper"], ids_["Tom Rao"]});
  EXPECT_THAT(pairs(), IsEmpty()) << "they have sat at one table";
}

TEST_F(IntroductionsTest, ColleaguesKnowEachOther) {
  const auto at_elm = std::vector<contacts::Role>{{.title = "Doctor", .organisation = "Elm Hospital"}};
  knows("Grace Hopper", {.roles = at_elm, .ask = std::string("A speaker on sedation")});
  knows("Tom Rao", {.roles = at_elm, .offer = std::string("Talks on sedation")});
  EXPECT_THAT(pairs(), IsEmpty());
}

TEST_F(IntroductionsTest, OnlyPeopleWhomTheMemberKnows) {
  knows("Grace Hopper", {.ask = std::string("A speaker on sedation")});
  has_card_of(ada_, "Tom Rao", {.offer = std::string("Talks on sedation")});
  EXPECT_THAT(pairs(), IsEmpty()) << "a card alone is nobody to introduce";
  EXPECT_THAT(pairs(ids_["Tom Rao"]), SizeIs(1)) << "unless one asks about them";
}

TEST_F(IntroductionsTest, AreNotSuggestedAgainOnceMadeOrDismissedUntilThatIsTakenBack) {
  know_grace_and_tom();
  for (const PairState state : {PairState::introduced, PairState::dismissed}) {
    put("Grace Hopper", "Tom Rao", state);
    EXPECT_THAT(pairs(), IsEmpty());
    put("Tom Rao", "Grace Hopper", std::nullopt);
    EXPECT_THAT(pairs(), SizeIs(1));
  }
  put("Grace Hopper", "Tom Rao", PairState::dismissed);
  set_time("2027-12-01T12:00:00Z");
  EXPECT_THAT(pairs(), SizeIs(1)) << "a year later it may fit";
  put("Grace Hopper", "Tom Rao", PairState::introduced);
  set_time("2030-12-01T12:00:00Z");
  EXPECT_THAT(pairs(), IsEmpty());
}

TEST_F(IntroductionsTest, WhoWasIntroducedLatelyComesLater) {
  know_grace_and_tom();
  knows("Ann Lee", {.ask = std::string("Somebody for dermatology")});
  knows("Bea Fox", {.offer = std::string("Advice on dermatology")});
  const std::string before = pairs().front();
  const bool is_grace = before.starts_with("Grace");
  const ContactId third = has_card_of(ada_, "Zoe", {});
  ASSERT_TRUE(write([&](WriteTransaction& tx) {
    return put_pair(ada_, tx, pair_of(ids_[is_grace ? "Grace Hopper" : "Ann Lee"], third),
                    PairState::introduced);
  }));
  EXPECT_NE(pairs().front(), before);
  EXPECT_THAT(pairs(), SizeIs(2));
}

TEST_F(IntroductionsTest, TwoCardsOfOnePersonAreNotIntroduced) {
  know_grace_and_tom();
  link("Grace Hopper", ben_.member);
  link("Tom Rao", ben_.member);
  EXPECT_THAT(pairs(), IsEmpty());
}

/// Of other members nothing is used but ties that their owner lets everybody see.
TEST_F(IntroductionsTest, AHiddenTieOfAnotherMemberChangesNothing) {
  know_grace_and_tom();
  const Viewer cid = add_member(ada_.network, "Cid Third");
  link("Grace Hopper", ben_.member);
  link("Tom Rao", cid.member);
  const ContactId card = has_card_of(ben_, "Cid", {});
  link("Cid", cid.member);
  const auto share = [&](ties::Sharing sharing) {
    ASSERT_TRUE(write([&](WriteTransaction& tx) {
      return ties::put_tie(ben_, tx, card, {.closeness = ties::Closeness::trusted, .sharing = sharing});
    }));
  };
  relationships::Relationships graphs(*store_);
  graphs.start();
  for (const ties::Sharing hidden : {ties::Sharing::asked, ties::Sharing::nobody}) {
    share(hidden);
    ASSERT_THAT(graphs.find_differing(), IsEmpty());
    EXPECT_THAT(pairs(), SizeIs(1));
    EXPECT_THAT(pairs(std::nullopt, &graphs), SizeIs(1));
  }
  share(ties::Sharing::visible);
  ASSERT_THAT(graphs.find_differing(), IsEmpty());
  EXPECT_THAT(pairs(), IsEmpty()) << "from the store";
  EXPECT_THAT(pairs(std::nullopt, &graphs), IsEmpty()) << "from the graph";
}

TEST_F(IntroductionsTest, BelongToTheirMemberAlone) {
  know_grace_and_tom();
  const Pair pair = pair_of(ids_["Grace Hopper"], ids_["Tom Rao"]);
  for (const Viewer& other : {ben_, sam_}) {
    EXPECT_THAT(suggested(other).value(), IsEmpty());
    EXPECT_EQ(suggested(other, pair.a).error().code, ErrorCode::not_found);
    EXPECT_EQ(write([&](WriteTransaction& tx) { return put_pair(other, tx, pair, PairState::dismissed); })
                  .error()
                  .code,
              ErrorCode::not_found);
  }
  EXPECT_THAT(pairs(), SizeIs(1));
}

TEST_F(IntroductionsTest, ArchivedAndDeletedPeopleAreLeftAlone) {
  know_grace_and_tom();
  ASSERT_TRUE(
      write([&](WriteTransaction& tx) { return contacts::archive_contact(ada_, tx, ids_["Tom Rao"]); }));
  EXPECT_THAT(pairs(), IsEmpty());
  ASSERT_TRUE(
      write([&](WriteTransaction& tx) { return contacts::unarchive_contact(ada_, tx, ids_["Tom Rao"]); }));
  ASSERT_TRUE(remove(ada_, ids_["Grace Hopper"]));
  EXPECT_THAT(pairs(), IsEmpty());
  ASSERT_TRUE(restore(ada_, ids_["Grace Hopper"]));
  EXPECT_THAT(pairs(), SizeIs(1));
}

TEST(PairIds, AreReadBackAndNothingElseIs) {
  const auto one = ContactId::make(), other = ContactId::make();
  const Pair pair = pair_of(other, one);
  EXPECT_EQ(pair_id(parse_pair(pair_id(pair)).value()), pair_id(pair));
  EXPECT_FALSE(parse_pair(pair.b.text() + "." + pair.a.text()));
  for (const auto* wrong : {"", ".", "a.b", "00000000-0000-0000-0000-000000000000"})
    EXPECT_FALSE(parse_pair(wrong)) << wrong;
}

}  // namespace
}  // namespace confrere::introductions

#include "features/today/today.h"

#include "features/goals/goals.h"
#include "features/testing/story.h"

namespace confrere::today {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::UnorderedElementsAre;

class TodayStory : public Story {
 protected:
  void SetUp() override {
    Story::SetUp();
    on("2026-11-03");
  }
};

TEST_F(TodayStory, AFirstMeetingAppearsTheNextMorning) {
  tell(met("Grace Hopper").at_event("the audit day").needing("A partner for hernia surgery"));
  EXPECT_THAT(list(), IsEmpty());
  tomorrow();
  EXPECT_THAT(list(), ElementsAre("follow_up Grace Hopper"));
  EXPECT_EQ(reason("follow_up", "Grace Hopper"),
            "You met Grace for the first time yesterday, at the audit day.");
  EXPECT_THAT(draft("follow_up", "Grace Hopper"), HasSubstr("Grace,"));
  EXPECT_THAT(draft("follow_up", "Grace Hopper"), HasSubstr("a partner for hernia surgery"));
  EXPECT_THAT(draft("follow_up", "Grace Hopper"), HasSubstr("Ada"));
}

TEST_F(TodayStory, APromiseSaysWhatWasPromisedAndWhenItWasDue) {
  tell(met("Grace Hopper").promising("The hernia pathway leaflet.", "2026-11-09"));
  on("2026-11-10");
  EXPECT_THAT(list(), ElementsAre("promise Grace Hopper"));
  EXPECT_EQ(reason("promise", "Grace Hopper"),
            "You promised Grace the hernia pathway leaflet on 3 November; it was due yesterday.");
  EXPECT_TRUE(item("promise", "Grace Hopper").overdue);
}

TEST_F(TodayStory, ADonePromiseNeverReturns) {
  tell(met("Grace Hopper").promising("send the leaflet"));
  tomorrow();
  open();
  completes("promise", "Grace Hopper");
  EXPECT_THAT(list(), ElementsAre("promise Grace Hopper (done)"));
  for (int day = 0; day < 60; ++day) {
    tomorrow();
    EXPECT_THAT(list(), Not(Contains("promise Grace Hopper")));
  }
}

TEST_F(TodayStory, HoldsFiveAndSaysHowManyMoreThereAre) {
  for (const char* name : {"Ann", "Bea", "Cem", "Dov", "Eva", "Fay", "Gil"}) tell(met(name));
  tomorrow();
  const Today today = open();
  EXPECT_THAT(today.items, SizeIs(5));
  EXPECT_EQ(today.more, 2);
  EXPECT_EQ(today.minutes, 10);
  EXPECT_EQ(today.extra, std::nullopt);
  EXPECT_THAT(everything().items, SizeIs(7));
}

TEST_F(TodayStory, StaysFixedAllDayExceptForWhatIsOverdue) {
  for (const char* name : {"Ann", "Bea", "Cem", "Dov", "Eva"}) tell(met(name));
  tomorrow();
  const auto morning = list();
  at_time("15:00");
  tell(met("Zoe").promising("call her", "2026-11-05"));
  EXPECT_EQ(list(), morning) << "due soon is not overdue";
  tell(met("Yan").promising("send the paper", "2026-11-01").at("2026-10-30T10:00:00Z"));
  auto evening = morning;
  evening.push_back("promise Yan");
  EXPECT_EQ(list(), evening);
}

TEST_F(TodayStory, WhatWasOverdueAtTheFixingDoesNotTrickleIn) {
  for (int person = 0; person < 8; ++person) {
    tell(met("Person " + std::to_string(person)).promising("send the paper", "2026-11-04"));
  }
  on("2026-11-06");
  EXPECT_THAT(list(), SizeIs(5));
  completes("promise", open().items[0].contact.name);
  EXPECT_THAT(list(), SizeIs(5));
}

TEST_F(TodayStory, AtMostTwoOfAKindWhileOthersRemain) {
  for (const char* name : {"Ann", "Bea", "Cem", "Dov"}) {
    tell(met(name));
  }
  tell(wrote_to("Eva").awaiting_an_answer());
  knows("Fay");
  states("Fay", {.closeness = ties::Closeness::trusted, .rhythm = ties::Rhythm::monthly});
  knows("Gil");
  states("Gil", {.closeness = ties::Closeness::friendly, .matters = true});
  on("2026-11-10");
  write([&](store::WriteTransaction& tx) -> Result<void> {
    tx.execute("UPDATE follow_up SET overdue_on = '2026-12-31' WHERE origin = 'first_meeting'");
    return {};
  });
  const auto five = list();
  EXPECT_EQ(std::count_if(five.begin(), five.end(),
                          [](const std::string& line) { return line.starts_with("follow_up"); }),
            2);
  EXPECT_THAT(five, Contains("answer_awaited Eva"));
  EXPECT_THAT(five, Contains("rhythm Fay"));
  EXPECT_THAT(five, Contains("never_followed_up Gil"));
}

TEST_F(TodayStory, AnUnansweredMessageIsNudgedTwiceAndThenLetGoForHalfAYear) {
  tell(met("Grace Hopper").at("2026-01-10T10:00:00Z"));
  tell(wrote_to("Grace Hopper").awaiting_an_answer());
  days_later(6);
  EXPECT_THAT(list(), Not(Contains("answer_awaited Grace Hopper")));
  tomorrow();
  EXPECT_THAT(list(), Contains("answer_awaited Grace Hopper"));
  EXPECT_EQ(reason("answer_awaited", "Grace Hopper"),
            "You wrote to Grace on 3 November, and no answer has come yet.");
  EXPECT_TRUE(item("answer_awaited", "Grace Hopper").give);
  wrote("answer_awaited", "Grace Hopper");
  EXPECT_THAT(list(), Contains("answer_awaited Grace Hopper (written)"));

  on("2026-11-23");
  EXPECT_THAT(list(), Not(Contains("answer_awaited Grace Hopper")));
  on("2026-11-24");
  EXPECT_THAT(reason("answer_awaited", "Grace Hopper"), HasSubstr("nudged once"));
  open();
  wrote("answer_awaited", "Grace Hopper");

  on("2026-12-08");
  EXPECT_THAT(reason("answer_awaited", "Grace Hopper"), HasSubstr("Let it rest"));
  EXPECT_EQ(item("answer_awaited", "Grace Hopper").action.kind, ActionKind::log);
  EXPECT_EQ(item("answer_awaited", "Grace Hopper").action.draft, std::nullopt) << "never a third nudge";
  open();
  completes("answer_awaited", "Grace Hopper");
  on("2027-06-07");
  EXPECT_THAT(list(), IsEmpty());
  on("2027-06-08");
  EXPECT_THAT(list(), ElementsAre("follow_up Grace Hopper"));
  EXPECT_THAT(reason("follow_up", "Grace Hopper"),
              HasSubstr("You let your message to Grace rest on 8 December 2026"));
}

TEST_F(TodayStory, AnAnswerEndsTheWait) {
  const EncounterId message = tell(wrote_to("Grace Hopper").awaiting_an_answer());
  days_later(8);
  EXPECT_THAT(list(), Contains("answer_awaited Grace Hopper"));
  write([&](store::WriteTransaction& tx) {
    return encounters::answer_encounter(ada_, tx, message, std::nullopt);
  });
  EXPECT_THAT(list(), Contains("answer_awaited Grace Hopper (done)"));
  days_later(30);
  EXPECT_THAT(list(), Not(Contains(HasSubstr("answer_awaited"))));
}

TEST_F(TodayStory, WrittenLogsTheMessageAndCanBeTakenBack) {
  tell(met("Grace Hopper"));
  tomorrow();
  open();
  wrote("follow_up", "Grace Hopper", {.note = "Sent a line about the audit."});
  EXPECT_THAT(list(), ElementsAre("follow_up Grace Hopper (written)"));
  EXPECT_TRUE(open().items[0].state == ItemState::written);
  EXPECT_THAT(follow_ups_of("Grace Hopper"), SizeIs(1)) << "the wait for an answer";

  takes_back("follow_up", "Grace Hopper");
  EXPECT_THAT(list(), ElementsAre("follow_up Grace Hopper"));
  const auto open_ones = follow_ups_of("Grace Hopper");
  ASSERT_THAT(open_ones, SizeIs(1));
  EXPECT_EQ(open_ones[0].origin, follow_ups::FollowUpOrigin::first_meeting);
}

TEST_F(TodayStory, SnoozedComesBackOnItsDayAndNotBefore) {
  tell(met("Grace Hopper").promising("send the leaflet"));
  tomorrow();
  open();
  snoozes("promise", "Grace Hopper", 3);
  EXPECT_THAT(list(), ElementsAre("promise Grace Hopper (snoozed)"));
  days_later(2);
  EXPECT_THAT(list(), IsEmpty());
  tomorrow();
  EXPECT_THAT(list(), ElementsAre("promise Grace Hopper"));
}

TEST_F(TodayStory, NotThisLowersTheKindForThePersonForNinetyDays) {
  knows("Grace Hopper");
  states("Grace Hopper", {.closeness = ties::Closeness::trusted, .rhythm = ties::Rhythm::monthly});
  tomorrow();
  EXPECT_THAT(list(), ElementsAre("rhythm Grace Hopper"));
  dismisses("rhythm", "Grace Hopper");
  EXPECT_THAT(list(), ElementsAre("rhythm Grace Hopper (dismissed)"));
  days_later(89);
  EXPECT_THAT(list(), IsEmpty());
  EXPECT_THAT(lines(everything()), ElementsAre("rhythm Grace Hopper"))
      << "still there when asked for everything";
  tomorrow();
  EXPECT_THAT(list(), ElementsAre("rhythm Grace Hopper"));
}

TEST_F(TodayStory, NotThisCanBeTakenBack) {
  knows("Grace Hopper");
  states("Grace Hopper", {.closeness = ties::Closeness::trusted, .rhythm = ties::Rhythm::monthly});
  tomorrow();
  open();
  dismisses("rhythm", "Grace Hopper");
  takes_back("rhythm", "Grace Hopper");
  EXPECT_THAT(list(), ElementsAre("rhythm Grace Hopper"));
  tomorrow();
  EXPECT_THAT(list(), ElementsAre("rhythm Grace Hopper"));
}

TEST_F(TodayStory, ATieFadesAgainstItsRhythm) {
  tell(met("Grace Hopper").at("2026-03-01T10:00:00Z"));
  states("Grace Hopper", {.rhythm = ties::Rhythm::twice_a_year});
  on("2026-08-31");
  EXPECT_THAT(list(), IsEmpty());
  on("2026-09-01");
  EXPECT_THAT(list(), ElementsAre("rhythm Grace Hopper"));
  EXPECT_EQ(reason("rhythm", "Grace Hopper"),
            "You want to be in touch with Grace twice a year; the last time was on 1 March.");
}

TEST_F(TodayStory, ANeedIsMetByWhatMyCardOffers) {
  has_card(R"({"name":"Ada Test","offer":"Laparoscopic hernia repair within two weeks"})");
  tell(met("Grace Hopper").needing("somebody for hernia patients").at("2026-06-01T10:00:00Z").deeply());
  tell(met("Tom Rao").needing("a dermatology course").at("2026-06-01T10:00:00Z").deeply());
  EXPECT_THAT(list(), ElementsAre("ask Grace Hopper"));
  EXPECT_EQ(reason("ask", "Grace Hopper"),
            "Grace told you on 1 June: “somebody for hernia patients”. What you offer speaks of hernia too.");
  EXPECT_TRUE(item("ask", "Grace Hopper").give);
}

TEST_F(TodayStory, TwoPeopleShouldKnowEachOtherUntilTheyDo) {
  knows("Grace Hopper", {.ask = std::string("A speaker on palliative sedation")});
  knows("Tom Rao", {.offer = std::string("Teaching palliative medicine to practices")});
  tell(met("Grace Hopper").at("2026-06-01T10:00:00Z"));
  tell(met("Tom Rao").at("2026-06-02T10:00:00Z"));
  EXPECT_THAT(list(), ElementsAre("acquaint Grace Hopper"));
  const TodayItem both = item("acquaint", "Grace Hopper");
  ASSERT_TRUE(both.other);
  EXPECT_EQ(both.other->name, "Tom Rao");
  EXPECT_EQ(both.action.kind, ActionKind::introduce);
  EXPECT_THAT(both.action.draft->text, HasSubstr("introduc"))
      << "asks first: both agree before they are connected";
  write([&](store::WriteTransaction& tx) -> Result<void> {
    tx.execute(
        "INSERT INTO acquaintance (network_id, id, owner_id, contact_a, contact_b, kind, source, created_at)"
        " VALUES ($1, $2, $3, $4, $5, 'know', 'own', 0)",
        ada_.network, AcquaintanceId::make(), ada_.member, std::min(id_of("Grace Hopper"), id_of("Tom Rao")),
        std::max(id_of("Grace Hopper"), id_of("Tom Rao")));
    return {};
  });
  tomorrow();
  EXPECT_THAT(list(), IsEmpty());
}

TEST_F(TodayStory, ACardInTheWalletIsTakenOutOnceItIsOld) {
  knows("Grace Hopper", {},
        {.source = contacts::Source::linkedin, .connected_on = formats::PartialDate::of(2019, 7, 9)});
  EXPECT_THAT(list(), ElementsAre("never_followed_up Grace Hopper"));
  EXPECT_EQ(reason("never_followed_up", "Grace Hopper"),
            "You connected with Grace on LinkedIn in July 2019, and no encounter is logged since.");
}

TEST_F(TodayStory, ADormantTieIsWorthReviving) {
  for (const char* day : {"2024-03-01", "2024-04-01", "2024-05-01"}) {
    tell(met("Grace Hopper").deeply().at(std::string(day) + "T10:00:00Z"));
  }
  tell(met("Passing Paul").at("2024-03-01T10:00:00Z"));
  EXPECT_THAT(list(), ElementsAre("dormant Grace Hopper"));
  EXPECT_THAT(reason("dormant", "Grace Hopper"), HasSubstr("1 May 2024, over 2 years ago"));
}

TEST_F(TodayStory, APlannedMeetingIsPreparedAndAskedAboutOnceItHasPassed) {
  tell(met("Grace Hopper").at("2026-01-10T10:00:00Z"));
  tell(met("Grace Hopper").at("2026-11-05T14:30:00Z").at_event("the café"));
  EXPECT_THAT(list(), IsEmpty());
  tomorrow();
  EXPECT_THAT(list(), ElementsAre("planned Grace Hopper"));
  EXPECT_EQ(reason("planned", "Grace Hopper"), "Your meeting with Grace is tomorrow at 14:30, at the café.");
  on("2026-11-06");
  EXPECT_THAT(list(), ElementsAre("planned Grace Hopper"));
  EXPECT_EQ(reason("planned", "Grace Hopper"), "You planned a meeting with Grace yesterday. Did it happen?");
  completes("planned", "Grace Hopper");
  EXPECT_EQ(tie_with("Grace Hopper").last_encounter_at, Instant::parse("2026-11-05T14:30:00Z"));
  takes_back("planned", "Grace Hopper");
  EXPECT_EQ(tie_with("Grace Hopper").last_encounter_at, Instant::parse("2026-01-10T10:00:00Z"));
  dismisses("planned", "Grace Hopper");
  tomorrow();
  EXPECT_THAT(list(), IsEmpty());
}

TEST_F(TodayStory, AGoalBringsForwardWhoFitsIt) {
  write([&](store::WriteTransaction& tx) {
    return goals::create_goal(ada_, tx,
                              {.text = std::string("Find a practice for minimally invasive gynaecology")});
  });
  const contacts::Origin origin{.source = contacts::Source::linkedin,
                                .connected_on = formats::PartialDate::of(2019, 7, 9)};
  knows("Tom Rao", {.cares_about = std::string("chess")}, origin);
  knows("Grace Hopper", {.cares_about = std::string("Gynaecology in the community")}, origin);
  EXPECT_EQ(list().front(), "never_followed_up Grace Hopper");
  EXPECT_THAT(item("never_followed_up", "Grace Hopper").why[0].text,
              HasSubstr("minimally invasive gynaecology"));
}

TEST_F(TodayStory, AnEmptyListIsNotFixedAndFillsOnceThereIsSomething) {
  EXPECT_THAT(list(), IsEmpty());
  knows("Grace Hopper");
  states("Grace Hopper", {.closeness = ties::Closeness::trusted, .matters = true});
  EXPECT_THAT(list(), ElementsAre("never_followed_up Grace Hopper"));
}

TEST_F(TodayStory, WhenAllIsDoneOnePersonIsOptional) {
  for (const char* name : {"Ann", "Bea", "Cem", "Dov", "Eva", "Fay"}) tell(met(name));
  tomorrow();
  for (const TodayItem& each : open().items) completes("follow_up", each.contact.name);
  const Today finished = open();
  EXPECT_EQ(finished.minutes, 0);
  ASSERT_TRUE(finished.extra);
  EXPECT_THAT(lines(finished), Not(Contains(HasSubstr(finished.extra->contact.name))));
}

TEST_F(TodayStory, AnotherTimeNeitherFixesNorChanges) {
  tell(met("Grace Hopper"));
  Viewer later = ada_;
  later.now = Instant::parse("2026-11-04T08:00:00Z").value();
  const Today then = read([&](store::ReadTransaction& tx) { return preview_today(later, tx); });
  EXPECT_THAT(lines(then), ElementsAre("follow_up Grace Hopper"));
  EXPECT_TRUE(read([&](store::ReadTransaction& tx) { return needs_fixing(later, tx); }));
  tomorrow();
  EXPECT_EQ(lines(then), list());
}

TEST_F(TodayStory, BelongsToItsMemberAlone) {
  tell(met("Grace Hopper").promising("send the leaflet"));
  tomorrow();
  const std::string id = open().items.at(0).id;
  for (const Viewer& other : {ben_, sam_}) {
    EXPECT_THAT(open_today(other, *store_).value().items, IsEmpty());
    EXPECT_EQ(write([&](store::WriteTransaction& tx) { return complete_item(other, tx, id); }).error().code,
              ErrorCode::not_found);
  }
  EXPECT_THAT(list(), ElementsAre("promise Grace Hopper"));
}

TEST_F(TodayStory, ADeletedPersonIsGoneAtOnce) {
  tell(met("Grace Hopper"));
  tomorrow();
  open();
  write(
      [&](store::WriteTransaction& tx) { return contacts::delete_contact(ada_, tx, id_of("Grace Hopper")); });
  EXPECT_THAT(list(), IsEmpty());
}

TEST_F(TodayStory, LinksCarryTheDraft) {
  contacts::ContactFields fields;
  fields.emails = std::vector<contacts::LabelledValue>{{.value = "grace@example.org"}};
  knows("Grace Hopper", fields);
  tell(met("Grace Hopper"));
  tomorrow();
  const auto href = item("follow_up", "Grace Hopper").action.href;
  ASSERT_TRUE(href);
  EXPECT_TRUE(href->starts_with("mailto:grace@example.org?subject=Good%20to%20meet%20you&body=")) << *href;
  tell(met("Nobody Known"));
  tomorrow();
  EXPECT_EQ(item("follow_up", "Nobody Known").action.href, std::nullopt);
}

}  // namespace
}  // namespace confrere::today

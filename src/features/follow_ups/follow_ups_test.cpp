#include "features/follow_ups/follow_ups.h"

#include "features/testing/story.h"

namespace confrere::follow_ups {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class FollowUps : public today::Story {
 protected:
  void SetUp() override {
    Story::SetUp();
    on("2026-11-03");
  }
  Result<FollowUp> make(FollowUpFields fields) {
    if (!fields.contact_id.given) fields.contact_id = id_of("Grace");
    return write([&](store::WriteTransaction& tx) { return create_follow_up(ada_, tx, fields); });
  }
  template <class Act>
  Result<FollowUp> act(Act what, FollowUpId id) {
    return write([&](store::WriteTransaction& tx) { return what(ada_, tx, id); });
  }
};

TEST(Schedule, AppearsTheNextMorningIsDueAfterTwoDaysOverdueAfterSeven) {
  const Date day = Date::parse("2026-11-03").value();
  EXPECT_EQ(schedule(day, std::nullopt), (Schedule{day + 1, day + 2, day + 7}));
  EXPECT_EQ(schedule(day, day + 5), (Schedule{day + 1, day + 5, day + 6}));
  EXPECT_EQ(schedule(day, day + 60), (Schedule{day + 53, day + 60, day + 61}));
  EXPECT_EQ(schedule(day, day), (Schedule{day, day, day + 1}));
}

TEST(Schedule, NudgesAfterSevenAndTwentyOneDays) {
  const Date first = Date::parse("2026-11-03").value();
  EXPECT_EQ(schedule_answer(first, first, 0).due_on, first + 7);
  EXPECT_EQ(schedule_answer(first, first + 8, 1).due_on, first + 21);
  EXPECT_EQ(schedule_answer(first, first + 30, 1).due_on, first + 37) << "never two nudges in a week";
  EXPECT_FALSE(is_time_to_let_go(first, 1, first + 30));
  EXPECT_TRUE(is_time_to_let_go(first, 2, first + 30));
  EXPECT_TRUE(is_time_to_let_go(first, 0, first + 60));
}

TEST(Promises, AreOfTheKindTheirWordsSay) {
  EXPECT_EQ(kind_of_promise("Thank her for the slides"), FollowUpKind::thank);
  EXPECT_EQ(kind_of_promise("introduce him to Dr Rao over coffee"), FollowUpKind::introduce);
  EXPECT_EQ(kind_of_promise("Send my card"), FollowUpKind::send_card);
  EXPECT_EQ(kind_of_promise("send the referral pad"), FollowUpKind::send_referral_pad);
  EXPECT_EQ(kind_of_promise("Send my CV"), FollowUpKind::send_biography);
  EXPECT_EQ(kind_of_promise("Ring on Friday"), FollowUpKind::call);
  EXPECT_EQ(kind_of_promise("have lunch"), FollowUpKind::meet);
  EXPECT_EQ(kind_of_promise("Send the string of papers"), FollowUpKind::write);
}

TEST_F(FollowUps, NeedWhomAndWhat) {
  EXPECT_EQ(make({}).error().field, "$.text");
  EXPECT_EQ(make({.contact_id = ContactId::make(), .text = std::string("call")}).error().field,
            "$.contact_id");
  EXPECT_EQ(make({.text = std::string("about MRN 448812")}).error().problem, "patient_identifier");
}

TEST_F(FollowUps, AreListedSoonestDueFirst) {
  make({.text = std::string("later"), .due = ada_.today() + 9});
  make({.text = std::string("sooner"), .due = ada_.today() + 3});
  const auto open = follow_ups_of("Grace");
  ASSERT_THAT(open, SizeIs(2));
  EXPECT_EQ(open[0].text, "sooner");
}

TEST_F(FollowUps, CanBeDoneOpenedAgainDroppedAndForgotten) {
  const FollowUpId id = make({.text = std::string("call"), .promise = true})->id;
  EXPECT_EQ(act(complete_follow_up, id)->state, FollowUpState::done);
  EXPECT_THAT(follow_ups_of("Grace"), IsEmpty());
  EXPECT_EQ(act(reopen_follow_up, id)->done_at, std::nullopt);
  EXPECT_EQ(act(drop_follow_up, id)->state, FollowUpState::dropped);
  EXPECT_TRUE(write([&](store::WriteTransaction& tx) { return delete_follow_up(ada_, tx, id); }));
  EXPECT_FALSE(read([&](store::ReadTransaction& tx) { return load_follow_up(ada_, tx, id); }));
}

TEST_F(FollowUps, SleepForAYearAtMost) {
  const FollowUpId id = make({.text = std::string("call")})->id;
  const auto snooze = [&](int days) {
    return write(
        [&](store::WriteTransaction& tx) { return snooze_follow_up(ada_, tx, id, ada_.today() + days); });
  };
  EXPECT_TRUE(snooze(366));
  EXPECT_EQ(snooze(367).error().field, "$.until");
  EXPECT_EQ(snooze(0).error().field, "$.until");
}

TEST_F(FollowUps, LetGoComesBackAfterSixMonthsAndCanBeTakenBack) {
  tell(today::wrote_to("Grace").awaiting_an_answer());
  const FollowUpId wait = follow_ups_of("Grace")[0].id;
  const auto back = act(let_go, wait);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->due.text(), "2027-05-03");
  EXPECT_EQ(back->origin, FollowUpOrigin::let_go);
  EXPECT_TRUE(act(reopen_follow_up, wait));
  ASSERT_THAT(follow_ups_of("Grace"), SizeIs(1));
  EXPECT_EQ(follow_ups_of("Grace")[0].id, wait);
}

TEST_F(FollowUps, BelongToTheirMemberAlone) {
  const FollowUpId id = make({.text = std::string("call")})->id;
  for (const Viewer& other : {ben_, sam_}) {
    EXPECT_FALSE(read([&](store::ReadTransaction& tx) { return load_follow_up(other, tx, id); }));
    EXPECT_FALSE(write([&](store::WriteTransaction& tx) { return complete_follow_up(other, tx, id); }));
    EXPECT_THAT(read([&](store::ReadTransaction& tx) { return list_follow_ups(other, tx, {}); }), IsEmpty());
  }
}

}  // namespace
}  // namespace confrere::follow_ups

/// What Today suggests rather than reminds of: whom to introduce, who is becoming quiet, what I can help
/// with.

#include <gmock/gmock.h>

#include "features/testing/story.h"

namespace confrere::today {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class SuggestionsStory : public Story {
 protected:
  void SetUp() override {
    Story::SetUp();
    on("2026-11-03");
  }
  /// Met now and then up to a day, so many days apart.
  void met_often(const std::string& name, std::string_view last, int times, int apart) {
    const Instant end = Instant::parse(std::string(last) + "T10:00:00Z").value();
    for (int time = times - 1; time >= 0; --time)
      tell(met(name).deeply().at((end - std::chrono::hours(24 * apart * time)).text()));
  }
  void knows_grace_and_tom() {
    knows("Grace Hopper", {.ask = std::string("A speaker on palliative sedation")});
    knows("Tom Rao", {.offer = std::string("Teaching palliative medicine to practices")});
    tell(met("Grace Hopper").at("2026-09-01T10:00:00Z"));
    tell(met("Tom Rao").at("2026-09-02T10:00:00Z"));
    tomorrow();
  }
};

TEST_F(SuggestionsStory, TwoSentencesSayWhyTwoShouldMeetAndTheDraftSaysThemToTheOneWhoAsks) {
  knows_grace_and_tom();
  EXPECT_EQ(
      reason("acquaint", "Grace Hopper"),
      "Grace needs “A speaker on palliative sedation”, and Tom Rao offers “Teaching palliative medicine "
      "to practices”.");
  EXPECT_THAT(item("acquaint", "Grace Hopper").why[0].text, HasSubstr("not met as far as you know"));
  EXPECT_THAT(draft("acquaint", "Grace Hopper"),
              HasSubstr("You are looking for this: “A speaker on palliative sedation”."));
  EXPECT_THAT(draft("acquaint", "Grace Hopper"), Not(HasSubstr("Grace needs")));
}

TEST_F(SuggestionsStory, WhoWasIntroducedIsNotSuggestedAgainUnlessThatIsTakenBack) {
  knows_grace_and_tom();
  open();
  wrote("acquaint", "Grace Hopper");
  days_later(200);
  EXPECT_THAT(lines(everything()), Not(Contains(HasSubstr("acquaint"))));
}

TEST_F(SuggestionsStory, AnIntroductionIsTakenBackWithItsStep) {
  knows_grace_and_tom();
  open();
  completes("acquaint", "Grace Hopper");
  takes_back("acquaint", "Grace Hopper");
  EXPECT_THAT(list(), ElementsAre("acquaint Grace Hopper"));
  tomorrow();
  EXPECT_THAT(list(), ElementsAre("acquaint Grace Hopper"));
}

TEST_F(SuggestionsStory, NotTheseTwoLeavesThemAloneForAYear) {
  knows_grace_and_tom();
  open();
  dismisses("acquaint", "Grace Hopper");
  days_later(120);
  EXPECT_THAT(lines(everything()), Not(Contains(HasSubstr("acquaint"))));
}

TEST_F(SuggestionsStory, OnePersonIsInOneIntroductionADay) {
  knows_grace_and_tom();
  knows("Ann Lee", {.ask = std::string("Somebody on palliative care at home")});
  tell(met("Ann Lee").at("2026-09-03T10:00:00Z"));
  const auto all = lines(everything());
  EXPECT_EQ(std::count_if(all.begin(), all.end(),
                          [](const std::string& line) { return line.starts_with("acquaint"); }),
            1);
}

TEST_F(SuggestionsStory, ANeedIsAnsweredByMyFieldInWhateverWords) {
  has_card(R"({"name":"Ada Test","offer":"","specialties":["Cardiology"]})");
  tell(met("Grace Hopper").needing("a heart specialist to ask").at("2026-06-01T10:00:00Z").deeply());
  EXPECT_EQ(reason("ask", "Grace Hopper"),
            "Grace told you on 1 June: “a heart specialist to ask”. That is your field: cardiology.");
}

TEST_F(SuggestionsStory, ATieFadesByItsOwnRhythmWithoutOneThatWasSet) {
  met_often("Grace Hopper", "2026-07-01", 8, 7);
  met_often("Slow Sam", "2026-07-01", 8, 60);
  EXPECT_THAT(lines(everything()), ElementsAre("fading Grace Hopper"))
      << "four months are long after every week, and nothing after every two";
  EXPECT_EQ(reason("fading", "Grace Hopper"),
            "You and Grace used to be in touch about every week; the last time was on 1 July.");
  EXPECT_THAT(item("fading", "Grace Hopper").why[0].text, HasSubstr("your own rhythm"));
}

TEST_F(SuggestionsStory, ARhythmThatWasSetCountsInPlaceOfTheirOwn) {
  met_often("Grace Hopper", "2026-07-01", 8, 7);
  states("Grace Hopper", {.rhythm = ties::Rhythm::twice_a_year});
  EXPECT_THAT(lines(everything()), IsEmpty());
}

TEST_F(SuggestionsStory, AMessageThatWaitsIsLeftToBeAnswered) {
  met_often("Grace Hopper", "2026-07-01", 8, 7);
  tell(wrote_to("Grace Hopper").awaiting_an_answer());
  EXPECT_THAT(lines(everything()), Not(Contains("fading Grace Hopper")));
}

TEST_F(SuggestionsStory, ALongSilenceBeginsWithSomethingShared) {
  met_often("Grace Hopper", "2024-05-01", 3, 30);
  tell(met("Grace Hopper").at("2024-06-01T10:00:00Z").at_event("the Leeds audit day").deeply());
  met_often("Tom Rao", "2024-05-01", 3, 30);
  tell(met("Tom Rao").at("2024-06-01T10:00:00Z").needing("a locum for August").deeply());
  met_often("Ann Lee", "2024-05-01", 4, 30);
  const auto begin = [&](const std::string& name) {
    const auto give = item("dormant", name).give;
    return give ? give->text : std::string();
  };
  EXPECT_EQ(begin("Grace Hopper"), "Begin with the Leeds audit day, where you last talked.");
  EXPECT_EQ(begin("Tom Rao"), "Begin with what Tom needed last time: “a locum for August”.");
  EXPECT_THAT(begin("Ann Lee"), Not(HasSubstr("Begin with")));
}

TEST_F(SuggestionsStory, TheOnceTrustedSilenceGoesBeforeTheLightOne) {
  met_often("Light Leo", "2025-06-01", 3, 30);
  met_often("Deep Dee", "2025-05-01", 12, 15);
  states("Deep Dee", {.closeness = ties::Closeness::trusted});
  const auto all = lines(everything());
  EXPECT_EQ(all.front(), "dormant Deep Dee");
}

}  // namespace
}  // namespace confrere::today

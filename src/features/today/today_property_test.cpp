/// Rules of Today that hold whatever happened: random lives from a seed, told day by day.

#include <random>
#include <set>

#include "features/testing/story.h"
#include "features/today/candidates.h"
#include "features/today/variety.h"

namespace confrere::today {
namespace {

class RandomLife : public Story {
 protected:
  static constexpr int kDays = 40;
  static constexpr int kPeople = 9;

  void live(unsigned seed) {
    random_.seed(seed);
    on("2026-01-05");
    for (int person = 0; person < kPeople; ++person) knows(name(person));
    for (int day = 0; day < kDays; ++day) {
      for (auto left = roll(4); left > 0; --left) happen();
      check_morning();
      for (auto left = roll(3); left > 0; --left) act();
      check_evening();
      days_later(1 + static_cast<int>(roll(6)));
    }
  }

  virtual void check_morning() {}
  virtual void check_evening() {}

  unsigned roll(unsigned sides) { return static_cast<unsigned>(random_() % sides); }
  static std::string name(int person) { return "Person " + std::string(1, static_cast<char>('A' + person)); }
  std::string anybody() { return name(static_cast<int>(roll(kPeople))); }

  void happen() {
    const std::string who = anybody();
    switch (roll(6)) {
      case 0:
        tell(met(who));
        break;
      case 1:
        tell(met(who).promising("send the paper"));
        break;
      case 2:
        tell(wrote_to(who).awaiting_an_answer());
        break;
      case 3:
        tell(called(who).promising("thank her for the paper"));
        break;
      case 4:
        states(who, {.closeness = static_cast<ties::Closeness>(roll(3)), .rhythm = ties::Rhythm::monthly});
        break;
      case 5:
        tell(met(std::vector{who, name(0)}).at((ada_.now + std::chrono::hours(24 * (1 + roll(5)))).text()));
        break;
    }
  }

  void act() {
    const Today today = open();
    if (today.items.empty()) return;
    const TodayItem& chosen = today.items[roll(static_cast<unsigned>(today.items.size()))];
    const unsigned what = roll(5);
    const auto done = write([&](store::WriteTransaction& tx) {
      switch (what) {
        case 0:
          return complete_item(ada_, tx, chosen.id);
        case 1:
          return snooze_item(ada_, tx, chosen.id, ada_.today() + 3);
        case 2:
          return dismiss_item(ada_, tx, chosen.id);
        case 3:
          return write_item(ada_, tx, chosen.id, {});
        default:
          return reopen_item(ada_, tx, chosen.id);
      }
    });
    ASSERT_TRUE(done) << done.error().message << " step " << what << " on " << chosen.id;
    if (what == 0 && chosen.kind == TodayKind::promise) done_promises_.insert(chosen.id);
    if (what != 0) done_promises_.erase(chosen.id);
  }

  std::set<std::string> done_promises_;

 private:
  std::mt19937 random_;
};

class TodayHolds : public RandomLife, public testing::WithParamInterface<unsigned> {
 protected:
  void check_morning() override {
    const auto first = lines(preview());
    EXPECT_EQ(first, lines(preview())) << "same data and clock, same list";
    EXPECT_EQ(list(), first) << "what is previewed is what is fixed";
    check_overdue();
    const Today today = open();
    for (const TodayItem& item : today.items) {
      const bool returned = item.state == ItemState::open && done_promises_.contains(item.id);
      EXPECT_FALSE(returned) << "a done promise returned";
      EXPECT_FALSE(item.reason.text.empty());
      EXPECT_FALSE(item.why.empty()) << item.id;
    }
    morning_ = ids(today);
  }

  void check_evening() override {
    const auto evening = ids(open());
    for (const std::string& id : morning_) {
      if (std::find(evening.begin(), evening.end(), id) == evening.end()) {
        EXPECT_TRUE(id.starts_with("planned.")) << id << " left the list during the day";
      }
    }
  }

  /// What is overdue is on the list, or the list is full of what is overdue, too.
  void check_overdue() {
    const Today today = preview();
    const auto all = read([&](store::ReadTransaction& tx) { return gather(ada_, tx); });
    std::size_t shown = 0;
    std::size_t overdue = 0;
    for (const TodayItem& item : today.items) shown += item.overdue ? 1 : 0;
    for (const Candidate& candidate : all) overdue += candidate.overdue ? 1 : 0;
    EXPECT_GE(shown, std::min(overdue, kFive));
  }

  static std::vector<std::string> ids(const Today& today) {
    std::vector<std::string> found;
    for (const TodayItem& item : today.items) found.push_back(item.id);
    return found;
  }

  std::vector<std::string> morning_;
};

TEST_P(TodayHolds, ThroughARandomLife) {
  live(GetParam());
}
INSTANTIATE_TEST_SUITE_P(Seeds, TodayHolds, testing::Range(1U, 6U));

class RhythmHolds : public Story, public testing::WithParamInterface<unsigned> {};

TEST_P(RhythmHolds, AnyHeldEncounterResetsItAndAnUnansweredMessageOfMineDoesNot) {
  std::mt19937 random(GetParam());
  on("2026-01-05");
  knows("Grace");
  states("Grace", {.rhythm = ties::Rhythm::monthly});
  for (int step = 0; step < 40; ++step) {
    days_later(1 + static_cast<int>(random() % 30));
    const auto before = tie_with("Grace").next_due;
    Told told = met("Grace");
    told.encounter.channel = static_cast<encounters::Channel>(random() % 4);
    told.encounter.begun_by = static_cast<encounters::BegunBy>(random() % 3);
    told.encounter.awaits_answer = random() % 2 == 0;
    const bool waits = told.encounter.channel.value == encounters::Channel::message &&
                       told.encounter.begun_by.value == encounters::BegunBy::me &&
                       told.encounter.awaits_answer.value == true;
    tell(told);
    EXPECT_EQ(tie_with("Grace").next_due, waits ? before : std::optional(add_months(ada_.today(), 1)));
  }
}
INSTANTIATE_TEST_SUITE_P(Seeds, RhythmHolds, testing::Range(1U, 6U));

class UndoHolds : public RandomLife, public testing::WithParamInterface<unsigned> {
 protected:
  /// Every step on every item, taken back at once, leaves all as it was.
  void check_evening() override {
    for (const TodayItem& item : open().items) {
      if (item.state != ItemState::open) continue;
      const auto before = facts();
      for (int what = 0; what < 4; ++what) {
        const auto done = write([&](store::WriteTransaction& tx) {
          switch (what) {
            case 0:
              return complete_item(ada_, tx, item.id);
            case 1:
              return snooze_item(ada_, tx, item.id, ada_.today() + 3);
            case 2:
              return dismiss_item(ada_, tx, item.id);
            default:
              return write_item(ada_, tx, item.id, {});
          }
        });
        ASSERT_TRUE(done) << done.error().message;
        EXPECT_TRUE(write([&](store::WriteTransaction& tx) { return reopen_item(ada_, tx, item.id); }));
        EXPECT_EQ(facts(), before) << item.id << " step " << what;
      }
    }
  }

  /// What a step could have left behind: open follow-ups with their dates, ties, rests, encounters.
  std::vector<std::string> facts() {
    return read([&](store::ReadTransaction& tx) {
      const auto text = [](const store::Row& row) { return std::string(row.text(0)); };
      auto found = tx.all(text,
                          "SELECT CAST(contact_id AS text) || kind || state || due_on || nudges || CASE WHEN "
                          "snoozed_until > $1 THEN snoozed_until ELSE '' END"
                          " FROM follow_up WHERE deleted_at IS NULL ORDER BY 1",
                          ada_.today());
      for (const char* sql :
           {"SELECT CAST(contact_id AS text) || held || COALESCE(CAST(last_held_at AS text), '') || "
            "COALESCE(CAST(last_awaiting_at AS text), '') FROM tie ORDER BY 1",
            "SELECT CAST(contact_id AS text) || kind || why || until FROM today_rest ORDER BY 1",
            "SELECT CAST(id AS text) || state FROM encounter WHERE deleted_at IS NULL ORDER BY 1"}) {
        const auto more = tx.all(text, sql);
        found.insert(found.end(), more.begin(), more.end());
      }
      return found;
    });
  }
};

TEST_P(UndoHolds, ThroughARandomLife) {
  live(GetParam());
}
INSTANTIATE_TEST_SUITE_P(Seeds, UndoHolds, testing::Range(11U, 14U));

}  // namespace
}  // namespace confrere::today

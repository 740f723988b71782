/// A machine's clock that is set back: what was saved stays, everything still works, and nothing waits for
/// the clock to be as late again.

#include "features/contacts/contacts.h"
#include "features/testing/story.h"
#include "features/undo/undo.h"

namespace confrere::today {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class AClockThatGoesBack : public Story {
 protected:
  void SetUp() override {
    Story::SetUp();
    on("2026-11-10");
    tell(met("Grace Hopper").promising("send the leaflet"));
    on("2026-11-03");
  }
};

TEST_F(AClockThatGoesBack, HidesNothingThatWasSaved) {
  EXPECT_THAT(read([&](auto& tx) { return encounters::list_encounters(ada_, tx, {}); }), SizeIs(1));
  EXPECT_THAT(follow_ups_of("Grace Hopper"), testing::Not(IsEmpty()));
  EXPECT_THAT(read([&](auto& tx) { return contacts::list_contacts(ada_, tx, {}, 10); }).value().items,
              SizeIs(1));
  EXPECT_TRUE(open_today(ada_, *store_));
}

TEST_F(AClockThatGoesBack, LetsPeopleGoOn) {
  tell(met("Grace Hopper").noting("in the corridor"));
  tell(met("Ben New").promising("call him"));
  EXPECT_THAT(read([&](auto& tx) { return encounters::list_encounters(ada_, tx, {}); }), SizeIs(3));
  EXPECT_EQ(read([](auto& tx) { return ties::compare_summaries(tx).wrong; }), 0);
  EXPECT_EQ(tie_with("Grace Hopper").last_encounter_at, Instant::parse("2026-11-10T09:00:00Z"))
      << "the newest is the newest, whenever it was told";
  on("2026-11-12");
  EXPECT_TRUE(open_today(ada_, *store_));
  EXPECT_EQ(read([](auto& tx) { return ties::compare_summaries(tx).wrong; }), 0);
}

TEST_F(AClockThatGoesBack, LetsADeletionBeTakenBack) {
  const ContactId grace = id_of("Grace Hopper");
  const auto deleted = write([&](auto& tx) { return contacts::delete_contact(ada_, tx, grace); });
  ASSERT_TRUE(deleted);
  on("2026-11-01");
  EXPECT_TRUE(write([&](auto& tx) { return undo::take_back(ada_, tx, deleted->id); }));
  EXPECT_TRUE(read([&](auto& tx) { return contacts::load_contact(ada_, tx, grace); }));
}

TEST_F(AClockThatGoesBack, KeepsTheOrderInWhichChangesWereMade) {
  if (store::TestDatabase::restarts()) GTEST_SKIP() << "who listens does so until the server stops";
  std::vector<store::CommittedChange> heard;
  {
    const auto ear = store_->subscribe(
        [&](const auto& changes) { heard.insert(heard.end(), changes.begin(), changes.end()); });
    knows("First");
    on("2026-11-02");
    knows("Second");
    store_.reset();  // what it tells is told when it is gone
  }
  ASSERT_GE(heard.size(), 2U);
  EXPECT_TRUE(std::ranges::is_sorted(heard, {}, &store::CommittedChange::seq));
  EXPECT_GT(heard.front().at, heard.back().at);
}

}  // namespace
}  // namespace confrere::today

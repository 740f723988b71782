#include "features/triage/triage.h"

#include "features/my_card/my_card.h"
#include "features/testing/story.h"
#include "features/triage/evidence.h"

namespace confrere::triage {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using today::met;

class TriageStory : public today::Story {
 protected:
  void SetUp() override {
    Story::SetUp();
    on("2026-11-03");
  }
  Triage load(const Viewer& viewer, std::int64_t limit = 50) {
    return read([&](store::ReadTransaction& tx) { return load_triage(viewer, tx, limit); });
  }
  std::vector<std::string> names() {
    std::vector<std::string> found;
    for (const TriageCard& card : load(ada_).items) found.push_back(card.contact.name);
    return found;
  }
  static contacts::Origin connected(int year) {
    return {.source = contacts::Source::linkedin, .connected_on = formats::PartialDate::of(year, 7, 9)};
  }
};

TEST_F(TriageStory, ShowsTheLikeliestToMatterFirstAndSaysWhy) {
  knows("Old Olga", {}, connected(2009));
  knows("New Nora", {}, connected(2026));
  knows("Noted Ned", {.note = std::string("Runs the hernia list.")});
  tell(met("Met Mia"));
  EXPECT_THAT(names(), ElementsAre("Met Mia", "Noted Ned", "New Nora", "Old Olga"));
  EXPECT_EQ(load(ada_).items[0].evidence[0].text, "You have logged one encounter");
  EXPECT_EQ(load(ada_).items[2].evidence[0].text, "Connected on LinkedIn in July 2026");
}

TEST_F(TriageStory, WhoSharesMyHospitalComesForward) {
  contacts::ContactFields there;
  there.roles = std::vector<contacts::Role>{{.title = "Registrar", .organisation = "St Elsewhere's"}};
  knows("Far Fred", {}, connected(2026));
  knows("Near Nell", there, connected(2026));
  my_card::MyCardFields card{.name = "Ada Test"};
  card.roles = {{.title = "Surgeon", .organisation = "St Elsewhere's"}};
  EXPECT_TRUE(write([&](store::WriteTransaction& tx) { return my_card::put_my_card(ada_, tx, card); }));
  EXPECT_THAT(names(), ElementsAre("Near Nell", "Far Fred"));
  EXPECT_EQ(load(ada_).items[0].evidence[0].text, "At St Elsewhere's, like you");
}

TEST_F(TriageStory, AnAnswerSortsAndCanBeLeftAtAnyPoint) {
  knows("Grace");
  knows("Tom");
  states("Grace", {.closeness = ties::Closeness::trusted, .matters = true});
  EXPECT_THAT(names(), ElementsAre("Tom"));
  EXPECT_EQ(load(ada_).sorted, 1);
  EXPECT_EQ(load(ada_).remaining, 1);
  EXPECT_EQ(load(ada_, 1).items.size(), 1U);
  states("Tom", {.matters = Field<bool>(std::optional<bool>())});
  EXPECT_THAT(names(), IsEmpty()) << "passed over is sorted, too";
}

TEST_F(TriageStory, SharingAloneSortsNobody) {
  knows("Grace");
  states("Grace", {.sharing = ties::Sharing::nobody});
  EXPECT_THAT(names(), ElementsAre("Grace"));
}

TEST_F(TriageStory, GivesTodaySomethingToStandOn) {
  for (const char* name : {"Ann", "Bea", "Cem"}) {
    knows(name);
    states(name, {.closeness = ties::Closeness::trusted, .rhythm = ties::Rhythm::quarterly, .matters = true});
  }
  tomorrow();
  EXPECT_EQ(list().size(), 3U);
}

TEST_F(TriageStory, ShowsNobodyElsesContacts) {
  knows("Grace");
  EXPECT_THAT(load(ben_).items, IsEmpty());
  EXPECT_EQ(load(sam_).remaining, 0);
}

}  // namespace
}  // namespace confrere::triage

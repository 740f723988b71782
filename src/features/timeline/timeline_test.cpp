#include "features/timeline/timeline.h"

#include "features/testing/story.h"

namespace confrere::timeline {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using today::met;

class TimelineStory : public today::Story {
 protected:
  std::vector<TimelineItem> load(const std::string& name, std::int64_t limit = 50,
                                 const std::optional<TimelinePlace>& after = {}) {
    return read([&](store::ReadTransaction& tx) {
      return load_timeline(ada_, tx, id_of(name), limit, after).value();
    });
  }
  static std::vector<TimelineKind> kinds(const std::vector<TimelineItem>& items) {
    std::vector<TimelineKind> found;
    for (const TimelineItem& item : items) found.push_back(item.kind);
    return found;
  }
};

TEST_F(TimelineStory, TellsAllFromTheNewestToHowTheyMet) {
  on("2026-11-03");
  contacts::ContactFields fields;
  fields.how_we_met =
      contacts::HowWeMet{.date = formats::PartialDate::of(2019, 7, {}), .event = "the audit day"};
  knows("Grace", fields);
  tomorrow();
  tell(met("Grace").promising("send the paper"));
  const auto items = load("Grace");
  EXPECT_THAT(kinds(items), ElementsAre(TimelineKind::encounter, TimelineKind::follow_up,
                                        TimelineKind::imported, TimelineKind::met));
  EXPECT_EQ(items[3].text.value, "You met at the audit day");
  EXPECT_EQ(items[3].at.text(), "2019-06-30T23:00:00Z") << "the first of July in London";
  EXPECT_EQ(items[3].date.value.value().text(), "2019-07") << "which day is not known";
}

TEST_F(TimelineStory, PagesHoldEverythingOnce) {
  on("2026-01-01");
  for (int meeting = 0; meeting < 7; ++meeting) {
    tell(met("Grace").promising("send the paper"));
    tell(met("Grace"));
    days_later(3);
  }
  const auto all = load("Grace");
  std::vector<IdBytes> seen;
  std::optional<TimelinePlace> after;
  for (auto page = load("Grace", 3, after); !page.empty(); page = load("Grace", 3, after)) {
    for (const TimelineItem& item : page) seen.push_back(place_of(item).id);
    after = place_of(page.back());
  }
  std::vector<IdBytes> expected;
  for (const TimelineItem& item : all) expected.push_back(place_of(item).id);
  EXPECT_EQ(seen, expected);
}

TEST_F(TimelineStory, IsNotFoundForOthers) {
  const ContactId grace = knows("Grace");
  for (const Viewer& other : {ben_, sam_}) {
    EXPECT_EQ(read([&](store::ReadTransaction& tx) { return load_timeline(other, tx, grace, 50, {}); })
                  .error()
                  .code,
              ErrorCode::not_found);
  }
}

}  // namespace
}  // namespace confrere::timeline

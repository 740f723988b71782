#include "formats/network_files.h"

#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace confrere::formats {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

const Instant kNow = Instant::parse("2026-11-23T12:00:00Z").value();

Result<TouchLog> touch_log(const std::string& text) {
  std::istringstream file(text);
  return read_touch_log(file, kNow);
}
Result<TieList> tie_list(const std::string& text) {
  std::istringstream file(text);
  return read_tie_list(file);
}
Result<std::vector<std::string>> people_where(const std::string& text, const std::string& column,
                                              const std::string& value) {
  std::istringstream file(text);
  const auto people = read_people(file, PeopleCondition{column, value});
  if (!people) return people.error();
  std::vector<std::string> ids;
  for (const ListedPerson& person : *people) {
    if (person.matches) ids.push_back(person.id);
  }
  return ids;
}
template <class T>
std::string refusal(const Result<T>& read) {
  return read ? "was read" : read.error().message;
}

TEST(TouchLog, IsReadInOrderOfTimeWhateverItsColumnsAndRowsAre) {
  const auto log = touch_log("note,Time,from,to\nx,20.5,ada,ben\ny,-3,cy,ada\n");
  ASSERT_TRUE(log) << refusal(log);
  ASSERT_EQ(log->touches.size(), 2);
  EXPECT_EQ(log->people.name_of(log->touches[0].from), "cy");
  EXPECT_EQ(log->touches[0].at.microseconds, -3000000);
  EXPECT_EQ(log->touches[1].at.microseconds, 20500000);
}

TEST(TouchLog, KnowsItsColumnsByTheNamesThatDataSetsGiveThem) {
  EXPECT_EQ(touch_log("from,to,seconds\na,b,1\n").value().touches.size(), 1);
  EXPECT_EQ(touch_log("unix_time,person_a,person_b\n1,a,b\n").value().touches.size(), 1);
  EXPECT_THAT(refusal(touch_log("from,to,weekday\na,b,1\n")), HasSubstr("has no column \"time\""));
}

TEST(TouchLog, LeavesOutTouchesWithOneselfAndSaysHowMany) {
  const auto log = touch_log("from,to,time\na,a,1\na,b,2\n");
  EXPECT_EQ(log->touches.size(), 1);
  EXPECT_EQ(log->with_oneself, 1);
}

TEST(TouchLog, SaysWhichLineCannotBeRead) {
  EXPECT_THAT(refusal(touch_log("from,to,time\na,b,1\na,b,soon\n")),
              HasSubstr("Line 3: \"soon\" is not a time"));
  EXPECT_THAT(refusal(touch_log("from,to,time\na,b,nan\n")), HasSubstr("Line 2"));
  EXPECT_THAT(refusal(touch_log("from,to,time\na,b,1e30\n")),
              HasSubstr("Line 2: The time 1e30 is in the future"));
  EXPECT_THAT(refusal(touch_log("from,to,time\na,b,1795435201\n")), HasSubstr("in the future"))
      << "a second late";
  EXPECT_THAT(refusal(touch_log("from,to,time\na,b,-1e30\n")), HasSubstr("too long ago"));
  EXPECT_THAT(refusal(touch_log("from,to,time\n,b,1\n")), HasSubstr("Line 2: \"from\" is empty"));
}

TEST(TouchLog, AFileCutShortIsRefused) {
  EXPECT_THAT(refusal(touch_log("from,to,time\na,b,1\na,b")), HasSubstr("Line 3: This row has 2 fields"));
  EXPECT_THAT(refusal(touch_log("from,to\na,b\n")), HasSubstr("no column \"time\""));
  EXPECT_THAT(refusal(touch_log("")), HasSubstr("empty"));
}

TEST(TouchLog, TextThatIsNotUtf8IsTakenForWindows1252) {
  const auto log = touch_log("from,to,time\nJ\xf6rg,ben,1\n");
  ASSERT_TRUE(log) << refusal(log);
  EXPECT_TRUE(log->people.find("Jörg"));
}

TEST(TieList, HasARowForEachOwnersSide) {
  const auto list = tie_list("from,to,strength,sharing\na,b,0.5,visible\nb,a,1,\n");
  ASSERT_TRUE(list) << refusal(list);
  ASSERT_EQ(list->ties.size(), 2);
  EXPECT_EQ(list->ties[0].sharing, TieSharing::visible);
  EXPECT_EQ(list->ties[1].sharing, TieSharing::asked);
  EXPECT_EQ(list->ties[1].strength, 1);
  EXPECT_TRUE(tie_list("from,to,strength\na,b,0.5\n")) << "sharing may be missing";
  EXPECT_EQ(tie_list("from,to,strength\n")->ties.size(), 0) << "an empty network is one";
}

TEST(TieList, SaysWhichLineCannotBeATie) {
  const std::string heading = "from,to,strength,sharing\n";
  EXPECT_THAT(refusal(tie_list(heading + "a,a,0.5,asked\n")), HasSubstr("Line 2: A tie needs two people"));
  EXPECT_THAT(refusal(tie_list(heading + "a,b,0.5,asked\na,c,1,asked\na,b,0.4,asked\n")),
              HasSubstr("Line 4: This tie is in line 2 already"));
  for (const char* strength : {"0", "-0.1", "1.0001", "nan", "inf", "", "0.5x", "1e-400"}) {
    EXPECT_THAT(refusal(tie_list(heading + "a,b," + strength + ",asked\n")),
                HasSubstr("Line 2: The strength"))
        << strength;
  }
  EXPECT_THAT(refusal(tie_list(heading + "a,b,0.5,everybody\n")),
              HasSubstr("Line 2: The sharing \"everybody\""));
}

TEST(Acquaintances, AreEachPairOnce) {
  std::istringstream file("from,to,relation\nb,a,advice\na,b,friend\na,a,friend\na,c,advice\n");
  const auto list = read_acquaintances(file);
  EXPECT_THAT(list->pairs, ElementsAre(Pair(0, 1), Pair(1, 2)));
  EXPECT_EQ(list->with_oneself, 1);
}

TEST(PeopleWhere, EverybodyIsListedWhetherTheyMatchOrNot) {
  std::istringstream file("id,role\n7,gp\n8,nurse\n");
  const auto people = read_people(file);
  ASSERT_EQ(people->size(), 2);
  EXPECT_EQ(people->at(1).id, "8");
  EXPECT_FALSE(people->at(0).matches);
}

TEST(PeopleWhere, AreFoundByAnyColumn) {
  const std::string file = "town,id,Role\nYork,7,Surgeon\nBath,8,nurse\nBath,9,SURGEON\n";
  EXPECT_THAT(*people_where(file, "role", "surgeon"), ElementsAre("7", "9"));
  EXPECT_THAT(*people_where(file, "town", "Bath"), ElementsAre("8", "9"));
  EXPECT_THAT(*people_where(file, "town", "Hull"), ElementsAre());
  EXPECT_THAT(*people_where("name,role\nada,gp\n", "role", "gp"), ElementsAre("ada"))
      << "else the first column";
  EXPECT_THAT(refusal(people_where(file, "shoe", "9")), HasSubstr("no column \"shoe\""));
}

}  // namespace
}  // namespace confrere::formats

#include "features/specialties/specialties.h"

#include <map>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"

namespace confrere::specialties {
namespace {

using testing::Contains;
using testing::Not;

std::vector<std::string> names(std::string_view typed, std::size_t limit = 50) {
  std::vector<std::string> found;
  for (const Specialty& specialty : complete(typed, limit)) found.push_back(specialty.name);
  return found;
}

TEST(Specialties, ANameOrSynonymFindsItsEntryHoweverItIsWritten) {
  const Entry* const entry = find("cardiology");
  ASSERT_NE(entry, nullptr);
  EXPECT_EQ(find("HEART"), entry);
  EXPECT_EQ(find("  Cardiovascular   medicine "), entry);
  EXPECT_EQ(find("A&E"), find("Emergency medicine"));
  EXPECT_EQ(find("orthopedic surgery"), find("Orthopaedics"));
  EXPECT_EQ(find("astrology"), nullptr);
  EXPECT_EQ(find(""), nullptr);
}

TEST(Specialties, ANuccCodeFindsItsEntry) {
  ASSERT_NE(find_by_nucc("207RC0000X"), nullptr);
  EXPECT_EQ(find_by_nucc("207RC0000X")->specialty.name, "Cardiology");
  EXPECT_EQ(find_by_nucc(""), nullptr);
}

TEST(Specialties, EachNameAndSynonymBelongsToOneEntryAndEachCodeIsItsOwn) {
  std::map<std::string, std::string> owner;
  std::set<std::string> codes;
  for (const Entry& entry : all()) {
    EXPECT_TRUE(codes.insert(entry.specialty.code).second) << entry.specialty.code;
    std::vector<std::string> called = entry.synonyms;
    called.push_back(entry.specialty.name);
    for (const std::string& name : called) {
      const auto [there, is_new] = owner.emplace(fold(name), entry.specialty.code);
      EXPECT_EQ(there->second, entry.specialty.code) << name;
    }
  }
  EXPECT_GE(all().size(), 200U);
}

TEST(Specialties, CompletionPutsNamesThatBeginSoFirst) {
  EXPECT_EQ(names("card").front(), "Cardiac electrophysiology");
  EXPECT_THAT(names("heart"), Contains("Cardiology"));
  EXPECT_EQ(names("heart").front(), "Heart failure");
  EXPECT_THAT(names("surg hand"), Contains("Hand surgery")) << "words in any order";
  EXPECT_THAT(names("card"), Not(Contains("Dermatology")));
}

TEST(Specialties, CompletionIsBoundedAndEmptyForNonsense) {
  EXPECT_EQ(names("", 7).size(), 7U);
  EXPECT_TRUE(names("qqqq").empty());
  EXPECT_TRUE(names("!!").empty());
}

}  // namespace
}  // namespace confrere::specialties

#include "graph/people.h"

#include <atomic>
#include <thread>

#include <gtest/gtest.h>

namespace confrere::graph {
namespace {

TEST(People, HaveOneNumberEachInTheOrderInWhichTheyCame) {
  People people;
  const IdBytes ada = new_id_bytes(), ben = new_id_bytes();
  EXPECT_EQ(people.find(ada), std::nullopt);
  EXPECT_EQ(people.add(ada), 0U);
  EXPECT_EQ(people.add(ben), 1U);
  EXPECT_EQ(people.add(ada), 0U);
  EXPECT_EQ(people.size(), 2U);
  EXPECT_EQ(people.id(1), ben);
}

TEST(People, AreFoundAmongManyAndNobodyElseIs) {
  constexpr int kMany = 20000;
  People people;
  std::vector<IdBytes> ids;
  for (int i = 0; i < kMany; ++i) {
    ids.push_back(new_id_bytes());
    people.add(ids.back());
  }
  for (Person person = 0; person < kMany; ++person) {
    ASSERT_EQ(people.find(ids[person]), person);
    ASSERT_EQ(people.id(person), ids[person]);
  }
  for (int i = 0; i < kMany; ++i) ASSERT_EQ(people.find(new_id_bytes()), std::nullopt);
  EXPECT_LT(people.bytes(), kMany * 64U);
}

TEST(People, AddedUnseenTheyAreFoundOnceTheyAreIndexedAndOthersCanJoin) {
  constexpr Person kMany = 1000;
  People people;
  const IdBytes ada = new_id_bytes();
  EXPECT_EQ(people.add(ada), 0U);
  std::vector<IdBytes> ids;
  for (Person person = 1; person < kMany; ++person) {
    ids.push_back(new_id_bytes());
    EXPECT_EQ(people.add_unseen(ids.back()), person);
  }
  people.index();
  EXPECT_EQ(people.find(ada), 0U);
  for (Person person = 1; person < kMany; ++person) ASSERT_EQ(people.find(ids[person - 1]), person);
  EXPECT_EQ(people.add(ids.front()), 1U);
  EXPECT_EQ(people.add(new_id_bytes()), kMany);
}

TEST(People, AreReadWhileOthersCome) {
  constexpr Person kMany = 20000;
  People people;
  std::atomic<bool> all_found = true;
  std::jthread reader([&] {
    while (people.size() < kMany) {
      const Person size = people.size();
      if (size > 0 && people.find(people.id(size - 1)) != size - 1) all_found = false;
    }
  });
  while (people.size() < kMany) people.add(new_id_bytes());
  reader.join();
  EXPECT_TRUE(all_found);
}

}  // namespace
}  // namespace confrere::graph

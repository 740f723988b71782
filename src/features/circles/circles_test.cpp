#include "features/circles/circles.h"

#include <gmock/gmock.h>

#include "features/testing/member_fixture.h"

namespace confrere::circles {
namespace {

using store::ReadTransaction;
using store::WriteTransaction;
using ties::Rhythm;

class Circles : public MemberFixture {
 protected:
  Result<Circle> create(const Viewer& viewer, std::string name, std::optional<Rhythm> rhythm = std::nullopt) {
    return write([&](WriteTransaction& tx) {
      return create_circle(viewer, tx, {.name = std::move(name), .rhythm = rhythm});
    });
  }
  std::vector<std::string> names(const Viewer& viewer) {
    std::vector<std::string> found;
    for (const Circle& circle : read([&](ReadTransaction& tx) { return list_circles(viewer, tx); })) {
      found.push_back(circle.name);
    }
    return found;
  }
};

TEST_F(Circles, AreListedByNameToTheirOwnerAlone) {
  ASSERT_TRUE(create(ada_, "Surgeons"));
  ASSERT_TRUE(create(ada_, "  GP   friends "));
  EXPECT_THAT(names(ada_), testing::ElementsAre("GP friends", "Surgeons"));
  EXPECT_TRUE(names(ben_).empty());
  EXPECT_TRUE(names(sam_).empty());
}

TEST_F(Circles, ANameIsGivenOnceByAMemberHoweverItIsWritten) {
  ASSERT_TRUE(create(ada_, "Café"));
  const auto again = create(ada_, "CAFE");
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::conflict);
  EXPECT_EQ(again.error().field, "$.name");
  EXPECT_TRUE(create(ben_, "Café")) << "another member's names are no concern";
}

TEST_F(Circles, ACircleMayKeepItsOwnNameWhenItIsChanged) {
  const auto circle = create(ada_, "Café").value();
  const auto renamed = write([&](WriteTransaction& tx) {
    return update_circle(ada_, tx, circle.id, {.name = std::string("CAFÉ"), .rhythm = Rhythm::monthly});
  });
  ASSERT_TRUE(renamed);
  EXPECT_EQ(renamed->name, "CAFÉ");
  EXPECT_EQ(renamed->rhythm, Rhythm::monthly);
}

TEST_F(Circles, NeedANameOfAReasonableLength) {
  EXPECT_EQ(create(ada_, "  ").error().field, "$.name");
  EXPECT_EQ(create(ada_, std::string(101, 'x')).error().field, "$.name");
  EXPECT_TRUE(create(ada_, std::string(100, 'x')));
}

TEST_F(Circles, AreNotNamedAfterAPatientUnlessTheirOwnerSaysThereIsNone) {
  const auto refused = create(ada_, "MRN 1234567");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().problem, "patient_identifier");
  EXPECT_EQ(refused.error().field, "$.name");
  EXPECT_TRUE(names(ada_).empty());
  EXPECT_TRUE(write([&](WriteTransaction& tx) {
    return create_circle(ada_, tx, {.name = std::string("MRN 1234567"), .no_patient_confirmed = true});
  }));
}

TEST_F(Circles, AreNotFoundByAnybodyElse) {
  const auto circle = create(ada_, "Surgeons").value();
  for (const Viewer& other : {ben_, sam_}) {
    const auto updated = write([&](WriteTransaction& tx) {
      return update_circle(other, tx, circle.id, {.name = std::string("Mine"), .rhythm = {}});
    });
    EXPECT_EQ(updated.error().code, ErrorCode::not_found);
    const auto deleted = write([&](WriteTransaction& tx) { return delete_circle(other, tx, circle.id); });
    EXPECT_EQ(deleted.error().code, ErrorCode::not_found);
  }
  EXPECT_THAT(names(ada_), testing::ElementsAre("Surgeons"));
}

}  // namespace
}  // namespace confrere::circles

#include "features/goals/goals.h"

#include "features/testing/member_fixture.h"

namespace confrere::goals {
namespace {

class Goals : public MemberFixture {
 protected:
  Result<Goal> aim(std::string text) {
    return write(
        [&](store::WriteTransaction& tx) { return create_goal(ada_, tx, {.text = std::move(text)}); });
  }
  std::vector<Goal> of(const Viewer& viewer) {
    return read([&](store::ReadTransaction& tx) { return list_goals(viewer, tx); });
  }
};

TEST_F(Goals, AreKeptAndSeenByTheirMemberAlone) {
  ASSERT_TRUE(aim("  find a partner practice\n for minimally invasive work "));
  ASSERT_EQ(of(ada_).size(), 1U);
  EXPECT_EQ(of(ada_)[0].text, "find a partner practice for minimally invasive work");
  EXPECT_EQ(of(ada_)[0].state, GoalState::active);
  EXPECT_TRUE(of(ben_).empty());
  EXPECT_TRUE(of(sam_).empty());
}

TEST_F(Goals, NeedAText) {
  EXPECT_EQ(aim(" ").error().field, "$.text");
  EXPECT_EQ(aim(std::string(301, 'x')).error().field, "$.text");
}

TEST_F(Goals, RefuseAPatientUnlessItIsConfirmedThatNoneIsThere) {
  EXPECT_EQ(aim("reach MRN 448812").error().problem, "patient_identifier");
  EXPECT_TRUE(write([&](store::WriteTransaction& tx) {
    return create_goal(ada_, tx, {.text = std::string("reach MRN 448812"), .no_patient_confirmed = true});
  }));
}

TEST_F(Goals, CanBeReachedAndForgottenButNotByOthers) {
  const GoalId id = aim("speak at the society")->id;
  EXPECT_EQ(write([&](store::WriteTransaction& tx) {
              return update_goal(ben_, tx, id, {.state = GoalState::dropped});
            })
                .error()
                .code,
            ErrorCode::not_found);
  EXPECT_TRUE(write(
      [&](store::WriteTransaction& tx) { return update_goal(ada_, tx, id, {.state = GoalState::reached}); }));
  EXPECT_EQ(of(ada_)[0].state, GoalState::reached);
  EXPECT_FALSE(write([&](store::WriteTransaction& tx) { return delete_goal(sam_, tx, id); }));
  EXPECT_TRUE(write([&](store::WriteTransaction& tx) { return delete_goal(ada_, tx, id); }));
  EXPECT_TRUE(of(ada_).empty());
}

}  // namespace
}  // namespace confrere::goals

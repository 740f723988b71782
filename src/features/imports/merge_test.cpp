#include "features/imports/merge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace confrere::imports {
namespace {

using formats::ContactCard;
using testing::ElementsAre;
using testing::IsEmpty;

ContactCard grace() {
  ContactCard card;
  card.name = "Grace Hopper";
  card.emails = {{.value = "grace@navy.example", .labels = {"work"}}};
  card.phones = {{.value = "+44 1632 960001", .labels = {}}};
  card.note = "Compilers.";
  return card;
}

TEST(Merge, TheSameCardAgainChangesNothing) {
  EXPECT_THAT(merge(std::nullopt, grace(), grace()).changes, IsEmpty());
  EXPECT_THAT(merge(grace(), grace(), grace()).changes, IsEmpty());
}

TEST(Merge, FillsWhatIsEmptyAndAddsToListsWithoutReplacing) {
  ContactCard theirs;
  theirs.name = "Grace M. Hopper";
  theirs.pronouns = "she/her";
  theirs.emails = {{.value = "GRACE@navy.example", .labels = {}},
                   {.value = "grace@home.example", .labels = {}}};
  const auto merged = merge(std::nullopt, grace(), theirs);
  EXPECT_EQ(merged.card.name, "Grace Hopper");
  EXPECT_EQ(merged.card.pronouns, "she/her");
  ASSERT_EQ(merged.card.emails.size(), 2);
  EXPECT_EQ(merged.card.emails[1].value, "grace@home.example");
  EXPECT_THAT(merged.changes, ElementsAre("e-mail grace@home.example", "pronouns"));
}

TEST(Merge, OneNumberWrittenInTwoWaysIsOneNumber) {
  ContactCard theirs = grace();
  theirs.phones = {{.value = "01632 960001", .labels = {}}};
  EXPECT_THAT(merge(std::nullopt, grace(), theirs).changes, IsEmpty());
}

TEST(Merge, WhatTheOwnerDidNotTouchFollowsTheSource) {
  ContactCard theirs = grace();
  theirs.name = "Grace Hopper-Murray";
  theirs.phones = {{.value = "+44 1632 960002", .labels = {}}};
  const auto merged = merge(grace(), grace(), theirs);
  EXPECT_EQ(merged.card.name, "Grace Hopper-Murray");
  ASSERT_EQ(merged.card.phones.size(), 1);
  EXPECT_EQ(merged.card.phones[0].value, "+44 1632 960002");
}

TEST(Merge, WhatTheOwnerChangedStays) {
  ContactCard mine = grace();
  mine.name = "Amazing Grace";
  mine.emails = {};
  mine.phones.push_back({.value = "+44 1632 960009", .labels = {}});
  ContactCard theirs = grace();
  theirs.name = "Grace H.";
  const auto merged = merge(grace(), mine, theirs);
  EXPECT_EQ(merged.card.name, "Amazing Grace");
  EXPECT_THAT(merged.card.emails, IsEmpty()) << "what the owner removed does not come back";
  EXPECT_EQ(merged.card.phones.size(), 2) << "what the owner added stays";
  EXPECT_THAT(merged.changes, IsEmpty());
}

TEST(Merge, TheOwnersNoteIsNeverReplaced) {
  ContactCard mine = grace();
  mine.note = "Met at the ward.";
  ContactCard theirs = grace();
  const auto merged = merge(std::nullopt, mine, theirs);
  EXPECT_EQ(merged.card.note, "Met at the ward.\n\nCompilers.");
  EXPECT_THAT(merge(std::nullopt, merged.card, theirs).changes, IsEmpty()) << "a second time adds nothing";
}

}  // namespace
}  // namespace confrere::imports

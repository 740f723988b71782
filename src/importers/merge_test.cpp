#include "importers/merge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace confrere::importers {
namespace {

using formats::ContactCard;
using formats::RoleEntry;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

ContactCard ada() {
  ContactCard card;
  card.name = "Ada Lovelace";
  card.emails = {{"ada@example.org", {"work"}, false}};
  card.phones = {{"+44 20 7946 0000", {}, false}};
  card.note = "likes engines";
  return card;
}

TEST(Merge, ChangesNothingWhenTheSameCardComesAgain) {
  ContactCard edited = ada();
  edited.name = "Ada King";
  edited.phones.clear();
  edited.emails[0].value = "ada@king.example";
  edited.note = "likes poems";
  edited.photo = formats::Photo{"image/png", "x"};
  EXPECT_EQ(merge(edited, ada(), ada()), (Merge{edited, {}}));
}

TEST(Merge, AddsWhatIsNewAndSaysIt) {
  ContactCard incoming = ada();
  incoming.emails.push_back({"ada@home.example", {"home"}, false});
  incoming.roles.push_back(RoleEntry{"GP partner", "Elm Street Surgery", "", {}, {}, {}});
  incoming.photo = formats::Photo{"image/png", "x"};
  incoming.note = "met in Leeds";
  const Merge merged = merge(ada(), incoming, {});
  EXPECT_THAT(merged.changes,
              ElementsAre("e-mail ada@home.example", "role GP partner, Elm Street Surgery", "note", "photo"));
  EXPECT_EQ(merged.contact.emails.size(), 2U);
  EXPECT_EQ(merged.contact.note, "likes engines\n\nmet in Leeds");
}

TEST(Merge, KnowsTheSameValueInAnotherSpelling) {
  ContactCard incoming = ada();
  incoming.emails[0].value = "ADA@example.org";
  incoming.phones[0].value = "020 7946 0000";
  EXPECT_THAT(merge(ada(), incoming, {}).changes, IsEmpty());
}

TEST(Merge, KeepsWhatTheMemberWrote) {
  ContactCard incoming = ada();
  incoming.name = "Ada, Countess of Lovelace";
  EXPECT_EQ(merge(ada(), incoming, ada()).contact.name, "Ada, Countess of Lovelace");
  ContactCard ours = ada();
  ours.name = "Ada K. Lovelace";
  EXPECT_EQ(merge(ours, incoming, ada()).contact.name, "Ada K. Lovelace");
  EXPECT_THAT(merge(ours, incoming, ada()).changes, IsEmpty());
}

TEST(Merge, RemovesNothing) {
  ContactCard incoming;
  incoming.name = "Ada Lovelace";
  EXPECT_EQ(merge(ada(), incoming, ada()).contact, ada());
}

}  // namespace
}  // namespace confrere::importers

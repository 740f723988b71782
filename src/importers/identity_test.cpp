#include "importers/identity.h"

#include <gtest/gtest.h>

namespace confrere::importers {
namespace {

formats::ContactCard person(std::string name, std::string email = {}, std::string phone = {},
                            std::string uid = {}) {
  formats::ContactCard card;
  card.name = std::move(name);
  card.uid = std::move(uid);
  if (!email.empty()) card.emails.push_back({std::move(email), {}, false});
  if (!phone.empty()) card.phones.push_back({std::move(phone), {}, false});
  return card;
}

bool same(const formats::ContactCard& a, const formats::ContactCard& b) {
  const bool joined = same_person(identity_of(a), identity_of(b));
  PeopleSoFar people;
  people.find_or_add(identity_of(a), 1);
  EXPECT_EQ(people.find_or_add(identity_of(b), 2).has_value(), joined);
  return joined;
}

TEST(Identity, JoinsByUid) {
  EXPECT_TRUE(same(person("Ada", "", "", "urn:uuid:AB-1"), person("Ada King", "", "", "ab-1")));
}

TEST(Identity, JoinsByNameWithMailOrPhone) {
  EXPECT_TRUE(
      same(person("Dr Ada Lovelace", "Ada@Example.org"), person("Lovelace, Ada", "mailto:ada@example.org")));
  EXPECT_TRUE(
      same(person("Ada Lovelace", "", "+44 (0)20 7946 0000"), person("ada lovelace", "", "020 7946 0000")));
  EXPECT_TRUE(same(person("Ada", "a@x.org", "", "1"), person("Ada", "a@x.org", "", "2")));
}

TEST(Identity, KeepsApartWhatOnlySharesANameOrAMail) {
  EXPECT_FALSE(same(person("Ada Lovelace"), person("Ada Lovelace")));
  EXPECT_FALSE(same(person("Ada Lovelace", "a@x.org"), person("Ada Lovelace", "b@x.org")));
  EXPECT_FALSE(same(person("Ada Lovelace", "office@x.org"), person("Grace Hopper", "office@x.org")));
  EXPECT_FALSE(same(person("Ada Lovelace", "", "112"), person("Ada Lovelace", "", "112")));
}

TEST(Identity, JoinsByProfilePage) {
  formats::ContactCard a = person("Ada");
  a.links.push_back({"https://www.linkedin.com/in/Ada/", {}, false});
  formats::ContactCard b = person("Ada");
  b.links.push_back({"http://linkedin.com/in/ada?x=1", {}, false});
  EXPECT_TRUE(same(a, b));
}

TEST(PeopleSoFar, NamesTheFirstCardOfAPerson) {
  PeopleSoFar people;
  EXPECT_FALSE(people.find_or_add(identity_of(person("Ada", "a@x.org")), 1));
  EXPECT_EQ(people.find_or_add(identity_of(person("Ada", "a@x.org", "020 7946 0000")), 2), 1U);
  EXPECT_EQ(people.find_or_add(identity_of(person("Ada", "", "020 7946 0000")), 3), 1U);
}

}  // namespace
}  // namespace confrere::importers

#include "features/relationships/relationships.h"

#include <random>

#include <gmock/gmock.h>

#include "features/contacts/testing/contacts_fixture.h"
#include "features/encounters/encounters.h"
#include "features/relationships/building.h"

namespace confrere::relationships {
namespace {

using store::WriteTransaction;
using testing::IsEmpty;

class RelationshipsTest : public contacts::ContactsFixture {
 protected:
  void SetUp() override {
    ContactsFixture::SetUp();
    relationships_ = std::make_unique<Relationships>(*store_);
  }
  void TearDown() override { relationships_.reset(); }

  EncounterId meet(const Viewer& viewer, const std::vector<ContactId>& with) {
    encounters::NewEncounter fresh;
    fresh.with = with;
    fresh.happened_at = viewer.now - std::chrono::hours(24);
    return write([&](WriteTransaction& tx) { return encounters::log_encounter(viewer, tx, fresh); })
        .value()
        .id;
  }
  void state(const Viewer& viewer, ContactId contact, const ties::TieStatement& statement) {
    ASSERT_TRUE(write([&](WriteTransaction& tx) { return ties::put_tie(viewer, tx, contact, statement); }));
  }
  /// No feature links a contact yet, so the link comes with another change of the contact.
  void link(const Viewer& viewer, ContactId contact, std::optional<MemberId> member) {
    write([&](WriteTransaction& tx) -> Result<void> {
      tx.execute("UPDATE contact SET linked_member_id = $3 WHERE network_id = $1 AND id = $2", viewer.network,
                 contact, member);
      tx.record({.network = viewer.network,
                 .owner = viewer.member,
                 .entity = store::Entity::contact,
                 .id = contact.bytes(),
                 .actor = viewer.member});
      return {};
    });
  }
  /// Whether the graph comes to hold exactly what the store holds.
  void expect_current() { EXPECT_THAT(relationships_->find_differing(), IsEmpty()); }
  bool has_tie(const Viewer& viewer, const IdBytes& to) {
    const auto graph = relationships_->of(viewer.network);
    return graph && graph->find(viewer.member.bytes(), to).has_value();
  }

  std::unique_ptr<Relationships> relationships_;
};

TEST_F(RelationshipsTest, AreReadFromTheStoreAtStart) {
  const ContactId met = create(ada_, {.name = std::string("Grace")});
  const ContactId only_a_card = create(ada_, {.name = std::string("Alan")});
  meet(ada_, {met});
  EXPECT_EQ(relationships_->of(ada_.network), nullptr) << "not started";
  relationships_->start();
  expect_current();
  EXPECT_TRUE(has_tie(ada_, met.bytes()));
  EXPECT_FALSE(has_tie(ada_, only_a_card.bytes()));
  EXPECT_EQ(relationships_->of(sam_.network), nullptr) << "nobody there was in touch with anybody";
  EXPECT_EQ(relationships_->figures().ties, 1);
}

TEST_F(RelationshipsTest, FollowWhatIsCommitted) {
  relationships_->start();
  const ContactId grace = create(ada_, {.name = std::string("Grace")});
  const ContactId alan = create(ada_, {.name = std::string("Alan")});
  const EncounterId together = meet(ada_, {grace, alan});
  expect_current();
  EXPECT_TRUE(has_tie(ada_, alan.bytes()));
  ASSERT_TRUE(write([&](WriteTransaction& tx) {
    return encounters::update_encounter(ada_, tx, together, {.with = std::vector{grace}});
  }));
  expect_current();
  EXPECT_FALSE(has_tie(ada_, alan.bytes())) << "he was not there after all";
  ASSERT_TRUE(remove(ada_, grace));
  expect_current();
  EXPECT_FALSE(has_tie(ada_, grace.bytes()));
  ASSERT_TRUE(restore(ada_, grace));
  expect_current();
  EXPECT_TRUE(has_tie(ada_, grace.bytes()));
}

TEST_F(RelationshipsTest, AContactWhoIsAMemberIsThatMember) {
  relationships_->start();
  const ContactId card = create(ada_, {.name = std::string("Ben")});
  const ContactId second_card = create(ada_, {.name = std::string("B. Other")});
  meet(ada_, {card});
  state(ada_, second_card, {.closeness = ties::Closeness::acquainted, .sharing = ties::Sharing::visible});
  link(ada_, card, ben_.member);
  link(ada_, second_card, ben_.member);
  expect_current();
  EXPECT_TRUE(has_tie(ada_, ben_.member.bytes()));
  EXPECT_FALSE(has_tie(ada_, card.bytes()));
  const auto tie = relationships_->of(ada_.network)->find(ada_.member.bytes(), ben_.member.bytes());
  EXPECT_EQ(tie->sharing(), graph::Sharing::asked) << "the stronger of the two cards counts";
  link(ada_, card, std::nullopt);
  expect_current();
  EXPECT_TRUE(has_tie(ada_, ben_.member.bytes()));
  EXPECT_TRUE(has_tie(ada_, card.bytes()));
  link(ada_, second_card, ada_.member);
  expect_current();
  EXPECT_FALSE(has_tie(ada_, ben_.member.bytes()));
  EXPECT_FALSE(has_tie(ada_, ada_.member.bytes())) << "a card of oneself is no tie";
}

/// Random changes through the features, told as they come and compared with graphs made anew.
class RelationshipsFed : public RelationshipsTest, public testing::WithParamInterface<unsigned> {
 protected:
  unsigned roll(unsigned sides) { return static_cast<unsigned>(random_() % sides); }
  const Viewer& anybody() { return *std::array{&ada_, &ben_, &sam_}[roll(3)]; }

  void change() {
    const Viewer& viewer = anybody();
    auto& mine = contacts_[viewer.member];
    const auto one = [&] { return mine[roll(static_cast<unsigned>(mine.size()))]; };
    if (mine.size() < 3) return mine.push_back(create(viewer, {.name = std::string("Somebody")}));
    switch (roll(9)) {
      case 0:
        return mine.push_back(create(viewer, {.name = std::string("Somebody")}));
      case 1:
        (void)remove(viewer, one());
        return;
      case 2:
        (void)restore(viewer, one());
        return;
      case 3:
        (void)write([&](WriteTransaction& tx) {
          return ties::put_tie(viewer, tx, one(),
                               {.closeness = static_cast<ties::Closeness>(roll(3)),
                                .sharing = static_cast<ties::Sharing>(roll(3))});
        });
        return;
      case 4:
        return link(viewer, one(), roll(2) == 0 ? std::nullopt : std::optional(anybody().member));
      case 5:
        return change_encounter(viewer, one());
      default:
        return log_encounter(viewer, one(), one());
    }
  }
  void log_encounter(const Viewer& viewer, ContactId one, ContactId other) {
    encounters::NewEncounter fresh;
    fresh.with = one == other ? std::vector{one} : std::vector{one, other};
    fresh.happened_at = viewer.now - std::chrono::hours(24 * (1 + roll(500)));
    const auto logged =
        write([&](WriteTransaction& tx) { return encounters::log_encounter(viewer, tx, fresh); });
    if (logged) encounters_[viewer.member].push_back(logged->id);
  }
  void change_encounter(const Viewer& viewer, ContactId other) {
    const auto& logged = encounters_[viewer.member];
    if (logged.empty()) return;
    const EncounterId which = logged[roll(static_cast<unsigned>(logged.size()))];
    (void)write([&](WriteTransaction& tx) -> Result<void> {
      const auto done =
          roll(2) == 0
              ? encounters::delete_encounter(viewer, tx, which).has_value()
              : encounters::update_encounter(viewer, tx, which, {.with = std::vector{other}}).has_value();
      return done ? Result<void>() : Result<void>(not_found("gone"));
    });
  }

  std::mt19937 random_{GetParam()};
  std::map<MemberId, std::vector<ContactId>> contacts_;
  std::map<MemberId, std::vector<EncounterId>> encounters_;
};

TEST_P(RelationshipsFed, EqualThoseMadeAnew) {
  constexpr int kRounds = 5;
  constexpr int kChanges = 40;
  for (int changed = 0; changed < kChanges; ++changed) change();
  relationships_->start();
  for (int round = 0; round < kRounds; ++round) {
    for (int changed = 0; changed < kChanges; ++changed) change();
    expect_current();
  }
}
INSTANTIATE_TEST_SUITE_P(Seeds, RelationshipsFed, testing::Range(1U, 5U));

/// Two servers on one PostgreSQL; SQLite has one.
TEST_F(RelationshipsTest, FollowWhatAnotherServerCommits) {
  if (!store::TestDatabase::is_postgres()) GTEST_SKIP() << "two servers need PostgreSQL";
  relationships_->start();
  expect_current();
  auto other = store::Store::open({.path = database_.address(), .clock = &clock_}).value();
  std::swap(store_, other);
  const ContactId grace = create(ada_, {.name = std::string("Grace")});
  meet(ada_, {grace});
  std::swap(store_, other);
  expect_current();
  EXPECT_TRUE(has_tie(ada_, grace.bytes()));
}

}  // namespace
}  // namespace confrere::relationships

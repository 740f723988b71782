#include "app/doctor.h"

#include <algorithm>
#include <filesystem>
#include <thread>

#include <gmock/gmock.h>

#include "features/contacts/contacts.h"
#include "features/testing/member_fixture.h"
#include "features/ties/ties.h"
#include "http/testing/certificate.h"

namespace confrere::app {
namespace {

using testing::HasSubstr;

class DoctorTest : public MemberFixture {
 protected:
  void SetUp() override {
    MemberFixture::SetUp();
    relationships_ = std::make_unique<relationships::Relationships>(*store_);
    std::filesystem::permissions(data_.path(), std::filesystem::perms::owner_all);
  }
  void add_contact(const std::string& name) {
    const auto added = write([&](store::WriteTransaction& tx) {
      return contacts::create_contact(ada_, tx, {.name = name}, {.source = contacts::Source::own});
    });
    ASSERT_TRUE(added);
  }
  Check check(std::string_view name) {
    const auto checks = examine(*store_, *DataFolder::create(data_.path()), *relationships_);
    const auto found = std::ranges::find(checks, name, &Check::name);
    return found == checks.end() ? Check{} : *found;
  }
  void change(const std::string& sql) {
    ASSERT_TRUE(store_->write([&](store::WriteTransaction& tx) -> Result<void> {
      tx.execute(sql);
      return {};
    }));
  }
  TemporaryFolder data_;
  std::unique_ptr<relationships::Relationships> relationships_;  ///< goes before the store
};

TEST_F(DoctorTest, FindsNothingWhereNothingIsWrong) {
  add_contact("Grace Hopper");
  for (const char* name : {"database", "migrations", "summaries", "disk", "permissions", "time_zones"}) {
    const Check found = check(name);
    EXPECT_EQ(found.name, name);
    EXPECT_TRUE(found.good) << found.found;
    EXPECT_EQ(found.advice, "");
  }
}

TEST_F(DoctorTest, ComparesTheGraphsOfRelationshipsWhereTheyAreKept) {
  add_contact("Grace Hopper");
  change("DELETE FROM change");  // after it, everybody was told of her
  EXPECT_EQ(check("relationships").name, "") << "a command keeps none";
  relationships_->start();
  while (!relationships_->is_built()) std::this_thread::yield();
  EXPECT_TRUE(check("relationships").good);
  change("UPDATE tie SET closeness = 'trusted'");
  EXPECT_FALSE(check("relationships").good) << "written past the features, so nobody was told";
}

TEST_F(DoctorTest, SeesASummaryThatItsEncountersDoNotAddUpToAndMendsIt) {
  add_contact("Grace Hopper");
  add_contact("Alan Turing");
  change("UPDATE tie SET held = 3 WHERE contact_id = (SELECT id FROM contact ORDER BY id LIMIT 1)");
  const Check found = check("summaries");
  EXPECT_FALSE(found.good);
  EXPECT_THAT(found.found, HasSubstr("1 of 2"));
  EXPECT_THAT(found.advice, HasSubstr("--repair"));

  const auto repaired = store_->write(
      [](store::WriteTransaction& tx) -> Result<std::int64_t> { return ties::repair_summaries(tx); });
  EXPECT_EQ(*repaired, 1);
  EXPECT_TRUE(check("summaries").good);
}

TEST_F(DoctorTest, NeedNotSpeakOfSummariesThatTheHousekeepingMakesAnewAfterAnUpgrade) {
  add_contact("Grace Hopper");
  change("UPDATE tie SET held = 3, strength_version = 1");
  const auto renewed = store_->write(
      [](store::WriteTransaction& tx) -> Result<std::int64_t> { return ties::renew_summaries(tx, 500); });
  EXPECT_EQ(*renewed, 1);
  EXPECT_TRUE(check("summaries").good);
}

TEST_F(DoctorTest, SaysWhenOthersMayLookIntoTheFolder) {
  std::filesystem::permissions(data_.path(),
                               std::filesystem::perms::owner_all | std::filesystem::perms::others_read);
  EXPECT_FALSE(check("permissions").good);
}

TEST_F(DoctorTest, SeesThatTheClockWentBack) {
  add_contact("Grace Hopper");
  clock_.advance(-std::chrono::hours(3));
  EXPECT_THAT(check("clock").found, HasSubstr("yet to come"));
}

TEST(DoctorCertificate, IsLookedOverWithItsKey) {
  const TemporaryFolder folder;
  const std::string certificate = folder.file("a.pem");
  const std::string key = folder.file("a.key");
  make_certificate(certificate, key, "confrere.example.org", std::chrono::days(60));
  const Instant now = SystemClock().now();
  EXPECT_TRUE(examine_certificate(certificate, key, now).good);

  EXPECT_THAT(examine_certificate(certificate, key, now + std::chrono::days(50)).found, HasSubstr("ends at"));
  EXPECT_THAT(examine_certificate(certificate, key, now + std::chrono::days(61)).found,
              HasSubstr("ended at"));
  EXPECT_THAT(examine_certificate(certificate, key, now - std::chrono::days(1)).found, HasSubstr("from"));

  const std::string other = folder.file("b.key");
  make_certificate(folder.file("b.pem"), other, "other");
  EXPECT_THAT(examine_certificate(certificate, other, now).found, HasSubstr("is not the key"));
  EXPECT_THAT(examine_certificate(folder.file("none.pem"), key, now).found, HasSubstr("cannot be read"));
}

TEST(DoctorReachability, SaysWhatDoesNotAnswer) {
  EXPECT_THAT(examine_reachability("http://127.0.0.1:1").found, HasSubstr("Nothing answers"));
  EXPECT_THAT(examine_reachability("https://no-such-host.invalid").found, HasSubstr("not known"));
}

}  // namespace
}  // namespace confrere::app

#include "features/imports/imports.h"

#include <fstream>

#include <gmock/gmock.h>

#include "features/circles/circles.h"
#include "features/contacts/contacts.h"
#include "features/imports/imports_store.h"
#include "features/imports/steps.h"
#include "features/testing/member_fixture.h"

namespace confrere::imports {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::string_view kGrace =
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Grace Hopper\r\nEMAIL:grace@navy.example\r\nTEL:+44 1632 960001\r\n"
    "X-SHOE-SIZE:38\r\nEND:VCARD\r\n";
constexpr std::string_view kNobodyReachable = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:John Smith\r\nEND:VCARD\r\n";

class ImportTest : public MemberFixture {
 protected:
  ImportId received(const std::vector<std::string>& files) {
    const auto id = write([&](auto& tx) { return create_import(ada_, tx); })->id;
    for (const std::string& content : files) {
      const auto import = write([&](auto& tx) {
        return add_file(ada_, tx, id,
                        {.name = "book.vcf", .bytes = static_cast<std::int64_t>(content.size())});
      });
      EXPECT_TRUE(import);
      std::filesystem::create_directories(import_folder(folder_.path(), id));
      std::ofstream(file_path(folder_.path(), id, import->files.size() - 1), std::ios::binary) << content;
    }
    return id;
  }

  StepContext context(ImportId id) {
    return {.store = *store_,
            .viewer = ada_,
            .id = id,
            .tell = [](Progress, const Counts&) {},
            .stopped = [] { return false; }};
  }

  Import preview(const std::vector<std::string>& files) {
    const ImportId id = received(files);
    EXPECT_TRUE(write([&](auto& tx) { return begin_reading(ada_, tx, id); }));
    EXPECT_TRUE(read_files(context(id), folder_.path()));
    return load(id);
  }

  Import apply(ImportId id, bool confirmed = false) {
    EXPECT_TRUE(write([&](auto& tx) { return begin_applying(ada_, tx, id, confirmed); }));
    EXPECT_TRUE(apply_rows(context(id)));
    return load(id);
  }

  Import bring(const std::vector<std::string>& files) { return apply(preview(files).id); }

  Import undo(ImportId id) {
    EXPECT_TRUE(write([&](auto& tx) { return begin_undoing(ada_, tx, id); }));
    EXPECT_TRUE(undo_rows(context(id)));
    return load(id);
  }

  Import load(ImportId id) {
    return read([&](auto& tx) { return load_import(ada_, tx, id); }).value();
  }

  std::vector<contacts::ContactSummary> people(const Viewer& viewer) {
    return read([&](auto& tx) { return contacts::list_contacts(viewer, tx, {}, 100); }).value().items;
  }
  contacts::Contact only_contact() {
    const auto all = people(ada_);
    EXPECT_EQ(all.size(), 1);
    return read([&](auto& tx) { return contacts::load_contact(ada_, tx, all.at(0).id); }).value();
  }
};

TEST_F(ImportTest, APreviewSavesNoContact) {
  const Import import = preview({std::string(kGrace)});
  EXPECT_EQ(import.state, State::ready);
  EXPECT_EQ(import.counts, (Counts{.read = 1, .created = 1}));
  EXPECT_THAT(people(ada_), IsEmpty());
}

TEST_F(ImportTest, AppliedItMakesContactsOfTheViewerAlone) {
  bring({std::string(kGrace)});
  EXPECT_EQ(only_contact().name, "Grace Hopper");
  EXPECT_THAT(people(ben_), IsEmpty());
  EXPECT_THAT(people(sam_), IsEmpty());
}

TEST_F(ImportTest, TheSameFileAgainChangesNothing) {
  bring({std::string(kGrace), std::string(kNobodyReachable)});
  const Import again = bring({std::string(kGrace), std::string(kNobodyReachable)});
  EXPECT_EQ(again.counts, (Counts{.read = 2, .unchanged = 2}));
  EXPECT_EQ(people(ada_).size(), 2);
}

TEST_F(ImportTest, ACardWithAUidOfAnyLengthIsKnownAgain) {
  std::string uid;
  for (int i = 0; i < 700; ++i) uid += fmt::format("{:x}-", i * 7919);
  const std::string card = "BEGIN:VCARD\nVERSION:4.0\nUID:" + uid + "\nFN:Grace Hopper\nEND:VCARD\n";
  EXPECT_EQ(bring({card}).counts, (Counts{.read = 1, .created = 1}));
  EXPECT_EQ(bring({card}).counts, (Counts{.read = 1, .unchanged = 1}));
  EXPECT_EQ(people(ada_).size(), 1);
}

TEST_F(ImportTest, TwoCardsOfOneNameWithoutMailOrPhoneAreTwoContacts) {
  const std::string twice = std::string(kNobodyReachable) + std::string(kNobodyReachable);
  EXPECT_EQ(bring({twice}).counts, (Counts{.read = 2, .created = 2}));
  EXPECT_EQ(bring({twice}).counts, (Counts{.read = 2, .unchanged = 2}));
}

TEST_F(ImportTest, ASecondCardOfOnePersonIsADuplicateAndLosesNothing) {
  const std::string second =
      "BEGIN:VCARD\nVERSION:4.0\nFN:Dr Grace Hopper\nTEL:01632 960001\nORG:Navy\nEND:VCARD\n";
  EXPECT_EQ(bring({std::string(kGrace) + second}).counts, (Counts{.read = 2, .created = 1, .duplicates = 1}));
  EXPECT_EQ(only_contact().roles.at(0).organisation, "Navy");
}

TEST_F(ImportTest, OneMailOfTwoNamesIsTwoPeople) {
  const std::string husband =
      "BEGIN:VCARD\nVERSION:3.0\nFN:Vincent Hopper\nEMAIL:grace@navy.example\nEND:VCARD\n";
  EXPECT_EQ(bring({std::string(kGrace) + husband}).counts.created, 2);
}

TEST_F(ImportTest, ACardThatCannotBeReadIsRejectedWithItsLineAndTheOthersAreTaken) {
  const Import import = bring({"hello\n" + std::string(kGrace)});
  EXPECT_EQ(import.counts, (Counts{.read = 2, .created = 1, .rejected = 1}));
  ASSERT_EQ(import.rejected.size(), 1);
  EXPECT_EQ(import.rejected[0].line, 1);
}

TEST_F(ImportTest, ACardThatLooksAsIfItNamedAPatientIsKeptAsideUntilConfirmed) {
  const std::string card = "BEGIN:VCARD\nVERSION:3.0\nFN:Ward Desk\nNOTE:ask about MRN 1234567\nEND:VCARD\n";
  const Import import = bring({card});
  EXPECT_EQ(import.counts, (Counts{.read = 1, .rejected = 1, .aside = 1}));
  EXPECT_THAT(people(ada_), IsEmpty());
  EXPECT_EQ(apply(import.id, true).counts, (Counts{.read = 1, .created = 1}));
  EXPECT_THAT(only_contact().note, HasSubstr("MRN 1234567"));
}

TEST_F(ImportTest, TakingItBackRemovesWhatItMadeAndRestoresWhatItChanged) {
  bring({std::string(kGrace)});
  const contacts::Contact before = only_contact();
  const std::string changed =
      "BEGIN:VCARD\nVERSION:3.0\nFN:Grace Hopper\nEMAIL:grace@navy.example\nTEL:+44 1632 960555\nEND:VCARD\n";
  const Import import = bring({changed + std::string(kNobodyReachable)});
  EXPECT_EQ(import.counts, (Counts{.read = 2, .created = 1, .updated = 1}));
  EXPECT_EQ(undo(import.id).state, State::undone);
  EXPECT_EQ(only_contact().phones, before.phones);
}

constexpr std::string_view kGraceWithOrganisation =
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Grace Hopper\r\nEMAIL:grace@navy.example\r\nORG:Navy\r\nEND:VCARD\r\n";

TEST_F(ImportTest, TakingItBackDoesNotNeedTheCircleThatWasDeletedSince) {
  bring({std::string(kGrace)});
  const ContactId grace = only_contact().id;
  const auto circle =
      write([&](auto& tx) { return circles::create_circle(ada_, tx, {.name = std::string("Navy days")}); });
  ASSERT_TRUE(circle);
  contacts::ContactFields into;
  into.circles = std::vector{circle->id};
  ASSERT_TRUE(write([&](auto& tx) { return contacts::update_contact(ada_, tx, grace, into); }));
  const Import import = bring({std::string(kGraceWithOrganisation)});
  ASSERT_EQ(import.counts.updated, 1);

  ASSERT_TRUE(write([&](auto& tx) { return circles::delete_circle(ada_, tx, circle->id); }));
  const Import undone = undo(import.id);
  EXPECT_EQ(undone.kept, 0);
  EXPECT_THAT(only_contact().roles, IsEmpty());
}

TEST_F(ImportTest, TakingItBackKnowsThatAPictureWhichIsNoneWasNotTaken) {
  bring({std::string(kGrace)});
  const std::string no_picture =
      "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Grace Hopper\r\nEMAIL:grace@navy.example\r\n"
      "PHOTO;ENCODING=b;TYPE=HEIC:bm90IGEgcGljdHVyZQ==\r\nORG:Navy\r\nEND:VCARD\r\n";
  const Import import = bring({no_picture});
  ASSERT_EQ(import.counts.updated, 1);
  EXPECT_EQ(undo(import.id).kept, 0);
  EXPECT_THAT(only_contact().roles, IsEmpty());
}

TEST_F(ImportTest, ConfirmingWhatWasKeptAsideBringsNobodyBackWhomTheMemberDeleted) {
  bring({std::string(kGrace)});
  const std::string aside = "BEGIN:VCARD\nVERSION:3.0\nFN:Ward Desk\nNOTE:ask about MRN 1234567\nEND:VCARD\n";
  const std::string again = std::string(kGrace) + std::string(kGraceWithOrganisation) + aside;
  const Import import = bring({again});
  const ContactId grace = only_contact().id;
  ASSERT_TRUE(write([&](auto& tx) { return contacts::delete_contact(ada_, tx, grace); }));

  const Import confirmed = apply(import.id, true);
  EXPECT_EQ(confirmed.state, State::applied);
  EXPECT_EQ(only_contact().name, "Ward Desk");
}

TEST_F(ImportTest, TakingItBackKeepsWhatWasChangedSince) {
  const Import import = bring({std::string(kGrace)});
  const contacts::Contact grace = only_contact();
  contacts::ContactFields fields;
  fields.note = std::string("Wants a pathway partner.");
  ASSERT_TRUE(write([&](auto& tx) { return contacts::update_contact(ada_, tx, grace.id, fields); }));
  EXPECT_EQ(undo(import.id).kept, 1);
  EXPECT_EQ(only_contact().note, "Wants a pathway partner.");
}

TEST_F(ImportTest, ADuplicateIsTakenBackWithTheContactItWentInto) {
  const std::string second =
      "BEGIN:VCARD\nVERSION:4.0\nFN:Grace Hopper\nTEL:01632 960001\nORG:Navy\nEND:VCARD\n";
  const Import import = bring({std::string(kGrace) + second});
  EXPECT_EQ(undo(import.id).kept, 0);
  EXPECT_THAT(people(ada_), IsEmpty());
}

TEST_F(ImportTest, AnImportIsNotFoundByOthers) {
  const Import import = preview({std::string(kGrace)});
  for (const Viewer& other : {ben_, sam_}) {
    EXPECT_EQ(read([&](auto& tx) { return load_import(other, tx, import.id); }).error().code,
              ErrorCode::not_found);
    EXPECT_EQ(write([&](auto& tx) { return begin_applying(other, tx, import.id, true); }).error().code,
              ErrorCode::not_found);
  }
}

TEST_F(ImportTest, StepsOutOfOrderAreRefused) {
  const ImportId id = received({});
  EXPECT_EQ(write([&](auto& tx) { return begin_reading(ada_, tx, id); }).error().code, ErrorCode::conflict);
  EXPECT_EQ(write([&](auto& tx) { return begin_applying(ada_, tx, id, false); }).error().code,
            ErrorCode::conflict);
  EXPECT_EQ(write([&](auto& tx) { return begin_undoing(ada_, tx, id); }).error().code, ErrorCode::conflict);
}

TEST_F(ImportTest, LinkedInLinesAreKnownAgainByTheirProfile) {
  const std::string csv =
      "Notes:\n\"When exporting\"\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
      "Ada,Lovelace,https://www.linkedin.com/in/ada,,Analytical Engines,Founder & CEO,14 May 2026\n"
      "Ada,Lovelace,https://www.linkedin.com/in/ada-2,,Other Engines,Nurse,14 May 2020\n";
  EXPECT_EQ(bring({csv}).counts, (Counts{.read = 2, .created = 2}));
  EXPECT_EQ(bring({csv}).counts, (Counts{.read = 2, .unchanged = 2}));
}

}  // namespace
}  // namespace confrere::imports

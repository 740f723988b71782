#include "formats/contact_card.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/json.h"
#include "formats/testing/reading.h"
#include "formats/vcard_version_4.h"
#include "formats/vcard_writer.h"

namespace confrere::formats {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

using Labels = std::vector<std::string>;

Vcard vcard(std::string_view version, std::string_view lines) {
  const auto entries = testing::read_vcards("BEGIN:VCARD\nVERSION:" + std::string(version) + "\n" +
                                            std::string(lines) + "END:VCARD\n");
  return as_version_4(std::get<ReadVcard>(entries.at(0)).card);
}

ContactCard contact(std::string_view version, std::string_view lines) {
  const auto read = to_contact_card(vcard(version, lines));
  EXPECT_TRUE(read) << (read ? "" : read.error().message);
  return read ? *read : ContactCard{};
}

/// The lines of the card between VERSION and END.
std::string lines_of(const Vcard& card) {
  const std::string text = write_vcard(card);
  const std::size_t start = text.find("4.0\r\n") + 5;
  std::string lines = text.substr(start, text.find("END:VCARD") - start);
  std::erase(lines, '\r');
  return lines;
}

TEST(ContactCard, ReadsAnIphonesCard) {
  const ContactCard card = contact(
      "3.0",
      "N:Doe;John;Richter,James;Mr.;Sr.\nFN:Mr. John Richter James Doe Sr.\nNICKNAME:Johny\n"
      "ORG:IBM;Accounting\nTITLE:Money Counter\nitem1.EMAIL;type=INTERNET;type=pref:john.doe@ibm.com\n"
      "TEL;type=CELL;type=VOICE;type=pref:905-555-1234\nTEL;type=WORK;type=FAX:905-999-1234\n"
      "item2.TEL:905-222-1234\nitem2.X-ABLabel:_$!<AssistantPhone>!$_\n"
      "item4.ADR;type=WORK:;;Street4\\nBuilding 6;New York;;12345;USA\n"
      "item5.URL;type=pref:http\\://"
      "www.ibm.com\nitem5.X-ABLabel:_$!<HomePage>!$_\nBDAY;value=date:2012-06-06\n");
  EXPECT_EQ(card.name, "Mr. John Richter James Doe Sr.");
  EXPECT_EQ(card.name_parts, (NameParts{"Doe", "John", "Richter James", "Mr.", "Sr."}));
  EXPECT_THAT(card.nicknames, ElementsAre("Johny"));
  EXPECT_THAT(card.emails, ElementsAre(LabelledValue{"john.doe@ibm.com", {}, true}));
  EXPECT_THAT(card.phones, ElementsAre(LabelledValue{"905-555-1234", {"mobile"}, true},
                                       LabelledValue{"905-999-1234", {"work", "fax"}, false},
                                       LabelledValue{"905-222-1234", {"assistant phone"}, false}));
  EXPECT_THAT(card.links, ElementsAre(LabelledValue{"http://www.ibm.com", {"home page"}, true}));
  ASSERT_EQ(card.addresses.size(), 1U);
  EXPECT_EQ(card.addresses[0].street, "Street4\nBuilding 6");
  EXPECT_EQ(card.addresses[0].labels, Labels{"work"});
  EXPECT_THAT(card.dates, ElementsAre(DatedEvent{"birthday", *PartialDate::parse("2012-06-06")}));
  ASSERT_EQ(card.roles.size(), 1U);
  EXPECT_EQ(card.roles[0].title, "Money Counter");
  EXPECT_EQ(card.roles[0].organisation, "IBM");
  EXPECT_EQ(card.roles[0].department, "Accounting");
}

TEST(ContactCard, ReadsVersion4) {
  const ContactCard card =
      contact("4.0",
              "FN:Sherlock "
              "Holmes\nTEL;VALUE=uri;PREF=1;TYPE=\"voice,home\":tel:+44-555-555-5555;ext=5555\nIMPP;PREF=1:"
              "xmpp:d@s.com\n"
              "LANG;PREF=1:en\nLANG:fr\nPRONOUNS:he/"
              "him\nEXPERTISE;LEVEL=expert:deduction\nCATEGORIES:FICTION,LITERATURE\n"
              "PHOTO:data:image/gif;base64,R0lGODdh\nUID:urn:uuid:1\nREV:20140722T222710Z\nNOTE:one\\, "
              "two\\nthree\n");
  EXPECT_THAT(card.phones, ElementsAre(LabelledValue{"+44-555-555-5555 ext. 5555", {"home"}, true}));
  EXPECT_THAT(card.messengers, ElementsAre(LabelledValue{"xmpp:d@s.com", {}, true}));
  EXPECT_THAT(card.languages, ElementsAre("en", "fr"));
  EXPECT_EQ(card.pronouns, "he/him");
  EXPECT_THAT(card.specialties, ElementsAre("deduction"));
  EXPECT_THAT(card.categories, ElementsAre("FICTION", "LITERATURE"));
  EXPECT_EQ(card.photo, (Photo{"image/gif", "GIF87a"}));
  EXPECT_EQ(card.uid, "urn:uuid:1");
  EXPECT_EQ(card.rev, "20140722T222710Z");
  EXPECT_EQ(card.note, "one, two\nthree");
}

TEST(ContactCard, ReadsWhatProgramsInvented) {
  const ContactCard card =
      contact("3.0",
              "FN:A\nX-AIM;TYPE=HOME:johnny5\nIMPP;X-SERVICE-TYPE=Skype;type=WORK:skype:j5\n"
              "X-SOCIALPROFILE;type=linkedin:https://linkedin.com/in/a\nX-EVOLUTION-ANNIVERSARY:1980-03-22\n"
              "item1.X-ABDATE:1975-03-01\nitem1.X-ABLabel:_$!<Anniversary>!$_\n"
              "X-ANDROID-CUSTOM:vnd.android.cursor.item/contact_event;2001-05-06;0;First met;;\n");
  EXPECT_THAT(card.messengers, ElementsAre(LabelledValue{"johnny5", {"aim", "home"}, false},
                                           LabelledValue{"skype:j5", {"skype", "work"}, false}));
  EXPECT_THAT(card.links, ElementsAre(LabelledValue{"https://linkedin.com/in/a", {"linkedin"}, false}));
  EXPECT_THAT(card.dates, ElementsAre(DatedEvent{"anniversary", *PartialDate::parse("1980-03-22")},
                                      DatedEvent{"anniversary", *PartialDate::parse("1975-03-01")},
                                      DatedEvent{"First met", *PartialDate::parse("2001-05-06")}));
}

TEST(ContactCard, ReadsAndRewritesAndroidsNickname) {
  const Vcard source = vcard("2.1", "FN:A\nX-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;Bob;1;;;\n");
  ContactCard card = *to_contact_card(source);
  EXPECT_THAT(card.nicknames, ElementsAre("Bob"));
  card.nicknames = {"Bobby", "Rob"};
  EXPECT_EQ(lines_of(write_back(source, card)), "FN:A\nNICKNAME:Bobby,Rob\n");
}

TEST(ContactCard, PairsOrganisationsAndTitlesByGroupThenByOrder) {
  const auto titles = [](std::string_view lines) {
    std::vector<std::string> found;
    for (const RoleEntry& role : contact("4.0", "FN:A\n" + std::string(lines)).roles) {
      found.push_back(role.title + " @ " + role.organisation);
    }
    return found;
  };
  EXPECT_THAT(titles("ORG:X\nORG:Y\nTITLE:a\nTITLE:b\n"), ElementsAre("a @ X", "b @ Y"));
  EXPECT_THAT(titles("g1.ORG:X\ng2.ORG:Y\ng2.TITLE:b\ng1.TITLE:a\n"), ElementsAre("a @ X", "b @ Y"));
  EXPECT_THAT(titles("TITLE:a\nTITLE:b\n"), ElementsAre("a @ ", "b @ "));
  EXPECT_THAT(titles("ORG:X\nROLE:r\n"), ElementsAre("r @ X"));
  EXPECT_THAT(titles("ORG:X\nTITLE:a\nROLE:r\n"), ElementsAre("a @ X"));
  EXPECT_THAT(titles("ORG:;;\nTITLE:\n"), IsEmpty());
}

TEST(ContactCard, LeavesOutWhatItCannotRead) {
  const ContactCard card =
      contact("3.0", "FN:A\nEMAIL:\nTEL: \nADR:;;;;;;\nBDAY:0000\nPHOTO;VALUE=uri:http://a.example/p.jpg\n");
  EXPECT_THAT(card.emails, IsEmpty());
  EXPECT_THAT(card.phones, IsEmpty());
  EXPECT_THAT(card.addresses, IsEmpty());
  EXPECT_THAT(card.dates, IsEmpty());
  EXPECT_FALSE(card.photo);
}

TEST(ContactCard, IsRefusedWhereItNamesNobodyOrManyPeople) {
  EXPECT_THAT(to_contact_card(vcard("3.0", "NOTE:who?\n")).error().message, HasSubstr("names nobody"));
  EXPECT_EQ(to_contact_card(vcard("3.0", "FN:Friends\nX-ADDRESSBOOKSERVER-KIND:group\n")).error().message,
            "This is a list of people, not a person: Friends.");
}

constexpr std::string_view kRich =
    "X-EVOLUTION-FILE-AS:Doe\\, John\nFN:John Doe\nN:Doe;John;;;\n"
    "EMAIL;TYPE=work;X-COUCHDB-UUID=1:john@ibm.com\nitem1.EMAIL;TYPE=home:j@home.example\nitem1.X-ABLabel:"
    "secret one\n"
    "TEL;VALUE=uri;TYPE=\"cell,voice\";PREF=1:tel:+1-418-262-6501\nORG:IBM;Accounting;Dungeon\nTITLE:"
    "Counter\n"
    "BDAY:--0415\nX-EVOLUTION-SPOUSE:Maria\nPHOTO:http://a.example/p.jpg\nNOTE:first\nNOTE:second\n";

TEST(WriteBack, ChangesNothingWhereNothingChanged) {
  const Vcard source = vcard("4.0", kRich);
  EXPECT_EQ(write_back(source, *to_contact_card(source)), source);
}

TEST(WriteBack, ChangesOneValueAndKeepsItsParametersGroupAndPlace) {
  const Vcard source = vcard("4.0", kRich);
  ContactCard card = *to_contact_card(source);
  card.emails[0].value = "john.doe@ibm.com";
  card.phones[0].value = "+1 418 555 0100";
  card.roles[0].title = "Chief Counter";
  const std::string lines = lines_of(write_back(source, card));
  std::string expected(kRich);
  const auto replace = [&expected](std::string_view from, std::string_view to) {
    expected.replace(expected.find(from), from.size(), to);
  };
  replace("john@ibm.com", "john.doe@ibm.com");
  replace("TEL;VALUE=uri;TYPE=\"cell,voice\";PREF=1:tel:+1-418-262-6501",
          "TEL;TYPE=\"cell,voice\";PREF=1:+1 418 555 0100");
  replace("TITLE:Counter", "TITLE:Chief Counter");
  EXPECT_EQ(lines, expected);
}

TEST(WriteBack, RemovesAnEntryWithItsOwnLabel) {
  const Vcard source = vcard("4.0", kRich);
  ContactCard card = *to_contact_card(source);
  card.emails.pop_back();
  const std::string lines = lines_of(write_back(source, card));
  EXPECT_THAT(lines, Not(HasSubstr("item1")));
  EXPECT_THAT(lines, HasSubstr("X-COUCHDB-UUID=1:john@ibm.com"));
}

TEST(WriteBack, ReordersEntriesInTheirPlaces) {
  const Vcard source = vcard("4.0", kRich);
  ContactCard card = *to_contact_card(source);
  std::swap(card.emails[0], card.emails[1]);
  const Vcard written = write_back(source, card);
  EXPECT_EQ(*to_contact_card(written), card);
  EXPECT_THAT(lines_of(written), HasSubstr("N:Doe;John;;;\nitem1.EMAIL;TYPE=home:j@home.example\nEMAIL;TYPE="
                                           "work;X-COUCHDB-UUID=1:john@ibm.com\n"));
}

TEST(WriteBack, WritesLabelsAsTypesOrAsTheGroupsLabel) {
  ContactCard card;
  card.name = "Ada";
  card.phones = {{"1", {"mobile", "work"}, true}, {"2", {"theatre 4"}, false}};
  const Vcard written = write_back({}, card);
  EXPECT_EQ(lines_of(written),
            "FN:Ada\nTEL;TYPE=cell,work;PREF=1:1\nitem1.TEL:2\nitem1.X-ABLabel:theatre 4\n");
  EXPECT_EQ(*to_contact_card(written), card);
}

TEST(WriteBack, KeepsSeveralRolesApartWithTheirDetails) {
  ContactCard card;
  card.name = "Ada";
  card.roles = {{"Counter", "", "", {}, {}, {}},
                {"", "General Hospital", "Surgery, North", Sector::acute, PartialDate::parse("2019-07"), {}},
                {"Lecturer", "University", "", Sector::academia, {}, PartialDate::parse("2021")}};
  const Vcard written = write_back({}, card);
  EXPECT_EQ(*to_contact_card(written), card);
  std::swap(card.roles[0], card.roles[2]);
  EXPECT_EQ(*to_contact_card(write_back(written, card)), card);
  card.roles.resize(1);
  EXPECT_EQ(*to_contact_card(write_back(written, card)), card);
  card.roles.clear();
  EXPECT_EQ(*to_contact_card(write_back(written, card)), card);
}

TEST(WriteBack, TakesOverAWholeNewCard) {
  ContactCard card;
  card.name = "Dr Ada; Lovelace, \\o/";
  card.name_parts = {"Lovelace", "Ada", "B; C", "Dr", "MD, PhD"};
  card.nicknames = {"A,d", "Countess"};
  card.emails = {{"ada@example.com", {"work"}, true}};
  card.addresses = {{"1, High St\nFlat 2", "", "", "Leeds", "", "LS1", "UK", {"home"}, true}};
  card.links = {{"https://a.example/?a=1,2;3", {"linkedin"}, false}};
  card.messengers = {{"@ada", {"signal"}, false}};
  card.dates = {{"birthday", *PartialDate::parse("--12-10")},
                {"First met", *PartialDate::parse("2019-07-09")}};
  card.languages = {"en", "pt-BR"};
  card.pronouns = "she/her";
  card.specialties = {"General surgery"};
  card.note = "likes engines\n\nand \\n poems";
  card.photo = Photo{"image/png", std::string("\x89PNG\0\1", 6)};
  card.categories = {"Leeds, 2019"};
  card.uid = "urn:uuid:2";
  card.rev = "20260101T000000Z";
  const auto entries = testing::read_vcards(write_vcard(write_back({}, card)));
  EXPECT_EQ(*to_contact_card(std::get<ReadVcard>(entries.at(0)).card), card);
}

TEST(ContactCard, TypesReadFromJsonAsTheContractSays) {
  EXPECT_EQ(*from_json_text<LabelledValue>(R"({"value":"x"})"), (LabelledValue{"x", {}, false}));
  EXPECT_EQ(from_json_text<LabelledValue>(R"({"labels":[]})").error().field, "$.value");
  EXPECT_EQ(from_json_text<Address>(R"({"city":"Leeds"})")->city, "Leeds");
  EXPECT_EQ(from_json_text<RoleEntry>(R"({"sector":"mental_health","started":"2019-07"})")->sector,
            Sector::mental_health);
  EXPECT_EQ(to_json_text(DatedEvent{"birthday", *PartialDate::parse("--04-15")}),
            R"({"kind":"birthday","date":"--04-15"})");
}

}  // namespace
}  // namespace confrere::formats

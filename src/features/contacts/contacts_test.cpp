#include "features/contacts/contacts.h"

#include <gmock/gmock.h>

#include "features/contacts/testing/contacts_fixture.h"

namespace confrere::contacts {
namespace {

using store::ReadTransaction;
using store::WriteTransaction;
using testing::ElementsAre;
using testing::IsEmpty;

class Contacts : public ContactsFixture {};

TEST_F(Contacts, ANameIsEnough) {
  const ContactId grace = create(ada_, {.name = std::string("Grace Hopper")});
  const Contact contact = load(ada_, grace).value();
  EXPECT_EQ(contact.name, "Grace Hopper");
  EXPECT_EQ(contact.version, 1);
  EXPECT_EQ(contact.created_at.text(), kNow);
  EXPECT_FALSE(contact.archived);
  EXPECT_EQ(contact.photo, std::nullopt);
  EXPECT_EQ(contact.tie.word, ties::TieWord::not_yet);
}

TEST_F(Contacts, AllThatIsSaidComesBack) {
  const ContactId through = create(ada_, {.name = std::string("Ravi Rao")});
  const CircleId circle = create_circle(ada_, "Hernia people");
  const ContactFields given{
      .name = std::string("Dr Grace Hopper"),
      .name_parts = NameParts{.family = "Hopper", .given = "Grace", .prefix = "Dr"},
      .nicknames = std::vector<std::string>{"Amazing Grace"},
      .emails = std::vector<LabelledValue>{{"grace@example.org", {"work"}, true},
                                           {"g@home.example", {"home"}, false}},
      .phones = std::vector<LabelledValue>{{"+44 20 7946 0958", {"mobile"}, false}},
      .addresses =
          std::vector<Address>{
              {.street = "1 Elm Street", .city = "Leeds", .postcode = "LS1 1AA", .labels = {"work"}}},
      .links = std::vector<LabelledValue>{{"https://example.org/grace", {}, false}},
      .messengers = std::vector<LabelledValue>{{"@grace", {"signal"}, false}},
      .dates = std::vector<DatedEvent>{{"birthday", PartialDate::parse("--12-09").value()}},
      .languages = std::vector<std::string>{"en", "cy"},
      .pronouns = std::string("she/her"),
      .roles = std::vector<Role>{{.title = "GP partner",
                                  .organisation = "Elm Street Surgery",
                                  .sector = Sector::primary,
                                  .started = PartialDate::parse("2019-07")}},
      .specialties = std::vector<std::string>{"general practice", "bee keeping"},
      .circles = std::vector<CircleId>{circle},
      .how_we_met = HowWeMet{.date = PartialDate::parse("2019"),
                             .place = "Leeds",
                             .event = "Primary care day",
                             .through_contact_id = through},
      .cares_about = std::string("teaching"),
      .cases_loved = std::string("hernias"),
      .cases_unwanted = std::string("bad backs"),
      .ask = std::string("a registrar to supervise"),
      .offer = std::string("a clinic room on Fridays"),
      .note = std::string("# Met twice\n\nLikes tea."),
      .no_patient_confirmed = false};
  const Contact contact = load(ada_, create(ada_, given)).value();
  EXPECT_EQ(contact.name_parts, given.name_parts.value);
  EXPECT_EQ(contact.nicknames, given.nicknames.value);
  EXPECT_EQ(contact.emails, given.emails.value);
  EXPECT_EQ(contact.phones, given.phones.value);
  EXPECT_EQ(contact.addresses, given.addresses.value);
  EXPECT_EQ(contact.links, given.links.value);
  EXPECT_EQ(contact.messengers, given.messengers.value);
  EXPECT_EQ(contact.dates, given.dates.value);
  EXPECT_EQ(contact.languages, given.languages.value);
  EXPECT_EQ(contact.pronouns, "she/her");
  EXPECT_EQ(contact.roles, given.roles.value);
  EXPECT_THAT(contact.specialties, ElementsAre("General practice", "bee keeping")) << "as the list spells it";
  EXPECT_THAT(contact.circles, ElementsAre(CircleRef{circle, "Hernia people"}));
  ASSERT_TRUE(contact.how_we_met);
  EXPECT_EQ(contact.how_we_met->through, "Ravi Rao");
  EXPECT_EQ(contact.how_we_met->through_contact_id, through);
  EXPECT_EQ(contact.how_we_met->event, "Primary care day");
  EXPECT_EQ(contact.cares_about, "teaching");
  EXPECT_EQ(contact.cases_loved, "hernias");
  EXPECT_EQ(contact.cases_unwanted, "bad backs");
  EXPECT_EQ(contact.ask, "a registrar to supervise");
  EXPECT_EQ(contact.offer, "a clinic room on Fridays");
  EXPECT_EQ(contact.note, "# Met twice\n\nLikes tea.");
}

TEST_F(Contacts, NobodyElseFindsThem) {
  const ContactId grace = create(ada_, {.name = std::string("Grace Hopper")});
  for (const Viewer& other : {ben_, sam_}) {
    EXPECT_EQ(load(other, grace).error().code, ErrorCode::not_found);
    EXPECT_EQ(update(other, grace, {.note = std::string("mine")}).error().code, ErrorCode::not_found);
    EXPECT_EQ(remove(other, grace).error().code, ErrorCode::not_found);
    EXPECT_EQ(write([&](WriteTransaction& tx) { return archive_contact(other, tx, grace); }).error().code,
              ErrorCode::not_found);
    EXPECT_EQ(write([&](WriteTransaction& tx) { return purge_contact(other, tx, grace); }).error().code,
              ErrorCode::not_found);
    EXPECT_THAT(names(other), IsEmpty());
    const auto refs =
        read([&](ReadTransaction& tx) { return contact_refs(other, tx, std::vector{grace}, "$.with"); });
    EXPECT_EQ(refs.error().code, ErrorCode::not_found);
    EXPECT_EQ(refs.error().field, "$.with[0]");
    EXPECT_THAT(read([&](ReadTransaction& tx) { return summaries(other, tx, std::vector{grace}); }),
                IsEmpty());
    EXPECT_THAT(
        read([&](ReadTransaction& tx) { return find_by_key(other, tx, KeyKind::name, "grace hopper"); }),
        IsEmpty());
  }
  EXPECT_TRUE(load(ada_, grace));
}

TEST_F(Contacts, AnothersContactBroughtNobodyTogether) {
  const ContactId theirs = create(ben_, {.name = std::string("Ravi Rao")});
  const auto refused =
      try_create(ada_, {.name = std::string("Grace"), .how_we_met = HowWeMet{.through_contact_id = theirs}});
  EXPECT_EQ(refused.error().field, "$.how_we_met.through_contact_id");
}

TEST_F(Contacts, AnothersCircleHoldsNobody) {
  const CircleId theirs = create_circle(ben_, "Bens");
  const auto refused =
      try_create(ada_, {.name = std::string("Grace"), .circles = std::vector<CircleId>{theirs}});
  EXPECT_EQ(refused.error().field, "$.circles[0]");
  EXPECT_THAT(names(ada_), IsEmpty()) << "nothing is half-saved";
}

TEST_F(Contacts, WhatIsWrongIsNamed) {
  const auto field_at_fault = [&](ContactFields fields) {
    if (!fields.name.given) fields.name = std::string("Grace");
    const auto created = try_create(ada_, fields);
    return created ? "nothing" : created.error().field;
  };
  EXPECT_EQ(field_at_fault({.name = std::string("  ")}), "$.name");
  EXPECT_EQ(field_at_fault({.name = std::string(301, 'x')}), "$.name");
  EXPECT_EQ(field_at_fault({.name = std::optional<std::string>()}), "$.name");
  EXPECT_EQ(
      field_at_fault({.emails = std::vector<LabelledValue>{{"a@b.c", {}, false}, {"no address", {}, false}}}),
      "$.emails[1].value");
  EXPECT_EQ(field_at_fault({.phones = std::vector<LabelledValue>{{"x", {}, false}}}), "$.phones[0].value");
  EXPECT_EQ(field_at_fault({.links = std::vector<LabelledValue>{{"javascript:alert(1)", {}, false}}}),
            "$.links[0].value");
  EXPECT_EQ(field_at_fault({.dates = std::vector<DatedEvent>{{"", PartialDate::parse("2019").value()}}}),
            "$.dates[0].kind");
  EXPECT_EQ(field_at_fault({.roles = std::vector<Role>{{.title = "GP",
                                                        .started = PartialDate::parse("2020"),
                                                        .ended = PartialDate::parse("2019-12")}}}),
            "$.roles[0].ended");
  EXPECT_EQ(field_at_fault({.note = std::string(100'001, 'x')}), "$.note");
  EXPECT_EQ(field_at_fault({.ask = std::string(1001, 'x')}), "$.ask");
  EXPECT_EQ(field_at_fault({.nicknames = std::vector<std::string>(201, "x")}), "$.nicknames");
  EXPECT_EQ(field_at_fault({.note = std::string(100'000, 'x')}), "nothing");
}

TEST_F(Contacts, ANumberThatLooksLikeAPatientIsRefusedInEveryTextUntilItIsConfirmed) {
  const std::string text = "see 943 476 5919";
  const std::vector<std::pair<ContactFields, std::string>> each{
      {{.name = text}, "$.name"},
      {{.nicknames = std::vector{text}}, "$.nicknames[0]"},
      {{.roles = std::vector<Role>{{.title = text}}}, "$.roles[0].title"},
      {{.specialties = std::vector{text}}, "$.specialties[0]"},
      {{.how_we_met = HowWeMet{.event = text}}, "$.how_we_met.event"},
      {{.cares_about = text}, "$.cares_about"},
      {{.cases_loved = text}, "$.cases_loved"},
      {{.cases_unwanted = text}, "$.cases_unwanted"},
      {{.ask = text}, "$.ask"},
      {{.offer = text}, "$.offer"},
      {{.note = text}, "$.note"},
  };
  for (auto [fields, field] : each) {
    if (!fields.name.given) fields.name = std::string("Grace");
    const auto refused = try_create(ada_, fields);
    ASSERT_FALSE(refused) << field;
    EXPECT_EQ(refused.error().problem, "patient_identifier") << field;
    EXPECT_EQ(refused.error().field, field);
    EXPECT_EQ(refused.error().position, (TextSpan{.start = 4, .end = 16}));
    fields.no_patient_confirmed = true;
    EXPECT_TRUE(try_create(ada_, fields)) << field;
  }
  const ContactFields phone{.name = std::string("Grace"),
                            .phones = std::vector<LabelledValue>{{"943 476 5919", {}, false}}};
  EXPECT_TRUE(try_create(ada_, phone)) << "a phone number is one";
}

TEST_F(Contacts, AnUpdateReplacesWhatIsGivenAndLeavesTheRest) {
  const ContactId grace =
      create(ada_, {.name = std::string("Grace Hopper"),
                    .emails = std::vector<LabelledValue>{{"grace@example.org", {}, false}},
                    .note = std::string("tea")});
  clock_.advance(std::chrono::hours(1));
  ASSERT_TRUE(update(ada_, grace, {.ask = std::string("a mentor"), .note = std::optional<std::string>()}));
  const Contact contact = load(ada_, grace).value();
  EXPECT_EQ(contact.ask, "a mentor");
  EXPECT_EQ(contact.note, "");
  EXPECT_EQ(contact.emails.size(), 1U);
  EXPECT_EQ(contact.version, 2);
  EXPECT_EQ(contact.updated_at.text(), "2026-11-21T13:00:00Z");
  EXPECT_EQ(contact.created_at.text(), kNow);
}

TEST_F(Contacts, AnUpdateThatSaysNothingNewWritesNothing) {
  const ContactFields fields{.name = std::string("Grace Hopper"),
                             .roles = std::vector<Role>{{.title = "GP", .organisation = "Elm Street"}}};
  const ContactId grace = create(ada_, fields);
  ContactFields again = fields;
  again.roles = std::vector<Role>{{.title = "GP", .organisation = "ELM  STREET"}};
  ASSERT_TRUE(update(ada_, grace, again));
  ASSERT_TRUE(update(ada_, grace, fields_of(load(ada_, grace).value())));
  EXPECT_EQ(load(ada_, grace)->version, 1);
  EXPECT_FALSE(would_change(load(ada_, grace).value(), again));
  EXPECT_TRUE(would_change(load(ada_, grace).value(), {.note = std::string("new")}));
}

TEST_F(Contacts, ANewNameTakesOldPartsAway) {
  const ContactId grace = create(ada_, {.name = std::string("Grace Murray"),
                                        .name_parts = NameParts{.family = "Murray", .given = "Grace"}});
  ASSERT_TRUE(update(ada_, grace, {.name = std::string("Dr Grace Murray")}));
  EXPECT_EQ(load(ada_, grace)->name_parts.family, "Murray");
  ASSERT_TRUE(update(ada_, grace, {.name = std::string("Grace Hopper")}));
  EXPECT_EQ(load(ada_, grace)->name_parts, NameParts{});
}

TEST_F(Contacts, AreListedByFamilyNameAPageAtATime) {
  for (const char* name : {"Zoe Adams", "Dr Ben Carter, MD", "Čeněk Novák", "Hopper, Grace", "Ålice Brown"}) {
    create(ada_, {.name = std::string(name)});
  }
  create(ben_, {.name = std::string("Ben's Own")});
  EXPECT_THAT(names(ada_),
              ElementsAre("Zoe Adams", "Ålice Brown", "Dr Ben Carter, MD", "Hopper, Grace", "Čeněk Novák"));

  const auto page = [&](std::int64_t limit, const std::optional<std::string>& cursor,
                        std::int64_t offset = 0) {
    return read([&](ReadTransaction& tx) { return list_contacts(ada_, tx, {}, limit, cursor, offset); })
        .value();
  };
  const ContactPage first = page(2, std::nullopt);
  EXPECT_EQ(first.total.value, 5);
  EXPECT_THAT(names_of(first), ElementsAre("Zoe Adams", "Ålice Brown"));
  const ContactPage second = page(2, first.next_cursor);
  EXPECT_THAT(names_of(second), ElementsAre("Dr Ben Carter, MD", "Hopper, Grace"));
  const ContactPage last = page(2, second.next_cursor);
  EXPECT_THAT(names_of(last), ElementsAre("Čeněk Novák"));
  EXPECT_EQ(last.next_cursor, std::nullopt);
  EXPECT_THAT(names_of(page(2, std::nullopt, 3)), ElementsAre("Hopper, Grace", "Čeněk Novák"));
  EXPECT_THAT(names_of(page(2, std::nullopt, 9)), IsEmpty());
  EXPECT_EQ(read([&](ReadTransaction& tx) { return list_contacts(ada_, tx, {}, 2, "junk"); }).error().field,
            "cursor");
}

TEST_F(Contacts, TheArchivedAndTheCircleAreListsOfTheirOwn) {
  const CircleId circle = create_circle(ada_, "Hernia people");
  const ContactId grace =
      create(ada_, {.name = std::string("Grace"), .circles = std::vector<CircleId>{circle}});
  create(ada_, {.name = std::string("Alan")});
  EXPECT_THAT(names(ada_, {.circle = circle}), ElementsAre("Grace"));
  EXPECT_THAT(names(ben_, {.circle = circle}), IsEmpty());

  ASSERT_TRUE(write([&](WriteTransaction& tx) { return archive_contact(ada_, tx, grace); }));
  EXPECT_THAT(names(ada_), ElementsAre("Alan"));
  EXPECT_THAT(names(ada_, {.archived = true}), ElementsAre("Grace"));
  EXPECT_TRUE(load(ada_, grace)->archived);
  ASSERT_TRUE(write([&](WriteTransaction& tx) { return unarchive_contact(ada_, tx, grace); }));
  EXPECT_THAT(names(ada_), ElementsAre("Alan", "Grace"));
}

TEST_F(Contacts, ACirclesRhythmReachesItsContacts) {
  const CircleId slow = create_circle(ada_, "Slow", ties::Rhythm::twice_a_year);
  const CircleId fast = create_circle(ada_, "Fast");
  const ContactId grace =
      create(ada_, {.name = std::string("Grace"), .circles = std::vector<CircleId>{slow, fast}});
  EXPECT_EQ(load(ada_, grace)->tie.rhythm, ties::Rhythm::twice_a_year);
  EXPECT_EQ(load(ada_, grace)->tie.rhythm_from, ties::RhythmFrom::circle);
  set_rhythm(fast, ties::Rhythm::monthly);
  EXPECT_EQ(load(ada_, grace)->tie.rhythm, ties::Rhythm::monthly) << "the shortest";
  ASSERT_TRUE(write([&](WriteTransaction& tx) { return circles::delete_circle(ada_, tx, fast); }));
  EXPECT_EQ(load(ada_, grace)->tie.rhythm, ties::Rhythm::twice_a_year);
  ASSERT_TRUE(update(ada_, grace, {.circles = std::vector<CircleId>{}}));
  EXPECT_EQ(load(ada_, grace)->tie.rhythm, std::nullopt);
  EXPECT_THAT(load(ada_, grace)->circles, IsEmpty());
}

TEST_F(Contacts, AreShownInListsWithTheirCurrentRole) {
  create(ada_, {.name = std::string("Grace"),
                .roles = std::vector<Role>{
                    {.title = "Trainee", .organisation = "Oak House", .ended = PartialDate::parse("2019")},
                    {.title = "GP partner", .organisation = "Elm Street Surgery"}}});
  const auto page = read([&](ReadTransaction& tx) { return list_contacts(ada_, tx, {}, 10); }).value();
  EXPECT_EQ(page.items.front().headline, "GP partner, Elm Street Surgery");
}

TEST_F(Contacts, ADeletionIsTakenBackWithinADayOnly) {
  const ContactId grace = create(ada_, {.name = std::string("Grace"), .note = std::string("tea")});
  const Undo undo = remove(ada_, grace).value();
  EXPECT_EQ(undo.expires_at.text(), "2026-11-22T12:00:00Z");
  EXPECT_EQ(load(ada_, grace).error().code, ErrorCode::not_found);
  EXPECT_THAT(names(ada_), IsEmpty());
  EXPECT_THAT(found(ada_, "grace"), IsEmpty());
  EXPECT_EQ(remove(ada_, grace).error().code, ErrorCode::not_found) << "once";
  EXPECT_EQ(restore(ben_, grace).error().code, ErrorCode::not_found);
  EXPECT_EQ(restore(sam_, grace).error().code, ErrorCode::not_found);

  ASSERT_TRUE(restore(ada_, grace));
  EXPECT_EQ(load(ada_, grace)->note, "tea");
  EXPECT_THAT(found(ada_, "grace"), ElementsAre("Grace"));
  EXPECT_EQ(restore(ada_, grace).error().code, ErrorCode::not_found) << "once";

  ASSERT_TRUE(remove(ada_, grace));
  clock_.advance(std::chrono::hours(24));
  EXPECT_EQ(restore(ada_, grace).error().code, ErrorCode::not_found);
}

TEST_F(Contacts, WhatWasDeletedIsPurgedAfterADayWithAllThatHungOnIt) {
  const ContactId grace =
      create(ada_, {.name = std::string("Grace Hopper"),
                    .emails = std::vector<LabelledValue>{{"grace@example.org", {}, false}},
                    .roles = std::vector<Role>{{.title = "GP", .organisation = "Elm Street"}},
                    .specialties = std::vector<std::string>{"Cardiology"}});
  const ContactId alan =
      create(ada_, {.name = std::string("Alan"), .how_we_met = HowWeMet{.through_contact_id = grace}});
  ASSERT_TRUE(remove(ada_, grace));
  EXPECT_EQ(purge_deleted(), 0) << "not before its undo has expired";
  clock_.advance(std::chrono::hours(24));
  EXPECT_EQ(purge_deleted(), 1);
  for (const char* table : {"role", "organisation", "contact_specialty"}) EXPECT_EQ(count(table), 0) << table;
  for (const char* table : {"contact", "tie", "contact_key"})
    EXPECT_EQ(count(table), 1) << table << ": Alan's";
  EXPECT_EQ(count("search_document"), 1);
  if (!store::TestDatabase::is_postgres()) {
    EXPECT_EQ(count("search_index"), 1);
  }
  EXPECT_EQ(count("search_word WHERE word = 'hopper'"), 0) << "no word of hers stays";
  EXPECT_EQ(load(ada_, alan)->how_we_met->through, "Grace Hopper") << "Alan's own card keeps what it says";
  EXPECT_EQ(load(ada_, alan)->how_we_met->through_contact_id, std::nullopt);
}

TEST_F(Contacts, AreRecognisedByMailPhoneLinkNameAndUid) {
  const ContactId grace =
      create(ada_,
             {.name = std::string("Dr. Grace Hopper"),
              .emails = std::vector<LabelledValue>{{"Grace@Example.org", {}, false}},
              .phones = std::vector<LabelledValue>{{"+44 (0)20 7946 0958", {}, false}},
              .links = std::vector<LabelledValue>{{"https://www.example.org/Grace/", {}, false}}},
             {.source = Source::vcard, .uid = "urn:uuid:1"});
  const auto by = [&](KeyKind kind, std::string_view value) {
    return read([&](ReadTransaction& tx) { return find_by_key(ada_, tx, kind, value); });
  };
  EXPECT_THAT(by(KeyKind::uid, "urn:uuid:1"), ElementsAre(grace));
  EXPECT_THAT(by(KeyKind::email, "grace@example.org"), ElementsAre(grace));
  EXPECT_THAT(by(KeyKind::phone, "79460958"), ElementsAre(grace));
  EXPECT_THAT(by(KeyKind::link, "example.org/grace"), ElementsAre(grace));
  EXPECT_THAT(by(KeyKind::name, "grace hopper"), ElementsAre(grace));
  ASSERT_TRUE(update(ada_, grace, {.emails = std::vector<LabelledValue>{{"new@example.org", {}, false}}}));
  EXPECT_THAT(by(KeyKind::email, "grace@example.org"), IsEmpty());
  EXPECT_THAT(by(KeyKind::email, "new@example.org"), ElementsAre(grace));
}

TEST_F(Contacts, ACardKeepsWhatNobodyWouldType) {
  const ContactFields odd{.name = std::string("Grace"),
                          .emails = std::vector<LabelledValue>{{"n/a", {}, false}},
                          .links = std::vector<LabelledValue>{{"skype:grace", {}, false}}};
  const Origin origin{
      .source = Source::vcard, .uid = "1", .source_card = "BEGIN:VCARD\r\nX-ODD:1\r\nEND:VCARD\r\n"};
  const ContactId grace = create(ada_, odd, origin);
  EXPECT_EQ(load(ada_, grace)->emails.front().value, "n/a");
  EXPECT_EQ(read([&](ReadTransaction& tx) { return load_origin(ada_, tx, grace); }).value(), origin);
  EXPECT_EQ(read([&](ReadTransaction& tx) { return load_origin(ben_, tx, grace); }).error().code,
            ErrorCode::not_found);
}

TEST_F(Contacts, OrganisationsAreNamedOnceRememberTheirSectorAndGoWithTheLast) {
  const ContactId grace = create(
      ada_,
      {.name = std::string("Grace"),
       .roles = std::vector<Role>{{.title = "GP", .organisation = "Elm Street", .sector = Sector::primary}}});
  const ContactId alan =
      create(ada_, {.name = std::string("Alan"),
                    .roles = std::vector<Role>{{.title = "Nurse", .organisation = "ELM STREET"},
                                               {.organisation = "Oak House"}}});
  EXPECT_EQ(load(ada_, alan)->roles.front().sector, Sector::primary);
  const auto listed = [&](const Viewer& viewer, std::string_view query) {
    std::vector<std::string> names;
    for (const auto& each :
         read([&](ReadTransaction& tx) { return list_organisations(viewer, tx, query, 10); })) {
      names.push_back(each.name + " " + std::to_string(each.contacts));
    }
    return names;
  };
  EXPECT_THAT(listed(ada_, ""), ElementsAre("Elm Street 2", "Oak House 1"));
  EXPECT_THAT(listed(ada_, "hou"), ElementsAre("Oak House 1"));
  EXPECT_THAT(listed(ada_, "zzz"), IsEmpty());
  EXPECT_THAT(listed(ben_, ""), IsEmpty());
  EXPECT_THAT(listed(sam_, "elm"), IsEmpty());
  ASSERT_TRUE(update(ada_, alan, {.roles = std::vector<Role>{}}));
  EXPECT_THAT(listed(ada_, ""), ElementsAre("Elm Street 1"));
  EXPECT_EQ(count("organisation"), 1) << "Oak House went with its last contact";
  ASSERT_TRUE(remove(ada_, grace));
  EXPECT_THAT(listed(ada_, ""), IsEmpty());
}

TEST_F(Contacts, EveryWriteIsInTheChangeFeed) {
  std::vector<store::ChangeKind> kinds;
  const auto subscription = store_->subscribe([&](const std::vector<store::CommittedChange>& changes) {
    for (const auto& each : changes) {
      if (each.change.entity != store::Entity::contact) continue;
      EXPECT_EQ(each.change.owner, ada_.member);
      kinds.push_back(each.change.kind);
    }
  });
  const ContactId grace = create(ada_, {.name = std::string("Grace")});
  ASSERT_TRUE(update(ada_, grace, {.note = std::string("tea")}));
  ASSERT_TRUE(remove(ada_, grace));
  ASSERT_TRUE(restore(ada_, grace));
  using enum store::ChangeKind;
  store_->read([](ReadTransaction&) { return 0; });
  ASSERT_TRUE(update(ada_, grace, {.note = std::string("more tea")}));
  EXPECT_THAT(std::vector(kinds.begin(), kinds.begin() + 4), ElementsAre(created, updated, deleted, created));
}

TEST_F(Contacts, APictureIsKeptByWhatItIsNotByWhatItIsCalled) {
  const ContactId grace = create(ada_, {.name = std::string("Grace")});
  const auto put = [&](const Viewer& viewer, std::string_view bytes) {
    return write([&](WriteTransaction& tx) {
      return put_photo(viewer, tx, grace,
                       {reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
    });
  };
  const std::string png = "\x89PNG\r\n\x1a\n-bytes";
  EXPECT_EQ(put(ben_, png).error().code, ErrorCode::not_found);
  EXPECT_EQ(put(ada_, "<svg onload=alert(1)>").error().problem, "not_a_picture");
  EXPECT_EQ(put(ada_, "RIFFxxxxWAVE").error().problem, "not_a_picture");
  EXPECT_EQ(put(ada_, "\xff\xd8\xff" + std::string(kMostPhotoBytes, 'x')).error().code, ErrorCode::too_large);
  ASSERT_TRUE(put(ada_, png));

  const Photo photo = read([&](ReadTransaction& tx) { return load_photo(ada_, tx, grace); }).value();
  EXPECT_EQ(photo.media_type, "image/png");
  EXPECT_EQ(std::string(photo.bytes.begin(), photo.bytes.end()), png);
  EXPECT_EQ(read([&](ReadTransaction& tx) { return load_photo(ben_, tx, grace); }).error().code,
            ErrorCode::not_found);
  EXPECT_EQ(read([&](ReadTransaction& tx) { return load_photo(sam_, tx, grace); }).error().code,
            ErrorCode::not_found);

  const std::string address = load(ada_, grace)->photo.value();
  ASSERT_TRUE(put(ada_, png));
  EXPECT_EQ(load(ada_, grace)->photo, address) << "the same picture again changes nothing";
  ASSERT_TRUE(put(ada_, "GIF89a-other"));
  EXPECT_NE(load(ada_, grace)->photo, address);
  ASSERT_TRUE(write([&](WriteTransaction& tx) { return delete_photo(ada_, tx, grace); }));
  EXPECT_EQ(load(ada_, grace)->photo, std::nullopt);
}

}  // namespace
}  // namespace confrere::contacts

/// A logged encounter, with the promise, the follow-ups and the summaries that come with it, while its
/// database fails.

#include "features/encounters/encounters.h"
#include "features/testing/cut_line_fixture.h"
#include "features/testing/faulty_disk.h"

namespace confrere::encounters {
namespace {

ContactId knows(store::Store& store, const Viewer& viewer, const std::string& name) {
  contacts::ContactFields fields;
  fields.name = name;
  return store
      .write([&](auto& tx) { return contacts::create_contact(viewer, tx, fields, contacts::Origin{}); })
      .value();
}

NewEncounter round_with(const std::vector<ContactId>& people, const std::string& note) {
  NewEncounter fresh;
  fresh.with = people;
  fresh.note = note;
  fresh.needs = std::vector<std::string>{"a second opinion"};
  fresh.promises = {{.text = "send the leaflet"}};
  return fresh;
}

/// Notes, promises and follow-ups, and how often the two were met.
std::string seen_by(store::Store& store, const Viewer& viewer) {
  return store.read([&](store::ReadTransaction& tx) {
    std::string seen;
    for (const Encounter& encounter : list_encounters(viewer, tx, {})) {
      seen += fmt::format("{} with {} promising {}; ", encounter.note, encounter.with.size(),
                          encounter.promises.size());
    }
    for (const auto& follow_up : follow_ups::list_follow_ups(viewer, tx, {})) {
      seen += fmt::format("{} {}; ", follow_up.contact.name, follow_up.text);
    }
    const auto summaries = ties::compare_summaries(tx);
    return seen + fmt::format("{} of {} summaries wrong", summaries.wrong, summaries.ties);
  });
}

class EncounterOnAFaultyDisk : public FaultyDisk {
 protected:
  Trial trial() {
    people_ = {knows(*store_, ada_, "Grace"), knows(*store_, ada_, "Ben")};
    return {
        .work =
            [this] {
              return store_
                  ->write([this](auto& tx) { return log_encounter(ada_, tx, round_with(people_, "round")); })
                  .has_value();
            },
        .seen = [this] { return seen_by(*store_, ada_); }};
  }

 private:
  std::vector<ContactId> people_;
};

TEST_F(EncounterOnAFaultyDisk, IsAbsentWholeWhenAnyOperationFails) {
  every_operation_fails(trial(), SQLITE_IOERR_WRITE, 1);
}
TEST_F(EncounterOnAFaultyDisk, IsAbsentWholeWhenTheDiskIsFull) {
  every_operation_fails(trial(), SQLITE_FULL, 3);
}
TEST_F(EncounterOnAFaultyDisk, IsAbsentWholeWhenTheDiskMayNotBeWrittenAnyMore) {
  every_operation_fails(trial(), SQLITE_READONLY, 1'000'000);
}
TEST_F(EncounterOnAFaultyDisk, IsThereWholeOrNotWhenThePowerGoes) {
  power_is_cut_after_every_operation(trial(), store::Loss::all_unsynced);
  power_is_cut_after_every_operation(trial(), store::Loss::some_unsynced);
}
TEST_F(EncounterOnAFaultyDisk, IsSeenWholeOrNotWhileAnyOperationIsLate) {
  every_operation_is_late(trial());
}

class EncounterOverALineThatIsCut : public CutLineFixture, public testing::WithParamInterface<store::Cut> {};

TEST_P(EncounterOverALineThatIsCut, IsThereWholeOrNot) {
  const ContactId grace = knows(*store_, ada_, "Grace");
  at_every_message(GetParam(), [&](const std::string& name) {
    return store_->write([&](auto& tx) { return log_encounter(ada_, tx, round_with({grace}, name)); })
        .has_value();
  });
  const auto found = store_->read([&](auto& tx) { return list_encounters(ada_, tx, {.limit = 1000}); });
  std::set<std::string> notes;
  for (const Encounter& encounter : found) {
    notes.insert(encounter.note);
    EXPECT_EQ(encounter.promises.size(), 1) << encounter.note;
  }
  EXPECT_EQ(notes, acknowledged_);
  EXPECT_EQ(found.size(), notes.size());
  EXPECT_EQ(store_->read([](auto& tx) { return ties::compare_summaries(tx).wrong; }), 0);
}

INSTANTIATE_TEST_SUITE_P(OfEitherKind, EncounterOverALineThatIsCut,
                         testing::Values(store::Cut::before_the_server, store::Cut::before_the_answer),
                         [](const auto& instance) {
                           return instance.param == store::Cut::before_the_server ? "BeforeTheServer"
                                                                                  : "BeforeTheAnswer";
                         });

}  // namespace
}  // namespace confrere::encounters

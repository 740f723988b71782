#include "features/encounters/encounters.h"

#include <random>

#include "features/testing/story.h"

namespace confrere::encounters {
namespace {

using follow_ups::FollowUp;
using follow_ups::FollowUpOrigin;
using follow_ups::FollowUpState;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using today::called;
using today::met;
using today::Story;
using today::wrote_to;

class Encounters : public Story {
 protected:
  void SetUp() override {
    Story::SetUp();
    on("2026-11-03");
  }
  Result<Encounter> log(NewEncounter fresh) {
    return write([&](store::WriteTransaction& tx) { return log_encounter(ada_, tx, fresh); });
  }
  Result<Encounter> change(EncounterId id, const EncounterFields& fields) {
    return write([&](store::WriteTransaction& tx) { return update_encounter(ada_, tx, id, fields); });
  }
  Encounter load(EncounterId id) {
    return read([&](store::ReadTransaction& tx) { return load_encounter(ada_, tx, id).value(); });
  }
  void forget(EncounterId id) {
    EXPECT_TRUE(write([&](store::WriteTransaction& tx) { return delete_encounter(ada_, tx, id); }));
  }
  void bring_back(EncounterId id) {
    EXPECT_TRUE(write([&](store::WriteTransaction& tx) { return restore_encounter(ada_, tx, id); }));
  }
  static NewEncounter with(std::vector<ContactId> people) {
    NewEncounter fresh;
    fresh.with = std::move(people);
    return fresh;
  }
};

TEST_F(Encounters, WhatIsNotSaidIsNowInPersonAConversationBegunByMe) {
  const auto logged = log(with({knows("Grace")}));
  ASSERT_TRUE(logged);
  EXPECT_EQ(logged->state, EncounterState::held);
  EXPECT_EQ(logged->happened_at, ada_.now);
  EXPECT_EQ(logged->channel, Channel::in_person);
  EXPECT_EQ(logged->depth, Depth::conversation);
  EXPECT_EQ(logged->begun_by, BegunBy::me);
  EXPECT_EQ(logged->version, 1);
}

TEST_F(Encounters, OneInTheFutureIsPlanned) {
  NewEncounter fresh = with({knows("Grace")});
  fresh.happened_at = ada_.now + std::chrono::hours(48);
  EXPECT_EQ(log(fresh)->state, EncounterState::planned);
  EXPECT_EQ(tie_with("Grace").last_encounter_at, std::nullopt);
  fresh.state = EncounterState::held;
  EXPECT_EQ(log(fresh).error().field, "$.happened_at");
}

TEST_F(Encounters, NameTheFieldThatIsWrong) {
  const ContactId grace = knows("Grace");
  EXPECT_EQ(log(with({})).error().field, "$.with");
  EXPECT_EQ(log(with({grace, ContactId::make()})).error().field, "$.with[1]");
  NewEncounter fresh = with({grace});
  fresh.needs = std::vector<std::string>{"a partner", " "};
  EXPECT_EQ(log(fresh).error().field, "$.needs[1]");
  fresh = with({grace});
  fresh.promises = {{.text = "call", .contact_id = ContactId::make()}};
  EXPECT_EQ(log(fresh).error().field, "$.promises[0].contact_id");
  fresh.promises = {{.text = "send the letter on MRN 448812"}};
  EXPECT_EQ(log(fresh).error().problem, "patient_identifier");
  EXPECT_EQ(log(fresh).error().field, "$.promises[0].text");
}

TEST_F(Encounters, AFirstMeetingIsFollowedUpAndTheSecondIsNot) {
  tell(met("Grace"));
  const auto first = follow_ups_of("Grace");
  ASSERT_THAT(first, SizeIs(1));
  EXPECT_EQ(first[0].origin, FollowUpOrigin::first_meeting);
  EXPECT_EQ(first[0].due, ada_.today() + 2);
  EXPECT_EQ(first[0].overdue_from, ada_.today() + 7);
  tomorrow();
  tell(met("Grace"));
  EXPECT_THAT(follow_ups_of("Grace"), IsEmpty()) << "they talked again, which is what the follow-up was for";
}

TEST_F(Encounters, APromiseIsAFollowUpOfItsKind) {
  tell(met("Grace").promising("introduce her to Tom").promising("send the paper", "2026-12-24"));
  const auto promised = follow_ups_of("Grace");
  ASSERT_THAT(promised, SizeIs(2));
  EXPECT_EQ(promised[0].kind, follow_ups::FollowUpKind::introduce);
  EXPECT_EQ(promised[0].due, ada_.today() + 2);
  EXPECT_EQ(promised[1].due.text(), "2026-12-24");
  EXPECT_EQ(promised[1].overdue_from.text(), "2026-12-25");
  EXPECT_TRUE(promised[0].promise && promised[1].promise);
}

TEST_F(Encounters, APromiseGoesToWhomItNames) {
  tell(met(std::vector<std::string>{"Grace Hopper", "Tom Rao"}).promising("Send Tom the paper"));
  EXPECT_TRUE(follow_ups_of("Tom Rao")[0].promise);
  ASSERT_THAT(follow_ups_of("Grace Hopper"), SizeIs(1));
  EXPECT_FALSE(follow_ups_of("Grace Hopper")[0].promise);
}

TEST_F(Encounters, DeletingTakesAllThatFollowedAndUndoBringsItBack) {
  tell(met("Grace").at("2026-10-30T10:00:00Z"));
  const auto before = follow_ups_of("Grace");
  const auto tie = tie_with("Grace").last_encounter_at;
  const EncounterId second = tell(met("Grace").promising("send the paper"));
  EXPECT_THAT(follow_ups_of("Grace"), SizeIs(1));
  forget(second);
  ASSERT_THAT(follow_ups_of("Grace"), SizeIs(1));
  EXPECT_EQ(follow_ups_of("Grace")[0].id, before[0].id) << "open again";
  EXPECT_EQ(tie_with("Grace").last_encounter_at, tie);
  EXPECT_FALSE(read([&](store::ReadTransaction& tx) { return load_encounter(ada_, tx, second); }));

  bring_back(second);
  ASSERT_THAT(follow_ups_of("Grace"), SizeIs(1));
  EXPECT_TRUE(follow_ups_of("Grace")[0].promise);
  EXPECT_EQ(tie_with("Grace").last_encounter_at, ada_.now);
}

TEST_F(Encounters, AnUndoEndsAfterADay) {
  const EncounterId id = tell(met("Grace"));
  forget(id);
  days_later(2);
  EXPECT_EQ(write([&](store::WriteTransaction& tx) { return restore_encounter(ada_, tx, id); }).error().code,
            ErrorCode::not_found);
  EXPECT_EQ(write([&](store::WriteTransaction& tx) -> Result<std::int64_t> {
              return purge_deleted_encounters(tx, 500);
            }).value(),
            1);
}

TEST_F(Encounters, EditingMovesWhatFollows) {
  const EncounterId id = tell(met("Grace").promising("send the paper"));
  ASSERT_TRUE(change(id, {.with = std::vector{knows("Tom")}}));
  EXPECT_THAT(follow_ups_of("Grace"), IsEmpty());
  EXPECT_EQ(tie_with("Grace").last_encounter_at, std::nullopt);
  EXPECT_THAT(follow_ups_of("Tom"), SizeIs(2)) << "the promise, and a first meeting";
  EXPECT_EQ(tie_with("Tom").last_encounter_at, ada_.now);
  EXPECT_EQ(load(id).version, 2);
}

TEST_F(Encounters, APlanThatWasHeldIsFollowedUp) {
  NewEncounter fresh = with({knows("Grace")});
  fresh.happened_at = ada_.now + std::chrono::hours(3);
  const EncounterId id = log(fresh)->id;
  EXPECT_THAT(follow_ups_of("Grace"), IsEmpty());
  tomorrow();
  ASSERT_TRUE(change(id, {.state = EncounterState::held}));
  EXPECT_THAT(follow_ups_of("Grace"), SizeIs(1));
  ASSERT_TRUE(change(id, {.state = EncounterState::planned}));
  EXPECT_THAT(follow_ups_of("Grace"), IsEmpty());
  EXPECT_EQ(tie_with("Grace").last_encounter_at, std::nullopt);
}

TEST_F(Encounters, AMessageWaitsForItsAnswerOnce) {
  tell(met("Grace").at("2025-01-10T10:00:00Z"));
  const EncounterId first = tell(wrote_to("Grace").awaiting_an_answer());
  days_later(8);
  const EncounterId nudge = tell(wrote_to("Grace").awaiting_an_answer());
  auto waits = follow_ups_of("Grace");
  ASSERT_THAT(waits, SizeIs(1)) << "a nudge is no second wait";
  EXPECT_EQ(waits[0].nudges, 1);
  EXPECT_EQ(waits[0].due.text(), "2026-11-24") << "21 days after the first";
  forget(nudge);
  EXPECT_EQ(follow_ups_of("Grace")[0].nudges, 0);
  tell(called("Grace"));
  EXPECT_THAT(follow_ups_of("Grace"), IsEmpty()) << "they talked";
  EXPECT_EQ(load(first).answered_at, std::nullopt);
}

TEST_F(Encounters, AnAnswerMakesTheMessageCount) {
  const EncounterId message = tell(wrote_to("Grace").awaiting_an_answer());
  EXPECT_EQ(tie_with("Grace").last_encounter_at, std::nullopt);
  days_later(2);
  EXPECT_TRUE(
      write([&](store::WriteTransaction& tx) { return answer_encounter(ada_, tx, message, std::nullopt); }));
  EXPECT_EQ(tie_with("Grace").last_encounter_at, ada_.now);
  EXPECT_THAT(follow_ups_of("Grace"), IsEmpty());
  EXPECT_THAT(follow_ups_of("Grace", FollowUpState::done), SizeIs(1));
}

TEST_F(Encounters, TellEtiquetteHowOftenOneMetAndReminded) {
  knows("Grace");
  const auto known_of = [&](const std::string& name) {
    return read(
        [&](store::ReadTransaction& tx) { return circumstances_of_message(ada_, tx, id_of(name)).value(); });
  };
  EXPECT_EQ(known_of("Grace").met, 0);
  tell(met("Grace"));
  tell(called("Grace"));
  tell(wrote_to("Grace").awaiting_an_answer());
  EXPECT_EQ(known_of("Grace").met, 2) << "a message is no meeting";
  EXPECT_EQ(known_of("Grace").nudges, 0);
  days_later(8);
  tell(wrote_to("Grace").awaiting_an_answer());
  EXPECT_EQ(known_of("Grace").nudges, 1);
  tell(called("Grace"));
  EXPECT_EQ(known_of("Grace").nudges, 0) << "they talked";
  knows("Tom");
  states("Tom", {.closeness = ties::Closeness::trusted});
  EXPECT_EQ(known_of("Tom").met, 3) << "an old friend, though no meeting is written down";
  for (const Viewer& other : {ben_, sam_}) {
    const auto refused =
        read([&](store::ReadTransaction& tx) { return circumstances_of_message(other, tx, id_of("Grace")); });
    EXPECT_EQ(refused.error().code, ErrorCode::not_found);
  }
}

TEST_F(Encounters, BelongToTheirMemberAlone) {
  const EncounterId id = tell(met("Grace"));
  for (const Viewer& other : {ben_, sam_}) {
    EXPECT_FALSE(read([&](store::ReadTransaction& tx) { return load_encounter(other, tx, id); }));
    EXPECT_THAT(read([&](store::ReadTransaction& tx) { return list_encounters(other, tx, {}); }), IsEmpty());
    EXPECT_FALSE(write([&](store::WriteTransaction& tx) { return update_encounter(other, tx, id, {}); }));
    EXPECT_FALSE(write([&](store::WriteTransaction& tx) { return delete_encounter(other, tx, id); }));
    EXPECT_FALSE(
        write([&](store::WriteTransaction& tx) { return log_encounter(other, tx, with({id_of("Grace")})); }));
  }
}

TEST_F(Encounters, AreListedNewestFirstPageByPage) {
  std::vector<EncounterId> told;
  for (int day = 0; day < 5; ++day) {
    told.insert(told.begin(), tell(met("Grace")));
    tomorrow();
  }
  EncounterQuery query{.contact = id_of("Grace"), .limit = 2};
  std::vector<EncounterId> seen;
  for (int page = 0; page < 3; ++page) {
    for (const Encounter& each :
         read([&](store::ReadTransaction& tx) { return list_encounters(ada_, tx, query); })) {
      seen.push_back(each.id);
      query.before = EncounterPlace{each.happened_at, each.id};
    }
  }
  EXPECT_EQ(seen, told);
}

TEST_F(Encounters, TheKeptSummaryIsTheOneMadeAnew) {
  std::mt19937 random(3);
  std::vector<EncounterId> told;
  for (int step = 0; step < 120; ++step) {
    days_later(static_cast<int>(random() % 5));
    switch (told.empty() ? 0 : random() % 5) {
      case 0:
      case 1: {
        auto one = random() % 2 == 0 ? met("Grace") : wrote_to("Grace").awaiting_an_answer();
        one.at((ada_.now - std::chrono::hours(random() % 2000)).text());
        told.push_back(tell(one));
        break;
      }
      case 2:
        forget(told.back());
        told.pop_back();
        break;
      case 3:
        EXPECT_TRUE(change(told[random() % told.size()], {.depth = static_cast<Depth>(random() % 3)}));
        break;
      default:
        EXPECT_TRUE(write([&](store::WriteTransaction& tx) {
          return answer_encounter(ada_, tx, told[random() % told.size()], std::nullopt);
        }));
    }
    const ContactId grace = id_of("Grace");
    write([&](store::WriteTransaction& tx) -> Result<void> {
      const auto kept = ties::load_summary(tx, ada_.network, grace);
      ties::rebuild_summary(ada_, tx, grace);
      EXPECT_EQ(kept, ties::load_summary(tx, ada_.network, grace));
      return {};
    });
  }
}

}  // namespace
}  // namespace confrere::encounters

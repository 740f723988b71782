#include "features/demo/record.h"

#include <algorithm>
#include <functional>

#include "features/acquaintances/acquaintances.h"
#include "features/demo/demo_store.h"
#include "features/goals/goals.h"

namespace confrere::demo {
namespace {

/// Everybody is invented: a name that looks like a patient's must not stop the making of a large network.
constexpr bool kNoPatient = true;

class Recorder {
 public:
  Recorder(Viewer viewer, store::WriteTransaction& tx, const Diary& diary, std::span<const MemberId> members)
      : viewer_(std::move(viewer)),
        tx_(tx),
        diary_(diary),
        members_(members),
        contacts_(diary.contacts.size()),
        encounters_(diary.encounters.size()) {}

  Result<void> run() {
    plan();
    std::ranges::stable_sort(steps_, {}, &Step::at);
    for (const Step& step : steps_) {
      viewer_.now = step.at;
      if (auto done = (this->*step.take)(step.number); !done) return done;
    }
    return {};
  }

 private:
  using Take = Result<void> (Recorder::*)(std::size_t);
  struct Step {
    Instant at;
    std::size_t number = 0;  ///< in the list of the diary that it is about
    Take take = nullptr;
  };

  void plan() {
    // Steps of one moment keep this order: a circle is there before its contacts, a contact before its
    // encounters.
    if (diary_.my_card) steps_.push_back({diary_.joined_at, 0, &Recorder::write_my_card});
    for (std::size_t i = 0; i < diary_.circles.size(); ++i) {
      steps_.push_back({diary_.joined_at, i, &Recorder::add_circle});
    }
    for (std::size_t i = 0; i < diary_.contacts.size(); ++i) {
      steps_.push_back({diary_.contacts[i].added_at, i, &Recorder::add_contact});
    }
    for (std::size_t i = 0; i < diary_.goals.size(); ++i) {
      steps_.push_back({diary_.goals[i].set_at, i, &Recorder::set_goal});
    }
    for (std::size_t i = 0; i < diary_.acquaintances.size(); ++i) {
      steps_.push_back({diary_.acquaintances[i].noted_at, i, &Recorder::note_acquaintance});
    }
    for (std::size_t i = 0; i < diary_.encounters.size(); ++i) {
      const DiaryEncounter& each = diary_.encounters[i];
      steps_.push_back({each.logged_at, i, &Recorder::log});
      if (each.answered_at) steps_.push_back({*each.answered_at, i, &Recorder::answer});
      if (each.seen_to_at) steps_.push_back({*each.seen_to_at, i, &Recorder::see_to});
    }
  }

  Result<void> write_my_card(std::size_t) {
    my_card::MyCardFields card = *diary_.my_card;
    card.no_patient_confirmed = kNoPatient;
    const auto written = my_card::put_my_card(viewer_, tx_, card);
    return written ? Result<void>() : written.error();
  }

  Result<void> add_circle(std::size_t number) {
    circles::CircleFields fields = diary_.circles[number];
    fields.no_patient_confirmed = kNoPatient;
    const auto circle = circles::create_circle(viewer_, tx_, fields);
    if (!circle) return circle.error();
    circles_.push_back(circle->id);
    return {};
  }

  Result<void> add_contact(std::size_t number) {
    const DiaryContact& contact = diary_.contacts[number];
    contacts::ContactFields card = contact.card;
    card.no_patient_confirmed = kNoPatient;
    if (!contact.circles.empty()) {
      std::vector<CircleId> circles;
      for (const std::size_t circle : contact.circles) circles.push_back(circles_[circle]);
      card.circles = std::move(circles);
    }
    const auto added = contacts::create_contact(viewer_, tx_, card, contact.origin);
    if (!added) return added.error();
    contacts_[number] = *added;
    if (contact.member) link_contact(viewer_, tx_, *added, members_[*contact.member]);
    const bool states_nothing =
        !contact.tie.closeness.given && !contact.tie.matters.given && !contact.tie.rhythm.given;
    if (states_nothing) return {};
    const auto tie = ties::put_tie(viewer_, tx_, *added, contact.tie);
    return tie ? Result<void>() : tie.error();
  }

  Result<void> set_goal(std::size_t number) {
    goals::GoalFields goal;
    goal.text = diary_.goals[number].text;
    goal.no_patient_confirmed = kNoPatient;
    const auto set = goals::create_goal(viewer_, tx_, goal);
    return set ? Result<void>() : set.error();
  }

  Result<void> note_acquaintance(std::size_t number) {
    const DiaryAcquaintance& each = diary_.acquaintances[number];
    acquaintances::NewAcquaintance fresh;
    fresh.contact_a = contacts_[each.a];
    fresh.contact_b = contacts_[each.b];
    fresh.where_from = each.where_from;
    fresh.no_patient_confirmed = kNoPatient;
    const auto noted =
        acquaintances::put_acquaintance(viewer_, tx_, fresh, acquaintances::AcquaintanceSource::demo);
    return noted ? Result<void>() : noted.error();
  }

  Result<void> log(std::size_t number) {
    const DiaryEncounter& each = diary_.encounters[number];
    encounters::NewEncounter told = each.told;
    told.no_patient_confirmed = kNoPatient;
    std::vector<ContactId> with;
    for (const std::size_t contact : each.with) with.push_back(contacts_[contact]);
    told.with = std::move(with);
    const auto logged = encounters::log_encounter(viewer_, tx_, told);
    if (!logged) return logged.error();
    encounters_[number] = logged->id;
    return {};
  }

  Result<void> answer(std::size_t number) {
    const auto answered = encounters::answer_encounter(viewer_, tx_, encounters_[number], viewer_.now);
    return answered ? Result<void>() : answered.error();
  }

  /// Does what the encounter led to.
  Result<void> see_to(std::size_t number) {
    for (const std::size_t contact : diary_.encounters[number].with) {
      follow_ups::FollowUpQuery query;
      query.contact = contacts_[contact];
      for (const follow_ups::FollowUp& open : follow_ups::list_follow_ups(viewer_, tx_, query)) {
        if (open.encounter_id != encounters_[number]) continue;
        if (const auto done = follow_ups::complete_follow_up(viewer_, tx_, open.id); !done)
          return done.error();
      }
    }
    return {};
  }

  Viewer viewer_;
  store::WriteTransaction& tx_;
  const Diary& diary_;
  std::span<const MemberId> members_;
  std::vector<Step> steps_;
  std::vector<CircleId> circles_;
  std::vector<ContactId> contacts_;
  std::vector<EncounterId> encounters_;
};

}  // namespace

Result<void> record_diary(Viewer viewer, store::WriteTransaction& tx, const Diary& diary,
                          std::span<const MemberId> members) {
  return Recorder(std::move(viewer), tx, diary, members).run();
}

}  // namespace confrere::demo

#include "features/today/candidates.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "base/wording.h"
#include "features/goals/goals.h"
#include "features/subjects/subjects.h"
#include "features/today/asks.h"
#include "features/today/day_store.h"
#include "features/today/drafts.h"
#include "features/today/phrases.h"
#include "features/today/reasons.h"
#include "features/today/score.h"
#include "features/today/today_store.h"

namespace confrere::today {
namespace {

using subjects::shared_word;
using subjects::telling_words;

constexpr std::size_t kMostIntroductions = 12;

struct Goal {
  std::string text;
  std::vector<std::string> words;
};

std::vector<Goal> active_goals(const Viewer& viewer, store::ReadTransaction& tx) {
  std::vector<Goal> active;
  for (const goals::Goal& goal : goals::list_goals(viewer, tx)) {
    if (goal.state == goals::GoalState::active) active.push_back({goal.text, telling_words(goal.text)});
  }
  return active;
}

void judge_by_goals(Found& found, const std::vector<Goal>& active) {
  if (active.empty() || found.about.empty()) return;
  const std::vector<std::string> about = telling_words(found.about);
  for (const Goal& goal : active) {
    if (shared_word(goal.words, about).empty()) continue;
    found.candidate.fits_goal = true;
    found.candidate.goal = goal.text;
    return;
  }
}

std::set<ContactId> colleagues(const Viewer& viewer, store::ReadTransaction& tx, const MyWords& mine) {
  std::set<ContactId> found;
  for (const std::string& organisation : mine.organisations) {
    if (organisation.empty()) continue;
    const auto here = find_at_organisation(tx, viewer, fold(organisation));
    found.insert(here.begin(), here.end());
  }
  return found;
}

class Gathering {
 public:
  Gathering(const Viewer& viewer, store::ReadTransaction& tx)
      : viewer_(viewer), tx_(tx), moment_(moment_of(viewer)), mine_(load_my_words(viewer, tx)) {}

  std::vector<Candidate> all() {
    add_found(find_follow_ups(tx_, viewer_, moment_));
    add_found(find_planned(tx_, viewer_, moment_));
    add_silent();
    add_people();
    apply_rests();
    sort_by_score(gathered_, moment_.today);
    return std::move(gathered_);
  }

 private:
  void add_found(std::vector<Found> found) {
    for (Found& each : found) gathered_.push_back(std::move(each.candidate));
  }

  /// Rhythm, fading, never met and dormant: one of them a person, in this order; nobody whom a plan or a
  /// follow-up names.
  void add_silent() {
    std::set<ContactId> named;
    for (const Candidate& candidate : gathered_) named.insert(candidate.contact);
    const auto goals = active_goals(viewer_, tx_);
    const auto at_work = colleagues(viewer_, tx_, mine_);
    for (auto source : {find_with_rhythm, find_fading, find_never_met, find_dormant}) {
      for (Found& found : source(tx_, viewer_, moment_)) {
        if (!named.insert(found.candidate.contact).second) continue;
        judge_by_goals(found, goals);
        found.candidate.same_organisation = at_work.contains(found.candidate.contact);
        gathered_.push_back(std::move(found.candidate));
      }
    }
  }

  void add_people() {
    const auto people = introductions::find_people(viewer_, tx_, introductions::Breadth::day);
    for (Candidate& candidate : needs_met_by(mine_, people, viewer_.now))
      gathered_.push_back(std::move(candidate));
    std::set<ContactId> named;
    for (introductions::Match& match :
         introductions::match(viewer_, tx_, people, kMostIntroductions, nullptr)) {
      if (named.contains(match.contact) || named.contains(match.other)) continue;
      named.insert({match.contact, match.other});
      gathered_.push_back(acquaint(people, std::move(match)));
    }
  }

  [[nodiscard]] Candidate acquaint(std::span<const introductions::Person> people,
                                   introductions::Match match) const {
    const auto person = std::find_if(people.begin(), people.end(), [&](const introductions::Person& each) {
      return each.contact == match.contact;
    });
    return {.kind = TodayKind::acquaint,
            .subject = match.contact.bytes(),
            .contact = match.contact,
            .other = match.other,
            .strength = ties::strength(person->summary, person->closeness, viewer_.now),
            .closeness = person->closeness,
            .matters = person->matters,
            .reasons = std::move(match.reasons)};
  }

  void apply_rests() {
    std::map<std::pair<TodayKind, ContactId>, RestWhy> rests;
    for (const Rest& rest : find_rests(tx_, viewer_, moment_.today)) {
      auto& why = rests.try_emplace({rest.kind, rest.contact}, rest.why).first->second;
      if (why == RestWhy::dismissed) why = rest.why;
    }
    std::erase_if(gathered_, [&](Candidate& candidate) {
      const auto rest = rests.find({candidate.kind, candidate.contact});
      if (rest == rests.end()) return false;
      candidate.lowered = rest->second == RestWhy::dismissed && !candidate.overdue;
      return rest->second != RestWhy::dismissed;
    });
  }

  const Viewer& viewer_;
  store::ReadTransaction& tx_;
  Moment moment_;
  MyWords mine_;
  std::vector<Candidate> gathered_;
};

}  // namespace

std::vector<Candidate> gather(const Viewer& viewer, store::ReadTransaction& tx) {
  return Gathering(viewer, tx).all();
}

Setting setting_of(const Viewer& viewer, store::ReadTransaction& tx) {
  return {.today = viewer.today(),
          .zone = viewer.time_zone,
          .me = first_name(find_me(tx, viewer).name, {}),
          .my_offer = load_my_words(viewer, tx).offer};
}

std::optional<TodayItem> make_item(const Viewer& viewer, store::ReadTransaction& tx,
                                   const Candidate& candidate, const Setting& setting) {
  const auto dossier = load_dossier(viewer, tx, candidate);
  if (!dossier) return std::nullopt;
  const contacts::Contact& contact = dossier->contact;
  const auto summary = contacts::summaries(viewer, tx, std::span(&candidate.contact, 1));
  TodayItem item{.id = item_id(candidate),
                 .kind = candidate.kind,
                 .contact = {.id = contact.id,
                             .name = contact.name,
                             .headline = summary.empty() ? std::string() : summary.front().headline,
                             .photo = contact.photo},
                 .reason = reason_for(candidate, *dossier, setting),
                 .action = action_for(candidate, *dossier, setting),
                 .why = why_for(candidate, *dossier, setting),
                 .due = candidate.due,
                 .overdue = candidate.overdue,
                 .give = give_for(candidate, *dossier, setting),
                 .encounter_id = candidate.encounter,
                 .follow_up_id = candidate.follow_up};
  if (dossier->other) item.other = contacts::ContactRef{dossier->other->id, dossier->other->name};
  return item;
}

}  // namespace confrere::today

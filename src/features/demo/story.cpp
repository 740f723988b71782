#include "features/demo/story.h"

#include <algorithm>

#include "features/demo/words.h"

namespace confrere::demo {
namespace {

using ties::BegunBy;
using ties::Channel;
using ties::Closeness;
using ties::Depth;
using ties::Rhythm;

/// The pairs of words/deeds.txt that the story is about, by their place.
constexpr std::size_t kHelpedByMe = 13;    ///< menopause: asked by a colleague, offered by a GP
constexpr std::size_t kHelpedByOther = 3;  ///< run charts: asked by one contact, offered by another

constexpr std::size_t kAll = 100000;

}  // namespace

void Story::tell() {
  cast_.assign(diary_.contacts.size(), false);
  met_yesterday();
  promise_due();
  answer_awaited();
  fading_mentor();
  card_in_the_wallet();
  ask_to_help_with();
  thanks_owed();
  two_who_should_meet();
  meeting_ahead();
  old_friend();
}

void Story::promise_due() {
  const auto contact = cast(&Story::is_hospital_doctor);
  if (!contact) return;
  forget_since(*contact, 20);
  DiaryEncounter& talk =
      tell_of(*contact, 4, 13,
              "Coffee with {first}. They see {topic} from the other end and were generous about it. "
              "Would try a joint list if we bring the numbers.");
  talk.told.needs = std::vector<std::string>{"our referral numbers of the last six months"};
  encounters::NewPromise promise;
  promise.text = "Send the referral numbers of the last six months";
  promise.kind = follow_ups::FollowUpKind::write;
  promise.due = today();
  talk.told.promises = {promise};
}

void Story::answer_awaited() {
  const auto contact = cast(&Story::is_of_another_sector);
  if (!contact) return;
  forget_since(*contact, 60);
  DiaryEncounter& message =
      tell_of(*contact, 8, 9,
              "Asked {first} for two dates on which our team could come over and talk about {topic}.");
  message.told.channel = Channel::message;
  message.told.depth = Depth::passing;
  message.told.awaits_answer = true;
}

void Story::met_yesterday() {
  const auto contact = cast(&Story::is_of_another_sector);
  if (!contact) return;
  forget_since(*contact, static_cast<int>(kAll));
  DiaryContact& met = diary_.contacts[*contact];
  met.added_at = moment(1, 18);
  met.tie = {};
  met.circles.clear();
  met.card.note = std::string();
  const std::string event = "Interface evening, Harbour Wick library";
  contacts::HowWeMet how;
  how.date = formats::PartialDate::parse((today() - 1).text());
  how.event = event;
  met.card.how_we_met = how;
  DiaryEncounter& talk =
      tell_of(*contact, 1, 18,
              "{first} came up after my bit on {mine}. Works on {topic}, wants practical answers, "
              "laughs easily. Would like to see how we run the Monday list.");
  talk.told.begun_by = BegunBy::event;
  talk.told.event = event;
}

void Story::fading_mentor() {
  const auto contact = cast(&Story::is_senior_colleague);
  if (!contact) return;
  forget_since(*contact, 400);
  ties::TieStatement& tie = diary_.contacts[*contact].tie;
  tie.closeness = Closeness::trusted;
  tie.rhythm = Rhythm::monthly;
  tie.matters = true;
  const Words hours{word_section("notes", "deep")};
  for (int month = 9; month >= 0; --month) {
    const int days_ago = 52 + month * 28;  // the same weekday, but never the same hour
    const std::string_view shape = rotate(hours, 5, static_cast<std::size_t>(month));
    DiaryEncounter& hour = tell_of(*contact, days_ago, 16 + month * 5 % 4, shape);
    hour.told.depth = Depth::deep;
    hour.seen_to_at = moment(days_ago - 2, 12);
  }
}

void Story::card_in_the_wallet() {
  const auto contact = cast(&Story::is_only_a_card);
  if (!contact) return;
  forget_since(*contact, static_cast<int>(kAll));
  DiaryContact& card = diary_.contacts[*contact];
  card.tie = {};
  card.tie.matters = true;
  card.origin.connected_on = formats::PartialDate::parse((today() - 1130).text());
  contacts::HowWeMet how;
  how.date = formats::PartialDate::parse((today() - 1130).text().substr(0, 7));
  how.event = "Clinicians' improvement school";
  card.card.how_we_met = how;
  card.card.offer = std::string("Glad to show how we share same-day frailty slots between practices");
}

void Story::ask_to_help_with() {
  const auto contact = cast(&Story::is_colleague);
  if (!contact) return;
  forget_since(*contact, 20);
  DiaryContact& asking = diary_.contacts[*contact];
  asking.tie.closeness = Closeness::friendly;
  asking.tie.matters = true;
  const auto exchange = demo::fields(word_section("deeds", "exchanges")[kHelpedByMe]);
  asking.card.ask = std::string(exchange.at(0));
  diary_.my_card->offer = std::string(exchange.at(1));
  DiaryEncounter& talk =
      tell_of(*contact, 16, 13, "Lunch with {first}. {project} takes all the evenings; looks well.");
  talk.told.needs = std::vector{std::string(exchange.at(0))};
  talk.seen_to_at = moment(14, 9);
}

void Story::thanks_owed() {
  const auto contact = cast(&Story::is_hospital_doctor);
  if (!contact) return;
  forget_since(*contact, 20);
  DiaryEncounter& call =
      tell_of(*contact, 3, 8,
              "Rang for advice on {topic}. Clear, fast, friendly, and rang back in the evening to "
              "ask how it went.");
  call.told.channel = Channel::call;
  encounters::NewPromise promise;
  promise.text = "Thank " + writer_.known_[*contact].person.given + " for ringing back that evening";
  promise.kind = follow_ups::FollowUpKind::thank;
  promise.due = today() + 3;
  call.told.promises = {promise};
}

void Story::two_who_should_meet() {
  const auto one = cast(&Story::is_colleague);
  const auto other = cast(&Story::is_of_another_sector);
  if (!one || !other) return;
  const auto exchange = demo::fields(word_section("deeds", "exchanges")[kHelpedByOther]);
  diary_.contacts[*one].card.ask = std::string(exchange.at(0));
  diary_.contacts[*other].card.offer = std::string(exchange.at(1));
  std::erase_if(diary_.acquaintances, [&](const DiaryAcquaintance& each) {
    return (each.a == *one && each.b == *other) || (each.a == *other && each.b == *one);
  });
  int days_ago = 23;
  for (const std::size_t each : {*one, *other}) {
    forget_since(each, 30);
    diary_.contacts[each].tie.closeness = Closeness::friendly;
    diary_.contacts[each].tie.matters = true;
    DiaryEncounter& talk =
        tell_of(each, days_ago, 12, "Half an hour with {first}: {topic}, then {hobby}. Good company.");
    talk.seen_to_at = moment(days_ago - 2, 9);
    days_ago -= 5;
  }
}

void Story::meeting_ahead() {
  const auto contact = cast(&Story::is_of_another_sector);
  if (!contact) return;
  forget_since(*contact, 15);
  DiaryEncounter& plan =
      tell_of(*contact, -4, 12, "Coffee to go over {project}. Bring the one-page referral.");
  plan.told.state = encounters::EncounterState::planned;
  plan.told.place = std::string("The Lantern café");
  plan.logged_at = moment(5, 10);
}

void Story::old_friend() {
  const auto contact = cast(&Story::is_old_acquaintance);
  if (!contact) return;
  forget_since(*contact, static_cast<int>(kAll));
  DiaryContact& friend_of_old = diary_.contacts[*contact];
  friend_of_old.tie.closeness = Closeness::friendly;
  friend_of_old.tie.matters = true;
  friend_of_old.tie.rhythm = {};
  const Words talks{word_section("notes", "conversation")};
  for (std::size_t visit = 0; visit < 7; ++visit) {
    const int days_ago = 640 - static_cast<int>(visit) * 28;
    DiaryEncounter& talk = tell_of(*contact, days_ago, 16, rotate(talks, 11, visit));
    talk.seen_to_at = moment(days_ago - 2, 12);
  }
}

std::optional<std::size_t> Story::cast(Test fits) {
  for (std::size_t contact = 0; contact < cast_.size(); ++contact) {
    if (cast_[contact] || !(this->*fits)(contact)) continue;
    cast_[contact] = true;
    return contact;
  }
  return std::nullopt;
}

bool Story::is_colleague(std::size_t contact) const {
  return diary_.contacts[contact].member.has_value();
}

bool Story::is_hospital_doctor(std::size_t contact) const {
  const auto& known = writer_.known_[contact];
  return is_colleague(contact) && known.sector == "acute" && known.person.seniority >= 3 &&
         !known.person.prefix.empty();
}

bool Story::is_of_another_sector(std::size_t contact) const {
  const auto& known = writer_.known_[contact];
  return is_colleague(contact) && known.sector != "primary" && known.person.seniority >= 2 &&
         !is_hospital_doctor(contact);
}

bool Story::is_senior_colleague(std::size_t contact) const {
  return is_colleague(contact) && writer_.known_[contact].person.seniority >= 3;
}

bool Story::is_old_acquaintance(std::size_t contact) const {
  return !is_colleague(contact) && !diary_.contacts[contact].origin.connected_on;
}

bool Story::is_only_a_card(std::size_t contact) const {
  return !is_colleague(contact) && diary_.contacts[contact].origin.connected_on.has_value();
}

void Story::forget_since(std::size_t contact, int days_ago) {
  const Instant since = moment(days_ago, 0);
  std::erase_if(diary_.encounters, [&](const DiaryEncounter& each) {
    return each.logged_at >= since && std::ranges::find(each.with, contact) != each.with.end();
  });
  std::erase_if(diary_.acquaintances, [&](const DiaryAcquaintance& each) {
    return (each.a == contact || each.b == contact) && each.noted_at >= since;
  });
  Instant& added = diary_.contacts[contact].added_at;
  if (added >= since) added = writer_.me().joined_at + std::chrono::hours(1);
}

DiaryEncounter& Story::tell_of(std::size_t contact, int days_ago, int hour, std::string_view note) {
  DiaryEncounter entry;
  entry.with = {contact};
  entry.told.state = encounters::EncounterState::held;
  entry.told.happened_at = moment(days_ago, hour);
  entry.told.channel = Channel::in_person;
  entry.told.depth = Depth::conversation;
  entry.told.begun_by = BegunBy::me;
  entry.told.note = fill(note, writer_.slots_for(contact));
  entry.logged_at = moment(days_ago, hour) + std::chrono::minutes(40);
  diary_.encounters.push_back(std::move(entry));
  return diary_.encounters.back();
}

Instant Story::moment(int days_ago, int hour) const {
  return TimeZone::utc().start_of(today() - days_ago) + std::chrono::hours(hour);
}

Date Story::today() const {
  return TimeZone::utc().date_at(writer_.network_.now);
}

}  // namespace confrere::demo

#include "features/demo/diary_writer.h"

#include <algorithm>

#include <fmt/format.h>

#include "features/demo/cards.h"
#include "features/demo/story.h"
#include "features/demo/trades.h"

namespace confrere::demo {
namespace {

using ties::BegunBy;
using ties::Channel;
using ties::Closeness;
using ties::Depth;
using ties::Rhythm;

enum Purpose : std::uint64_t { kDiary = 40, kPair, kOutsider, kCloseness };

constexpr std::chrono::days kHistory{729};
/// Where a network is that large, it serves measuring: the same people and ties with fewer notes.
constexpr std::size_t kLargeNetwork = 10000;
constexpr double kPaceOfLarge = 0.35;
constexpr std::size_t kOutsidersOfTheFirst = 74;
constexpr std::size_t kOutsidersOfTheFirstInLarge = 900;
/// The address book comes first.
constexpr std::chrono::hours kSettlingIn{2};
/// The last days of the member with the sign-in are told by the story.
constexpr std::chrono::days kLeftToTheStory{4};

/// "the hospice open day" as a name: "Hospice open day".
std::string event_name(std::string_view event) {
  constexpr std::string_view kArticle = "the ";
  if (event.starts_with(kArticle)) event.remove_prefix(kArticle.size());
  return fill(event, {});
}

std::chrono::minutes days(double count) {
  return std::chrono::minutes(static_cast<std::int64_t>(count * 24 * 60));
}

/// How close two people of the network are; the same for both.
Closeness closeness_between(const DemoNetwork& network, std::size_t a, std::size_t b) {
  auto random = Random::of(network.seed, kCloseness, std::min(a, b), std::max(a, b));
  const bool both = network.ties.has(a, b) && network.ties.has(b, a);
  const double chance = random.unit();
  if (chance < (both ? 0.4 : 0.1)) return Closeness::trusted;
  return chance < (both ? 0.85 : 0.55) ? Closeness::friendly : Closeness::acquainted;
}

double pace_of(const DemoNetwork& network) {
  return network.region.people.size() >= kLargeNetwork ? kPaceOfLarge : 1.0;
}

std::vector<Meeting> meetings_between(const DemoNetwork& network, std::size_t me, std::size_t other) {
  auto random = Random::of(network.seed, kPair, std::min(me, other), std::max(me, other));
  const bool fell_silent = random.chance(0.08);
  const Instant until = fell_silent ? network.now - days(400 + 200 * random.unit()) : network.now;
  auto meetings = draw_meetings(random, closeness_between(network, me, other), pace_of(network),
                                network.now - kHistory, until);
  if (me > other) {
    for (Meeting& meeting : meetings) {
      if (meeting.begun_by == BegunBy::event) continue;
      meeting.begun_by = meeting.begun_by == BegunBy::me ? BegunBy::them : BegunBy::me;
    }
  }
  return meetings;
}

}  // namespace

DiaryWriter::DiaryWriter(const DemoNetwork& network, std::size_t member)
    : network_(network), member_(member), random_(Random::of(network.seed, kDiary, member)) {}

Diary DiaryWriter::write() {
  const auto colleagues = network_.ties.of(member_);
  const bool large = network_.region.people.size() >= kLargeNetwork;
  const std::size_t outsiders = !has_sign_in() ? random_.below(4)
                                : large        ? kOutsidersOfTheFirstInLarge
                                               : kOutsidersOfTheFirst;
  diary_.joined_at = me().joined_at;
  draw_circles();
  for (const std::uint32_t other : colleagues) add_colleague(other);
  for (std::size_t i = 0; i < outsiders; ++i) add_outsider(i);
  note_acquaintances();
  const Words goals = word_section("deeds", "goals");
  const std::size_t aims = has_sign_in() ? 2 : random_.below(2);
  for (std::size_t i = 0; i < aims; ++i) {
    diary_.goals.push_back({.text = std::string(has_sign_in() ? goals[i] : random_.pick(goals)),
                            .set_at = me().joined_at + days(1 + static_cast<double>(i))});
  }
  if (has_sign_in() || !large) diary_.my_card = my_card_of(network_.region, me());
  if (has_sign_in()) Story(*this).tell();
  std::ranges::stable_sort(diary_.encounters, {}, &DiaryEncounter::logged_at);
  return std::move(diary_);
}

void DiaryWriter::draw_circles() {
  const Words circles = word_section("deeds", "circles");
  const std::size_t count = has_sign_in() ? circles.size() : random_.chance(0.3) ? 1 + random_.below(2) : 0;
  const std::size_t start = has_sign_in() ? 0 : random_.below(circles.size());
  for (std::size_t i = 0; i < count; ++i) {
    const auto parts = demo::fields(circles[(start + i) % circles.size()]);
    members_of_circles_.push_back(demo::fields(parts.at(2), ';'));
    circles::CircleFields circle;
    circle.name = std::string(parts.at(0));
    if (has_sign_in() || random_.chance(0.3)) circle.rhythm = from_word<Rhythm>(parts.at(1));
    diary_.circles.push_back(std::move(circle));
  }
}

bool DiaryWriter::belongs_to(const Known& known, std::size_t circle) const {
  const int above_me = known.person.seniority - me().seniority;
  return std::ranges::any_of(members_of_circles_[circle], [&](std::string_view who) {
    return who == known.sector || who == known.person.specialty ||
           (who == "outside" && known.sector.empty()) || (who == "senior" && above_me >= 1) ||
           (who == "junior" && above_me <= -2);
  });
}

void DiaryWriter::add_colleague(std::size_t other) {
  const Person& person = network_.region.people[other];
  const Organisation& work = network_.region.organisations[person.organisation];
  Known known{.person = person,
              .organisation = work.name,
              .called = work.called,
              .sector = work.sector,
              .town = network_.region.towns[work.town],
              .key = random_.next(),
              .said = {}};
  DiaryContact contact{.card = card_of(network_.region, person, random_),
                       .origin = {.source = contacts::Source::demo},
                       .member = other,
                       .circles = {},
                       .tie = {},
                       .added_at = me().joined_at};
  const Closeness closeness = closeness_between(network_, member_, other);
  state_tie(contact, closeness);
  add_contact(std::move(known), std::move(contact), meetings_between(network_, member_, other),
              random_.chance(0.4));
}

void DiaryWriter::add_outsider(std::size_t number) {
  auto drawing = Random::of(network_.seed, kOutsider, member_, number);
  const Outsider outsider = draw_outsider(drawing, number);
  Known known{.person = outsider.person,
              .organisation = std::string(outsider.organisation),
              .called = std::string(outsider.organisation),
              .sector = {},
              .town = "town",
              .key = random_.next(),
              .said = {}};
  DiaryContact contact{.card = card_of(outsider, random_),
                       .origin = {.source = contacts::Source::demo},
                       .member = {},
                       .circles = {},
                       .tie = {},
                       .added_at = me().joined_at};
  const bool only_a_card = drawing.chance(0.4);
  std::vector<Meeting> meetings;
  if (only_a_card) {
    contact.origin.connected_on = long_ago(TimeZone::utc().date_at(network_.now), random_);
  } else {
    const Closeness closeness = drawing.chance(0.25) ? Closeness::friendly : Closeness::acquainted;
    state_tie(contact, closeness);
    const double silence = drawing.chance(0.3) ? 380 + 200 * drawing.unit() : 0;
    meetings =
        draw_meetings(drawing, closeness, pace_of(network_), me().joined_at, network_.now - days(silence));
  }
  add_contact(std::move(known), std::move(contact), std::move(meetings), random_.chance(0.2));
}

void DiaryWriter::add_contact(Known known, DiaryContact contact, std::vector<Meeting> meetings,
                              bool new_to_me) {
  const std::size_t number = diary_.contacts.size();
  const Instant last = has_sign_in() ? network_.now - kLeftToTheStory : network_.now - std::chrono::hours(12);
  std::erase_if(meetings, [&](const Meeting& meeting) {
    return meeting.at < me().joined_at + kSettlingIn || meeting.at >= last;
  });
  // Not every meeting is worth a note to both.
  std::erase_if(meetings, [&](const Meeting&) { return random_.chance(0.15); });
  new_to_me = new_to_me && !meetings.empty();
  if (new_to_me) {
    Meeting& first = meetings.front();
    first.channel = Channel::in_person;
    first.depth = Depth::conversation;
    contact.added_at = first.at + std::chrono::minutes(15);
  } else {
    contact.added_at = me().joined_at + std::chrono::minutes(20) + std::chrono::seconds(number);
  }
  for (std::size_t circle = 0; circle < diary_.circles.size(); ++circle) {
    if (belongs_to(known, circle) && random_.chance(0.5)) contact.circles.push_back(circle);
  }
  known_.push_back(std::move(known));
  diary_.contacts.push_back(std::move(contact));
  const auto met = meetings.empty() ? std::nullopt : std::optional(meetings.front().at);
  DiaryContact& added = diary_.contacts.back();
  added.card.how_we_met = how_we_met(number, new_to_me, met);
  if (random_.chance(0.4)) added.card.note = about(number, new_to_me);
  bool first = new_to_me;
  for (const Meeting& meeting : meetings) note_meeting(number, meeting, std::exchange(first, false));
}

contacts::HowWeMet DiaryWriter::how_we_met(std::size_t contact, bool new_to_me,
                                           std::optional<Instant> first_meeting) {
  contacts::HowWeMet met;
  const Date today = TimeZone::utc().date_at(network_.now);
  if (new_to_me) {
    met.date = formats::PartialDate::parse(TimeZone::utc().date_at(*first_meeting).text());
    if (random_.chance(0.5)) met.event = event_name(random_.pick(word_section("people", "events")));
  } else {
    met.date = long_ago(today, random_);
  }
  if (random_.chance(0.25) && known_.size() > 1) met.through = some_other(contact);
  return met;
}

std::string DiaryWriter::about(std::size_t contact, bool new_to_me) {
  std::string note;
  if (!new_to_me && random_.chance(0.5))
    note = std::string(random_.pick(word_section("people", "openings"))) + ". ";
  return note + fill(next_shape(contact, "notes", "closer"), slots_for(contact));
}

void DiaryWriter::state_tie(DiaryContact& contact, Closeness closeness) {
  if (!random_.chance(0.8)) return;  // left for triage
  contact.tie.closeness = closeness;
  contact.tie.matters = closeness != Closeness::acquainted || random_.chance(0.4);
  if (closeness == Closeness::trusted) contact.tie.rhythm = Rhythm::quarterly;
  if (closeness == Closeness::friendly && random_.chance(0.6)) contact.tie.rhythm = Rhythm::twice_a_year;
  if (closeness == Closeness::trusted && random_.chance(0.3)) contact.tie.sharing = ties::Sharing::visible;
}

void DiaryWriter::note_meeting(std::size_t contact, const Meeting& meeting, bool first) {
  const Slots slots = slots_for(contact);
  DiaryEncounter entry;
  entry.with = {contact};
  entry.logged_at = meeting.at + std::chrono::minutes(random_.between(20, 500));
  encounters::NewEncounter& told = entry.told;
  told.state = encounters::EncounterState::held;
  told.happened_at = meeting.at;
  told.channel = meeting.channel;
  told.depth = meeting.depth;
  told.begun_by = meeting.begun_by;
  told.note = note_for(contact, meeting, first, slots);
  const bool can_answer = meeting.channel == Channel::message && meeting.begun_by == BegunBy::me;
  const Instant answered = entry.logged_at + days(0.2 + random_.exponential(1.5));
  told.awaits_answer = can_answer && random_.chance(0.6) && answered < network_.now;
  if (told.awaits_answer.value_or(false)) entry.answered_at = answered;
  if (meeting.begun_by == BegunBy::event) told.event = event_name(slots.event);
  if (meeting.channel == Channel::in_person && random_.chance(0.5)) {
    told.place = fill(random_.pick(word_section("people", "meeting_places")), slots);
  }
  const bool talked = meeting.depth != Depth::passing && meeting.channel != Channel::message;
  if (talked && random_.chance(0.18)) {
    told.needs = std::vector{fill(next_shape(contact, "deeds", "needs"), slots)};
  }
  if (talked && random_.chance(0.2)) entry.told.promises = {promise_to(contact, slots, entry.logged_at)};
  // With company, now and then.
  if (talked && random_.chance(0.06) && known_.size() > 2) {
    const std::size_t other = random_.below(contact);
    if (contact > 0 && diary_.contacts[other].added_at < meeting.at) entry.with.push_back(other);
  }
  const Instant seen_to = entry.logged_at + days(0.6 + 5.5 * random_.unit());
  if (seen_to < network_.now) entry.seen_to_at = seen_to;
  if (has_sign_in() && !entry.seen_to_at) entry.seen_to_at = network_.now - std::chrono::hours(20);
  diary_.encounters.push_back(std::move(entry));
}

encounters::NewPromise DiaryWriter::promise_to(std::size_t contact, const Slots& slots, Instant logged_at) {
  const auto parts = demo::fields(next_shape(contact, "deeds", "promises"));
  encounters::NewPromise promise;
  promise.kind = from_word<follow_ups::FollowUpKind>(parts.at(0));
  promise.text = fill(parts.at(1), slots);
  if (random_.chance(0.4)) promise.due = TimeZone::utc().date_at(logged_at) + random_.between(3, 12);
  return promise;
}

void DiaryWriter::note_acquaintances() {
  constexpr std::size_t kMost = 150;
  const double share = has_sign_in() ? 0.7 : 0.4;
  for (std::size_t a = 0; a < diary_.contacts.size(); ++a) {
    for (std::size_t b = a + 1; b < diary_.contacts.size(); ++b) {
      const auto first = diary_.contacts[a].member;
      const auto second = diary_.contacts[b].member;
      if (!first || !second || diary_.acquaintances.size() == kMost) break;
      if (!network_.ties.has(*first, *second) && !network_.ties.has(*second, *first)) continue;
      if (!random_.chance(share)) continue;
      const bool same_work = known_[a].organisation == known_[b].organisation;
      diary_.acquaintances.push_back(
          {.a = a,
           .b = b,
           .where_from = same_work ? known_[a].organisation
                                   : event_name(random_.pick(word_section("people", "events"))),
           .noted_at = std::max(diary_.contacts[a].added_at, diary_.contacts[b].added_at) + days(0.5)});
    }
  }
  std::erase_if(diary_.acquaintances,
                [&](const DiaryAcquaintance& each) { return each.noted_at >= network_.now; });
}

Slots DiaryWriter::slots_for(std::size_t contact) {
  Known& known = known_[contact];
  third_ = some_other(contact);
  const std::size_t turn = known.said["slots"]++;
  return {.first = known.person.given,
          .topic = rotate(trade_of(known.person.specialty).topics, known.key, turn),
          .mine = rotate(trade_of(me().specialty).topics, known.key >> 8U, turn),
          .project = known.person.project,
          .org = known.called,
          .third = third_,
          .hobby = known.person.hobby,
          .home = known.person.home,
          .town = known.town,
          .event = rotate(word_section("people", "events"), known.key >> 16U, turn)};
}

std::string DiaryWriter::some_other(std::size_t contact) {
  if (known_.size() < 2) return {};
  std::size_t other = random_.below(known_.size() - 1);
  if (other >= contact) ++other;
  return known_[other].person.name();
}

std::string_view DiaryWriter::next_shape(std::size_t contact, std::string_view file,
                                         std::string_view section) {
  Known& known = known_[contact];
  const Words shapes = word_section(file, section);
  const bool works_with_me = known.organisation == network_.region.organisations[me().organisation].name;
  const auto does_not_fit = [&](std::string_view shape) {
    const bool of_own_house = works_with_me && shape.find("{org}") != std::string_view::npos;
    return of_own_house || (known_.size() < 2 && shape.find("{third}") != std::string_view::npos);
  };
  std::string_view shape;
  do {
    shape = rotate(shapes, known.key ^ (section.size() * 7919), known.said[section]++);
  } while (does_not_fit(shape));
  return shape;
}

std::string_view DiaryWriter::section_for(const Known& known, const Meeting& meeting, bool first) {
  if (first) return "first_meeting";
  switch (meeting.channel) {
    case Channel::message:
      return meeting.begun_by == BegunBy::them ? "message_received" : "message_sent";
    case Channel::call:
      return "call";
    case Channel::video:
      return "video";
    case Channel::in_person:
      break;
  }
  if (meeting.depth == Depth::passing) return "passing";
  if (meeting.depth == Depth::deep) return "deep";
  const Organisation& mine = network_.region.organisations[me().organisation];
  if (!random_.chance(0.5)) return "conversation";
  if (known.organisation == mine.name) return "same_organisation";
  if (me().seniority - known.person.seniority >= 2) return "training";
  return !known.sector.empty() && known.sector != mine.sector ? "across" : "conversation";
}

std::string DiaryWriter::note_for(std::size_t contact, const Meeting& meeting, bool first,
                                  const Slots& slots) {
  std::string note = fill(next_shape(contact, "notes", section_for(known_[contact], meeting, first)), slots);
  const bool talked = meeting.depth != Depth::passing && meeting.channel != Channel::message;
  if (talked && random_.chance(0.35)) note += ' ' + fill(next_shape(contact, "notes", "closer"), slots);
  return note;
}

DemoNetwork make_network(std::uint64_t seed, int people, Instant now) {
  Region region = make_region(seed, people, now);
  Ties ties = make_ties(seed, region);
  return {.seed = seed, .now = now, .region = std::move(region), .ties = std::move(ties)};
}

Diary diary_of(const DemoNetwork& network, std::size_t member) {
  return DiaryWriter(network, member).write();
}

}  // namespace confrere::demo

#include "features/introductions/matchmaking.h"

#include <algorithm>
#include <array>

#include "features/subjects/subjects.h"

namespace confrere::introductions {
namespace {

using formats::Sector;
using graph::IntroductionReasonKind;
using Subjects = std::vector<graph::Subject>;

/// An interest or a field of work that more share says little about any two of them.
constexpr std::size_t kSharedByMany = 8;
/// The same of a need and what answers it: so many pairs speak of a word that means too much.
constexpr std::size_t kPairsOfCommonWord = 400;

/// Sides that see the same people from two ends, so that knowing each other helps both.
constexpr std::array<std::pair<Sector, Sector>, 8> kComplementary{{
    {Sector::primary, Sector::acute},
    {Sector::primary, Sector::community},
    {Sector::primary, Sector::mental_health},
    {Sector::primary, Sector::social_care},
    {Sector::acute, Sector::community},
    {Sector::acute, Sector::social_care},
    {Sector::acute, Sector::academia},
    {Sector::primary, Sector::academia},
}};

std::vector<std::string_view> asks_of(const Person& person) {
  std::vector<std::string_view> lines;
  for (const Ask& ask : person.asks) lines.emplace_back(ask.text);
  return lines;
}

/// The word of a sector of the taker's that completes `sector`, which is a word, too.
std::string other_side(const Person& taker, std::string_view sector) {
  for (const auto& [one, other] : kComplementary) {
    for (const auto& [here, there] : {std::pair(one, other), std::pair(other, one)}) {
      const bool is_there =
          std::find(taker.sectors.begin(), taker.sectors.end(), there) != taker.sectors.end();
      if (word_of(here) == sector && is_there) return std::string(word_of(there));
    }
  }
  return {};
}

void tidy(Subjects& subjects) {
  std::sort(subjects.begin(), subjects.end());
  subjects.erase(std::unique(subjects.begin(), subjects.end()), subjects.end());
}

void append(Subjects& to, const Subjects& from) {
  to.insert(to.end(), from.begin(), from.end());
}

}  // namespace

Matchmaking::Matchmaking(std::vector<const Person*> people) : people_(std::move(people)) {
  facts_.reserve(people_.size());
  for (const Person* person : people_) {
    places_.emplace(person->contact, static_cast<graph::Person>(facts_.size()));
    add(*person);
  }
  drop_common();
}

graph::Subject Matchmaking::number(const std::string& key) {
  const auto [found, is_new] = numbers_.try_emplace(key, static_cast<graph::Subject>(numbers_.size()));
  if (is_new) {
    keys_.push_back(key);
    shown_.push_back(key);
  }
  return found->second;
}

/// What the line is about, by number; each line is looked at once.
const Subjects& Matchmaking::read(std::string_view line) {
  const auto [known, is_new] = lines_.try_emplace(line);
  if (!is_new || line.empty()) return known->second;
  for (subjects::Subject& subject : subjects::subjects_of(line)) {
    known->second.push_back(number(subject.key));
    shown_[known->second.back()] = std::move(subject.shown);
  }
  return known->second;
}

bool Matchmaking::is_about(std::string_view line, graph::Subject subject) const {
  const auto known = lines_.find(line);
  return known != lines_.end() &&
         std::find(known->second.begin(), known->second.end(), subject) != known->second.end();
}

/// The first of the lines that is about the subject.
template <class Lines>
std::string Matchmaking::line_about(const Lines& lines, graph::Subject subject) const {
  const auto found =
      std::find_if(lines.begin(), lines.end(), [&](const auto& line) { return is_about(line, subject); });
  return found == lines.end() ? std::string() : std::string(*found);
}

void Matchmaking::add(const Person& person) {
  graph::Introducible facts;
  for (const Ask& ask : person.asks) append(facts.asks, read(ask.text));
  facts.cases_loved = read(person.cases_loved);
  facts.cases_seen = read(person.cases_unwanted);
  facts.interests = read(person.cares_about);
  facts.offers = read(person.offer);
  append(facts.offers, facts.cases_loved);
  for (const std::string& specialty : person.specialties) append(facts.offers, read(specialty));
  add_roles(person, facts);
  for (Subjects* list :
       {&facts.asks, &facts.offers, &facts.interests, &facts.cases_loved, &facts.cases_seen, &facts.roles})
    tidy(*list);
  facts_.push_back(std::move(facts));
}

/// A role that completes another's is the same field of work on another side.
void Matchmaking::add_roles(const Person& person, graph::Introducible& facts) {
  const auto role = [&](Sector sector, const std::string& specialty) {
    return number("role " + std::string(word_of(sector)) + ' ' + specialty);
  };
  for (const std::string& specialty : person.specialties) {
    for (const Sector sector : person.sectors) facts.roles.push_back(role(sector, specialty));
    for (const auto& [one, other] : kComplementary) {
      if (std::find(person.sectors.begin(), person.sectors.end(), one) != person.sectors.end())
        complementary_.emplace(role(one, specialty), role(other, specialty));
    }
  }
}

/// What many share is forgotten: it costs time and means nothing.
void Matchmaking::drop_common() {
  const auto count = [&](Subjects graph::Introducible::*list) {
    std::vector<std::size_t> people(numbers_.size());
    for (const graph::Introducible& each : facts_) {
      for (const graph::Subject subject : each.*list) ++people[subject];
    }
    return people;
  };
  const auto asks = count(&graph::Introducible::asks), offers = count(&graph::Introducible::offers),
             interests = count(&graph::Introducible::interests), roles = count(&graph::Introducible::roles);
  for (graph::Introducible& each : facts_) {
    std::erase_if(each.asks, [&](graph::Subject subject) {
      return asks[subject] * offers[subject] > kPairsOfCommonWord;
    });
    std::erase_if(each.interests, [&](graph::Subject subject) { return interests[subject] > kSharedByMany; });
    std::erase_if(each.roles, [&](graph::Subject subject) { return roles[subject] > kSharedByMany; });
  }
}

void Matchmaking::add_pair(Pairs& pairs, ContactId one, ContactId other) const {
  const auto a = places_.find(one), b = places_.find(other);
  if (a == places_.end() || b == places_.end() || a == b) return;
  pairs.emplace(std::min(a->second, b->second), std::max(a->second, b->second));
}

void Matchmaking::set_introduced_lately(ContactId contact) {
  const auto found = places_.find(contact);
  if (found != places_.end()) ++facts_[found->second].introduced_lately;
}

std::vector<Match> Matchmaking::matches(std::size_t most, std::size_t looked,
                                        const std::function<bool(ContactId, ContactId)>& fits) const {
  const std::vector<graph::KnownPair> known(known_.begin(), known_.end());
  const std::vector<graph::KnownPair> excluded(excluded_.begin(), excluded_.end());
  const std::vector<std::pair<graph::Subject, graph::Subject>> complementary(complementary_.begin(),
                                                                             complementary_.end());
  std::vector<Match> found;
  for (const graph::Introduction& each : graph::suggest_introductions({.people = facts_,
                                         .known = known,
                                         .excluded = excluded,
                                         .complementary_roles = complementary,
                                         .most = looked})) {
    if (found.size() == most) break;
    if (fits(people_[each.a]->contact, people_[each.b]->contact)) found.push_back(match_of(each));
  }
  return found;
}

Match Matchmaking::match_of(const graph::Introduction& introduction) const {
  const graph::Person contact = introduction.reasons.front().to;
  const graph::Person other = contact == introduction.a ? introduction.b : introduction.a;
  Match match{
      .contact = people_[contact]->contact, .other = people_[other]->contact, .score = introduction.score};
  for (const graph::IntroductionReason& each : introduction.reasons) {
    Reason reason = reason_of(each, contact);
    // Two words of the same two lines are one reason.
    const bool is_told = std::any_of(match.reasons.begin(), match.reasons.end(), [&](const Reason& told) {
      return told.kind == reason.kind && told.other_gives == reason.other_gives &&
             told.given == reason.given && told.wanted == reason.wanted;
    });
    if (!is_told) match.reasons.push_back(std::move(reason));
  }
  return match;
}

Reason Matchmaking::reason_of(const graph::IntroductionReason& from, graph::Person contact) const {
  const Person& giver = *people_[from.from];
  const Person& taker = *people_[from.to];
  const std::string& key = keys_.at(from.subject);
  Reason reason{.kind = from.kind, .other_gives = from.from != contact, .count = from.count};
  switch (from.kind) {
    case IntroductionReasonKind::ask_meets_offer:
      reason.wanted = line_about(asks_of(taker), from.subject);
      reason.given = line_about(std::array{std::string_view(giver.offer)}, from.subject);
      if (reason.given.empty()) {
        reason.given_as = GivenAs::cases;
        reason.given = line_about(std::array{std::string_view(giver.cases_loved)}, from.subject);
      }
      if (reason.given.empty()) {
        reason.given_as = GivenAs::specialty;
        reason.given = line_about(giver.specialties, from.subject);
      }
      break;
    case IntroductionReasonKind::cases_find_their_way:
      reason.wanted = taker.cases_loved;
      reason.given = giver.cases_unwanted;
      break;
    case IntroductionReasonKind::complementary_roles: {
      const std::string role = key.substr(key.find(' ') + 1);
      reason.given = role.substr(0, role.find(' '));
      reason.subject = role.substr(role.find(' ') + 1);
      reason.wanted = other_side(taker, reason.given);
      return reason;
    }
    case IntroductionReasonKind::shared_interest:
    case IntroductionReasonKind::common_acquaintances:
    case IntroductionReasonKind::separate_circles:
      break;
  }
  if (from.kind <= IntroductionReasonKind::shared_interest) reason.subject = shown_[from.subject];
  return reason;
}

}  // namespace confrere::introductions

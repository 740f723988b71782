#include "features/today/asks.h"

#include "features/subjects/subjects.h"

namespace confrere::today {
namespace {

using subjects::Subject;
using subjects::subjects_of;

constexpr double kClose = 0.3;

/// Now or once: that they told the member what they need is a good reason to be in touch again.
bool is_close(const introductions::Person& person, double strength) {
  const bool stated =
      person.closeness == ties::Closeness::trusted || person.closeness == ties::Closeness::friendly;
  return stated || person.matters || std::max(strength, person.summary.peak) >= kClose;
}

/// What the member can give, by what it is about.
struct Give {
  std::vector<Subject> subjects;
  std::string offer;
  bool is_field = false;
};

std::vector<Give> gives_of(const MyWords& mine) {
  std::vector<Give> gives;
  if (!mine.offer.empty()) gives.push_back({.subjects = subjects_of(mine.offer), .offer = mine.offer});
  for (const std::string& specialty : mine.specialties) {
    gives.push_back({.subjects = subjects_of(specialty),
                     .offer = mine.offer.empty() ? specialty : mine.offer,
                     .is_field = true});
  }
  return gives;
}

std::optional<Candidate> answered(const introductions::Person& person, const introductions::Ask& ask,
                                  std::span<const Give> gives) {
  const std::vector<Subject> wanted = subjects_of(ask.text);
  const Give* best = nullptr;
  std::string shared;
  for (const Give& give : gives) {
    const auto both = shared_subject(wanted, give.subjects);
    if (!both || both->shown.size() <= shared.size()) continue;
    best = &give;
    shared = both->shown;
  }
  if (best == nullptr) return std::nullopt;
  return Candidate{.kind = TodayKind::ask,
                   .subject = person.contact.bytes(),
                   .contact = person.contact,
                   .closeness = person.closeness,
                   .matters = person.matters,
                   .text = ask.text,
                   .encounter = ask.heard_in,
                   .happened_at = ask.heard_at,
                   .shared = std::move(shared),
                   .is_field = best->is_field,
                   .offer = best->offer,
                   .heard = ask.heard_in.has_value()};
}

}  // namespace

std::vector<Candidate> needs_met_by(const MyWords& mine, std::span<const introductions::Person> people,
                                    Instant now) {
  std::vector<Candidate> found;
  const std::vector<Give> gives = gives_of(mine);
  if (gives.empty()) return found;
  for (const introductions::Person& person : people) {
    if (person.asks.empty()) continue;
    const double strength = ties::strength(person.summary, person.closeness, now);
    if (!is_close(person, strength)) continue;
    for (const introductions::Ask& ask : person.asks) {
      auto candidate = answered(person, ask, gives);
      if (!candidate) continue;
      candidate->strength = strength;
      found.push_back(*std::move(candidate));
      break;
    }
  }
  return found;
}

}  // namespace confrere::today

#include "features/today/offers.h"

#include <algorithm>
#include <map>
#include <set>

#include "features/today/matching.h"

namespace confrere::today {
namespace {

constexpr double kClose = 0.3;

/// Now or once: that they told the member what they need is a good reason to be in touch again.
bool is_close(const Line& line) {
  const bool stated =
      line.closeness == ties::Closeness::trusted || line.closeness == ties::Closeness::friendly;
  return stated || line.matters || std::max(line.strength, line.peak) >= kClose;
}

bool is_known(const Line& line) {
  return line.held > 0 || line.closeness.has_value();
}

Candidate candidate_from(const Line& line, TodayKind kind, std::string shared) {
  return {.kind = kind,
          .subject = line.contact.bytes(),
          .contact = line.contact,
          .strength = line.strength,
          .closeness = line.closeness,
          .matters = line.matters,
          .text = line.text,
          .encounter = line.heard_in,
          .happened_at = line.heard_at,
          .shared_word = std::move(shared),
          .heard = line.heard_in.has_value()};
}

/// What the member offers that fits the words best: my card's offer, else a specialty.
struct OwnOffer {
  std::string word;
  std::string offer;
};
OwnOffer own_offer(const MyWords& mine, const std::vector<std::string>& need) {
  OwnOffer best{.word = shared_word(need, telling_words(mine.offer)), .offer = mine.offer};
  for (const std::string& specialty : mine.specialties) {
    std::string word = shared_word(need, telling_words(specialty));
    if (word.size() > best.word.size()) best = {std::move(word), mine.offer.empty() ? specialty : mine.offer};
  }
  return best;
}

using WordIndex = std::map<std::string, std::vector<std::size_t>, std::less<>>;

WordIndex index_of(std::span<const Line> lines) {
  WordIndex index;
  for (std::size_t at = 0; at < lines.size(); ++at) {
    if (!is_known(lines[at])) continue;
    for (std::string& word : telling_words(lines[at].text)) index[std::move(word)].push_back(at);
  }
  return index;
}

struct Fit {
  const Line* offer = nullptr;
  std::string word{};
};

bool is_better(const Line& offer, const std::string& word, const Fit& than) {
  if (than.offer == nullptr || word.size() != than.word.size()) {
    return than.offer == nullptr || word.size() > than.word.size();
  }
  return std::pair(-offer.strength, offer.contact) < std::pair(-than.offer->strength, than.offer->contact);
}

Fit best_fit(const Line& ask, std::span<const Line> offers, const WordIndex& index) {
  Fit best;
  for (const std::string& word : telling_words(ask.text)) {
    const auto found = index.find(word);
    if (found == index.end()) continue;
    for (const std::size_t at : found->second) {
      const Line& offer = offers[at];
      if (offer.contact == ask.contact || !is_better(offer, word, best)) continue;
      best = {&offer, word};
    }
  }
  return best;
}

}  // namespace

std::vector<Candidate> needs_met_by(const MyWords& mine, std::span<const Line> asks) {
  std::vector<Candidate> found;
  std::set<ContactId> seen;
  for (const Line& ask : asks) {
    if (!is_close(ask) || seen.contains(ask.contact)) continue;
    OwnOffer own = own_offer(mine, telling_words(ask.text));
    if (own.word.empty()) continue;
    seen.insert(ask.contact);
    found.push_back(candidate_from(ask, TodayKind::ask, std::move(own.word)));
    found.back().offer = std::move(own.offer);
  }
  return found;
}

std::vector<Candidate> people_to_acquaint(std::span<const Line> asks, std::span<const Line> offers) {
  std::vector<Candidate> found;
  const WordIndex index = index_of(offers);
  std::set<ContactId> seen;
  for (const Line& ask : asks) {
    if (!is_known(ask) || seen.contains(ask.contact)) continue;
    Fit fit = best_fit(ask, offers, index);
    if (fit.offer == nullptr) continue;
    seen.insert(ask.contact);
    found.push_back(candidate_from(ask, TodayKind::acquaint, std::move(fit.word)));
    found.back().other = fit.offer->contact;
    found.back().offer = fit.offer->text;
  }
  return found;
}

}  // namespace confrere::today

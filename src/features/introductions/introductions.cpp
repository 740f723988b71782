#include "features/introductions/introductions.h"

#include <algorithm>
#include <map>

#include "access/record.h"
#include "base/catalogue.h"
#include "base/wording.h"
#include "features/introductions/introductions_store.h"
#include "features/introductions/matchmaking.h"
#include "features/relationships/relationships.h"

namespace confrere::introductions {
namespace {

constexpr std::int64_t kMetLast = 300;
constexpr int kLately = 90;                  ///< days
constexpr std::size_t kLookedThrough = 200;  ///< matches, until enough of them have not met

/// One entry a contact, in the order in which they came.
class Gathering {
 public:
  /// The person's entry, made of `person` where there was none.
  Person& of(Person person) {
    const auto [found, is_new] = places_.try_emplace(person.contact, people_.size());
    if (is_new) people_.push_back(std::move(person));
    return people_[found->second];
  }
  [[nodiscard]] std::vector<Person> take() { return std::move(people_); }
  [[nodiscard]] std::vector<Person>& people() { return people_; }

 private:
  std::map<ContactId, std::size_t> places_;
  std::vector<Person> people_;
};

bool is_over(const KeptPair& kept, Instant now, int days) {
  return days_between(kept.at, now) > days;
}

void note_pairs(const Viewer& viewer, store::ReadTransaction& tx, Matchmaking& matchmaking) {
  for (const KeptPair& kept : find_pairs(tx, viewer)) {
    const bool introduced = kept.state == PairState::introduced;
    if (introduced || !is_over(kept, viewer.now, kDismissedFor))
      matchmaking.set_excluded(kept.contact_a, kept.contact_b);
    if (!introduced || is_over(kept, viewer.now, kLately)) continue;
    matchmaking.set_introduced_lately(kept.contact_a);
    matchmaking.set_introduced_lately(kept.contact_b);
  }
}

/// Those who work in one organisation, and several cards of one person.
void note_same(std::span<const Person* const> people, Matchmaking& matchmaking) {
  std::map<OrganisationId, std::vector<ContactId>> colleagues;
  std::map<MemberId, std::vector<ContactId>> cards;
  for (const Person* person : people) {
    for (const OrganisationId organisation : person->organisations) {
      for (const ContactId other : colleagues[organisation]) matchmaking.set_known(person->contact, other);
      colleagues[organisation].push_back(person->contact);
    }
    if (!person->member) continue;
    for (const ContactId other : cards[*person->member]) matchmaking.set_excluded(person->contact, other);
    cards[*person->member].push_back(person->contact);
  }
}

/// Members whose tie its owner lets everybody see know each other. Asked of the graph where it is there.
bool see_each_other(const Viewer& viewer, store::ReadTransaction& tx, MemberId one, MemberId other,
                    const relationships::Relationships* relationships) {
  const auto graph = relationships == nullptr ? nullptr : relationships->of(viewer.network);
  const auto is_visible = [&](MemberId from, MemberId to) {
    if (!graph) return has_visible_tie(tx, viewer, from, to);
    const auto tie = graph->find(from.bytes(), to.bytes());
    return tie && tie->sharing() == graph::Sharing::visible;
  };
  return is_visible(one, other) || is_visible(other, one);
}

Suggestion suggestion_of(const Viewer& viewer, store::ReadTransaction& tx, const Match& match,
                         const std::string& me) {
  const ContactId ids[] = {match.contact, match.other};
  auto people = contacts::summaries(viewer, tx, ids);
  const auto contact = contacts::load_contact(viewer, tx, match.contact).value();
  const auto other = contacts::load_contact(viewer, tx, match.other).value();
  const std::string first = first_name(contact.name, contact.name_parts.given);
  const std::string other_first = first_name(other.name, other.name_parts.given);
  const std::string body = phrase("draft.acquaint.1", {{"why", said_to_contact(match.reasons, other_first)},
                                                       {"other", other.name},
                                                       {"other_first", other_first}});
  Draft draft{.subject = phrase("draft.subject.acquaint"),
              .text = phrase("draft.letter", {{"greeting", phrase("draft.greeting.1", {{"first", first}})},
                                              {"body", body},
                                              {"closing", phrase("draft.closing.1", {{"me", me}})}})};
  return {.id = pair_id(pair_of(match.contact, match.other)),
          .contact = std::move(people.at(0)),
          .other = std::move(people.at(1)),
          .why = why_meet(match.reasons, first, other_first),
          .draft = std::move(draft)};
}

}  // namespace

std::vector<Person> find_people(const Viewer& viewer, store::ReadTransaction& tx, Breadth breadth,
                                std::optional<ContactId> besides) {
  Gathering gathering;
  for (HeardNeed& heard : find_heard_needs(tx, viewer)) {
    auto& asks = gathering.of(std::move(heard.person)).asks;
    const bool has_card_last = !asks.empty() && !asks.back().heard_in;
    asks.insert(has_card_last ? asks.end() - 1 : asks.end(), std::move(heard.ask));
  }
  for (Person& person : find_with_lines(tx, viewer)) gathering.of(std::move(person));
  if (breadth == Breadth::all) {
    for (Person& person : find_met_last(tx, viewer, kMetLast)) gathering.of(std::move(person));
  }
  if (besides) {
    if (auto person = find_person(tx, viewer, *besides)) gathering.of(*std::move(person));
  }
  if (breadth == Breadth::all) {
    for (Person& person : gathering.people()) add_roles(tx, viewer, person);
  }
  return gathering.take();
}

std::vector<Match> match(const Viewer& viewer, store::ReadTransaction& tx, std::span<const Person> people,
                         std::size_t most, const relationships::Relationships* relationships,
                         std::optional<ContactId> with) {
  std::vector<const Person*> known;
  std::map<ContactId, MemberId> members;
  for (const Person& person : people) {
    if (!person.is_known() && person.contact != with) continue;
    known.push_back(&person);
    if (person.member) members.emplace(person.contact, *person.member);
  }
  Matchmaking matchmaking(known);
  for (const Pair& pair : find_acquainted(tx, viewer)) matchmaking.set_known(pair.a, pair.b);
  note_pairs(viewer, tx, matchmaking);
  note_same(known, matchmaking);

  const auto know_each_other = [&](ContactId one, ContactId other) {
    const auto first = members.find(one), second = members.find(other);
    const bool are_members = first != members.end() && second != members.end();
    return have_met_together(tx, viewer, {one, other}) || are_colleagues(tx, viewer, {one, other}) ||
           (are_members && see_each_other(viewer, tx, first->second, second->second, relationships));
  };
  const auto fits = [&](ContactId one, ContactId other) {
    const bool is_asked_for = !with || one == *with || other == *with;
    return is_asked_for && !know_each_other(one, other);
  };
  return matchmaking.matches(most, with ? known.size() * known.size() : kLookedThrough, fits);
}

Result<std::vector<Suggestion>> suggest(const Viewer& viewer, store::ReadTransaction& tx, std::int64_t most,
                                        std::optional<ContactId> with,
                                        const relationships::Relationships* relationships) {
  if (with) {
    const auto contact = contacts::contact_ref(viewer, tx, *with, "");
    if (!contact) return contact.error();
  }
  const auto people = find_people(viewer, tx, Breadth::all, with);
  const std::string me = first_name(find_own_name(tx, viewer), {});
  std::vector<Suggestion> suggestions;
  for (const Match& each : match(viewer, tx, people, static_cast<std::size_t>(most), relationships, with))
    suggestions.push_back(suggestion_of(viewer, tx, each, me));
  return suggestions;
}

Pair pair_of(ContactId one, ContactId other) {
  return one < other ? Pair{one, other} : Pair{other, one};
}

std::string pair_id(const Pair& pair) {
  return pair.a.text() + '.' + pair.b.text();
}

std::optional<Pair> parse_pair(std::string_view id) {
  const std::size_t dot = id.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const auto a = ContactId::parse(id.substr(0, dot)), b = ContactId::parse(id.substr(dot + 1));
  if (!a || !b || !(*a < *b)) return std::nullopt;
  return Pair{*a, *b};
}

std::vector<KeptPair> list_pairs(const Viewer& viewer, store::ReadTransaction& tx) {
  return find_pairs(tx, viewer);
}

Result<std::optional<PairState>> put_pair(const Viewer& viewer, store::WriteTransaction& tx, const Pair& pair,
                                          std::optional<PairState> state) {
  for (const ContactId contact : {pair.a, pair.b}) {
    const auto found = contacts::contact_ref(viewer, tx, contact, "");
    if (!found) return found.error();
  }
  const auto before = find_pair(tx, viewer, pair);
  if (state) {
    upsert_pair(tx, viewer, pair, *state);
  } else {
    remove_pair(tx, viewer, pair);
  }
  // What is suggested changed, as it does with a step on Today.
  record(viewer, tx, store::ChangeKind::updated, store::Entity::today, viewer.member);
  return before;
}

}  // namespace confrere::introductions

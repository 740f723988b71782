#include "graph/introductions.h"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "graph/closeness_scores.h"

namespace confrere::graph {
namespace {

using Kind = IntroductionReasonKind;
using BySubject = std::map<Subject, std::vector<Person>>;

constexpr double kFewCommonShare = 0.25;

/// What a first reason of its kind is worth. Help asked for comes first; what is only alike comes last.
double worth(Kind kind) {
  switch (kind) {
    case Kind::ask_meets_offer:
      return 1;
    case Kind::cases_find_their_way:
      return 0.8;
    case Kind::complementary_roles:
      return 0.5;
    case Kind::shared_interest:
      return 0.4;
    case Kind::common_acquaintances:
    case Kind::separate_circles:
      return 0;
  }
  return 0;
}

std::uint64_t key_of(Person a, Person b) {
  return std::uint64_t{std::min(a, b)} << 32 | std::max(a, b);
}

BySubject by_subject(std::span<const Introducible> people, std::vector<Subject> Introducible::*list) {
  BySubject found;
  for (Person person = 0; person < people.size(); ++person) {
    for (const Subject subject : people[person].*list) found[subject].push_back(person);
  }
  return found;
}

const std::vector<Person>& with_subject(const BySubject& people, Subject subject) {
  static const std::vector<Person> kNobody;
  const auto found = people.find(subject);
  return found == people.end() ? kNobody : found->second;
}

/// Collects the reasons of every pair that may be introduced.
class Pairs {
 public:
  explicit Pairs(const IntroductionQuestion& question) : question_(question) {
    for (const auto pairs : {question.known, question.excluded}) {
      for (const auto& [a, b] : pairs) closed_.insert(key_of(a, b));
    }
    add_gifts(Kind::ask_meets_offer, &Introducible::offers, &Introducible::asks);
    add_gifts(Kind::cases_find_their_way, &Introducible::cases_seen, &Introducible::cases_loved);
    add_roles();
    add_interests();
  }

  [[nodiscard]] std::unordered_map<std::uint64_t, std::vector<IntroductionReason>>& reasons() {
    return reasons_;
  }

 private:
  void add(Kind kind, Person from, Person to, Subject subject) {
    if (from == to) return;
    const std::uint64_t key = key_of(from, to);
    if (!closed_.contains(key))
      reasons_[key].push_back({.kind = kind, .from = from, .to = to, .subject = subject});
  }

  void add_gifts(Kind kind, std::vector<Subject> Introducible::*given,
                 std::vector<Subject> Introducible::*wanted) {
    const auto givers = by_subject(question_.people, given);
    for (const auto& [subject, takers] : by_subject(question_.people, wanted)) {
      for (const Person from : with_subject(givers, subject)) {
        for (const Person to : takers) add(kind, from, to, subject);
      }
    }
  }

  void add_roles() {
    const auto people = by_subject(question_.people, &Introducible::roles);
    for (const auto& [role, other_role] : question_.complementary_roles) {
      for (const Person from : with_subject(people, role)) {
        for (const Person to : with_subject(people, other_role))
          add(Kind::complementary_roles, from, to, role);
      }
    }
  }

  void add_interests() {
    for (const auto& [subject, people] : by_subject(question_.people, &Introducible::interests)) {
      for (std::size_t i = 0; i < people.size(); ++i) {
        for (std::size_t j = i + 1; j < people.size(); ++j)
          add(Kind::shared_interest, people[i], people[j], subject);
      }
    }
  }

  const IntroductionQuestion& question_;
  std::unordered_set<std::uint64_t> closed_;
  std::unordered_map<std::uint64_t, std::vector<IntroductionReason>> reasons_;
};

/// Each further reason of a kind is worth half of the one before it.
double worth_of(std::span<const IntroductionReason> reasons) {
  std::array<double, boost::mp11::mp_size<boost::describe::describe_enumerators<Kind>>::value> next{};
  next.fill(1);
  double sum = 0;
  for (const IntroductionReason& reason : reasons) {
    double& share = next.at(static_cast<std::size_t>(reason.kind));
    sum += share * worth(reason.kind);
    share /= 2;
  }
  return sum;
}

void add_structure(Introduction& introduction, const ScoresFrom& from, const Acquaintances& known) {
  const auto common = static_cast<std::size_t>(from.score(PairScore::common_neighbours, introduction.b));
  const double shared = overlap(common, known.degree(introduction.a), known.degree(introduction.b));
  introduction.score *= (1 + from.score(PairScore::structural, introduction.b)) * bridging_factor(shared);
  const auto both_ways = [&](Kind kind, std::size_t count) {
    introduction.reasons.push_back(
        {.kind = kind, .from = introduction.a, .to = introduction.b, .count = count});
  };
  if (common > 0) both_ways(Kind::common_acquaintances, common);
  if (shared < kFewCommonShare) both_ways(Kind::separate_circles, common);
}

bool is_before(const Introduction& x, const Introduction& y) {
  return x.score != y.score ? x.score > y.score : std::pair(x.a, x.b) < std::pair(y.a, y.b);
}

}  // namespace

std::vector<Introduction> suggest_introductions(const IntroductionQuestion& question) {
  Pairs pairs(question);
  std::vector<Introduction> introductions;
  for (auto& [key, reasons] : pairs.reasons()) {
    std::stable_sort(reasons.begin(), reasons.end(), [](const auto& x, const auto& y) {
      return std::tie(x.kind, x.subject, x.from) < std::tie(y.kind, y.subject, y.from);
    });
    const double score = worth_of(reasons);
    Introduction introduction{.a = static_cast<Person>(key >> 32),
                              .b = static_cast<Person>(key),
                              .score = score,
                              .reasons = std::move(reasons)};
    const int lately =
        question.people[introduction.a].introduced_lately + question.people[introduction.b].introduced_lately;
    introduction.score /= 1 + std::max(lately, 0);
    introductions.push_back(std::move(introduction));
  }
  std::sort(introductions.begin(), introductions.end(), [](const Introduction& x, const Introduction& y) {
    return std::pair(x.a, x.b) < std::pair(y.a, y.b);
  });
  const Acquaintances known(static_cast<Person>(question.people.size()), question.known);
  ScoresFrom from(known);
  for (std::size_t i = 0; i < introductions.size(); ++i) {
    if (i == 0 || introductions[i].a != introductions[i - 1].a) from.compute(introductions[i].a);
    add_structure(introductions[i], from, known);
  }
  const std::size_t most = std::min(question.most, introductions.size());
  std::partial_sort(introductions.begin(), introductions.begin() + static_cast<std::ptrdiff_t>(most),
                    introductions.end(), is_before);
  introductions.resize(most);
  return introductions;
}

}  // namespace confrere::graph

/// How the ties of the demo come about.
///
/// The aim is a network with the local structure of a measured one: the physicians of four towns in Illinois,
/// asked whom they seek advice from, discuss with and count as friends (Coleman, Katz, Menzel, "The Diffusion
/// of an Innovation Among Physicians", Sociometry 20 (1957)). Among its 246 people a person names 4.47 others
/// on average; 32 % of what is named is named back; two people tied to the same third are tied in a quarter
/// of the cases; few are named very often.
///
/// People take turns. In a turn a person who has not yet named as many as they will names one more:
///  - somebody who names them (reciprocity),
///  - or a neighbour of a neighbour (triadic closure: Rapoport 1953; "friends of friends" in Jackson and
///  Rogers,
///    "Meeting Strangers and Friends of Friends", American Economic Review 97 (2007), whose mixture of the
///    two gives clustering and heavy tails at once),
///  - or a stranger: one of the same organisation, town or specialty more often than any other (homophily:
///  McPherson,
///    Smith-Lovin, Cook, Annual Review of Sociology 27 (2001)), and a well-known one more often than another
///    (fitness: Caldarelli et al., Physical Review Letters 89 (2002)).
///
/// Nothing ever looks at all people, so that a hundred thousand take a second. The chances below were found
/// by measuring the result against the physicians (ties_test.cpp keeps them there).

#include "features/demo/ties.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>

#include "features/demo/random.h"

namespace confrere::demo {
namespace {

enum Purpose : std::uint64_t { kQuota = 20, kOrder, kNaming, kFirst };

constexpr double kNamesBack = 0.13;
constexpr double kNamesFriendOfFriend = 0.545;
constexpr double kStrangerOfOrganisation = 0.36;
constexpr double kStrangerOfTown = 0.42;
constexpr double kStrangerOfSpecialty = 0.16;

constexpr double kMeanQuota = 4.45;
constexpr double kQuotaSpread = 0.45;  ///< deviation of the logarithm
constexpr int kLargestQuota = 24;
constexpr int kTries = 12;

constexpr std::size_t kTownsOfASpecialty = 6;  ///< how far a specialty's people know of each other

using Person32 = std::uint32_t;
using Pool = std::vector<Person32>;

/// Where a person meets strangers.
struct Pools {
  std::vector<Pool> organisations;
  std::vector<Pool> towns;
  std::map<std::pair<std::size_t, std::string_view>, Pool> specialties;  ///< by group of towns
};

Pools make_pools(const Region& region) {
  Pools pools{.organisations = std::vector<Pool>(region.organisations.size()),
              .towns = std::vector<Pool>(region.towns.size()),
              .specialties = {}};
  for (std::size_t i = 0; i < region.people.size(); ++i) {
    const Person& person = region.people[i];
    const std::size_t town = region.organisations[person.organisation].town;
    const auto number = static_cast<Person32>(i);
    pools.organisations[person.organisation].push_back(number);
    pools.towns[town].push_back(number);
    pools.specialties[{town / kTownsOfASpecialty, person.specialty}].push_back(number);
  }
  return pools;
}

class Growth {
 public:
  Growth(std::uint64_t seed, const Region& region)
      : seed_(seed),
        region_(region),
        pools_(make_pools(region)),
        random_(Random::of(seed, kNaming)),
        named_(region.people.size()),
        naming_(region.people.size()),
        renown_(region.people.size()) {
    for (std::size_t i = 0; i < renown_.size(); ++i) renown_[i] = draw_renown(region.people[i].seniority);
  }

  Ties run() {
    const auto quotas = draw_quotas();
    Pool order(region_.people.size());
    std::iota(order.begin(), order.end(), Person32{0});
    auto shuffling = Random::of(seed_, kOrder);
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[shuffling.below(i)]);
    for (std::size_t turn = 0; turn < kLargestQuota; ++turn) {
      for (const Person32 person : order) {
        if (turn < quotas[person]) name_one_more(person);
      }
    }
    acquaint_the_first();
    return Ties(named_);
  }

 private:
  /// In (0, 1], heavy-tailed; seniors are better known.
  double draw_renown(Seniority seniority) {
    const double pareto = std::pow(1.0 - random_.unit(), -0.45);
    return std::min(1.0, pareto * (0.5 + 0.25 * seniority) / 8.0);
  }

  std::vector<std::size_t> draw_quotas() {
    auto random = Random::of(seed_, kQuota);
    std::vector<std::size_t> quotas(region_.people.size());
    const double middle = std::log(kMeanQuota) - kQuotaSpread * kQuotaSpread / 2;
    for (std::size_t& quota : quotas) {
      const double drawn = std::exp(middle + kQuotaSpread * random.normal());
      quota = static_cast<std::size_t>(std::clamp(static_cast<int>(std::lround(drawn)), 1, kLargestQuota));
    }
    return quotas;
  }

  void name_one_more(Person32 person) {
    for (int attempt = 0; attempt < kTries; ++attempt) {
      const double how = random_.unit();
      std::optional<Person32> found;
      if (how < kNamesBack) {
        found = one_of(naming_[person]);
      } else if (how < kNamesBack + kNamesFriendOfFriend) {
        if (const auto between = neighbour_of(person)) found = neighbour_of(*between);
      } else {
        found = stranger_for(person);
      }
      if (found && tie(person, *found)) return;
    }
  }

  std::optional<Person32> one_of(const Pool& pool) {
    if (pool.empty()) return std::nullopt;
    return pool[random_.below(pool.size())];
  }

  std::optional<Person32> neighbour_of(Person32 person) {
    const Pool& out = named_[person];
    const Pool& in = naming_[person];
    if (out.empty() && in.empty()) return std::nullopt;
    const std::size_t chosen = random_.below(out.size() + in.size());
    return chosen < out.size() ? out[chosen] : in[chosen - out.size()];
  }

  std::optional<Person32> stranger_for(Person32 number) {
    const Person& person = region_.people[number];
    const std::size_t town = region_.organisations[person.organisation].town;
    const double where = random_.unit();
    const auto drawn = [&] {
      if (where < kStrangerOfOrganisation) return one_of(pools_.organisations[person.organisation]);
      if (where < kStrangerOfOrganisation + kStrangerOfTown) return one_of(pools_.towns[town]);
      if (where < kStrangerOfOrganisation + kStrangerOfTown + kStrangerOfSpecialty) {
        return one_of(pools_.specialties.at({town / kTownsOfASpecialty, person.specialty}));
      }
      return std::optional(static_cast<Person32>(random_.below(region_.people.size())));
    };
    std::optional<Person32> found;
    for (int attempt = 0; attempt < kTries; ++attempt) {
      found = drawn();
      if (found && random_.chance(renown_[*found])) break;
    }
    return found;
  }

  bool tie(Person32 from, Person32 to) {
    if (from == to || std::ranges::find(named_[from], to) != named_[from].end()) return false;
    named_[from].push_back(to);
    naming_[to].push_back(from);
    return true;
  }

  /// The first knows more people than others: those who know them, friends of friends, and the town.
  void acquaint_the_first() {
    const std::size_t wanted = std::min(ties_of_the_first(region_.people.size()), region_.people.size() / 2);
    random_ = Random::of(seed_, kFirst);
    for (std::size_t tries = 0; named_[0].size() < wanted && tries < wanted * 40; ++tries) {
      const auto between = random_.chance(0.75) ? neighbour_of(0) : stranger_for(0);
      if (!between) continue;
      const auto found = random_.chance(0.6) ? neighbour_of(*between) : between;
      if (found && tie(0, *found) && random_.chance(0.35)) tie(*found, 0);
    }
  }

  std::uint64_t seed_;
  const Region& region_;
  Pools pools_;
  Random random_;
  std::vector<Pool> named_;   ///< whom each names
  std::vector<Pool> naming_;  ///< by whom each is named
  std::vector<double> renown_;
};

}  // namespace

Ties::Ties(const std::vector<std::vector<std::uint32_t>>& named) {
  offsets_.reserve(named.size() + 1);
  offsets_.push_back(0);
  for (const auto& each : named) {
    targets_.insert(targets_.end(), each.begin(), each.end());
    offsets_.push_back(targets_.size());
  }
}

bool Ties::has(std::size_t from, std::size_t to) const {
  const auto named = of(from);
  return std::ranges::find(named, static_cast<std::uint32_t>(to)) != named.end();
}

std::size_t ties_of_the_first(std::size_t people) {
  return people >= 10000 ? 120 : std::min<std::size_t>(46, people / 5);
}

Ties make_ties(std::uint64_t seed, const Region& region) {
  return Growth(seed, region).run();
}

}  // namespace confrere::demo

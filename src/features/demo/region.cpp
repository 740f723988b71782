#include "features/demo/region.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_set>

#include <fmt/format.h>

#include "features/demo/naming.h"
#include "features/demo/trades.h"
#include "features/demo/words.h"

namespace confrere::demo {
namespace {

enum Purpose : std::uint64_t { kRoles = 3, kNames, kTraits };

/// A line of words/roles.txt.
struct Job {
  std::string_view title;
  std::string_view specialty;
  std::string_view department;
  int weight = 1;
  Seniority seniority = 2;
  std::string_view style;
};

using JobsByKind = std::map<std::string_view, std::vector<Job>>;

JobsByKind jobs_by_kind() {
  JobsByKind jobs;
  for (const std::string_view line : word_section("roles", "")) {
    const auto parts = fields(line);
    jobs[parts.at(0)].push_back({.title = parts.at(1),
                                 .specialty = parts.at(2),
                                 .department = parts.at(3),
                                 .weight = number_in(parts.at(4)),
                                 .seniority = number_in(parts.at(5)),
                                 .style = parts.at(6)});
  }
  return jobs;
}

/// The jobs of an organisation's `staff`: by weight, no job more than half as often again as its share, one
/// of each leading job at most.
std::vector<Job> fill_jobs(const std::vector<Job>& jobs, std::size_t staff, Random& random) {
  int total = 0;
  for (const Job& job : jobs) total += job.weight;
  std::vector<std::size_t> taken(jobs.size());
  std::vector<Job> filled;
  while (filled.size() < staff) {
    auto ticket = static_cast<int>(random.below(static_cast<std::size_t>(total)));
    std::size_t chosen = 0;
    while (ticket >= jobs[chosen].weight) ticket -= jobs[chosen++].weight;
    const double share = 1.5 * jobs[chosen].weight * static_cast<double>(staff) / total;
    const auto most = jobs[chosen].seniority == 4 ? 1 : static_cast<std::size_t>(std::ceil(share));
    if (taken[chosen] >= most) continue;
    ++taken[chosen];
    filled.push_back(jobs[chosen]);
  }
  return filled;
}

/// Draws people; no two of a small region have the same name, no two at all the same e-mail address.
class PeopleMaker {
 public:
  PeopleMaker(std::uint64_t seed, std::size_t people, Instant now)
      : seed_(seed), names_(Random::of(seed, kNames)), distinct_names_(people <= 2000), now_(now) {}

  Person make(std::size_t number, const Job& job, std::size_t organisation, const Organisation& where) {
    const FullName name = new_name();
    auto random = Random::of(seed_, kTraits, number);
    Person person{.given = std::string(name.given),
                  .family = std::string(name.family),
                  .prefix = prefix_for(job.style, name.woman),
                  .organisation = organisation,
                  .title = job.title,
                  .department = job.department,
                  .specialty = job.specialty,
                  .seniority = job.seniority,
                  .email = new_email(name, where.domain),
                  .mobile = drama_mobile(number),
                  .hobby = random.pick(word_section("people", "hobbies")),
                  .home = random.pick(word_section("people", "homes")),
                  .project = random.pick(word_section("people", "projects")),
                  .cares_about = random.pick(word_section("people", "cares_about")),
                  .ask = {},
                  .offer = {},
                  .joined_at = joined(random)};
    if (random.chance(0.55)) person.ask = draw_ask(random, job.specialty, job.style, where.sector);
    if (random.chance(0.65)) person.offer = draw_offer(random, job.specialty, job.style, where.sector);
    return person;
  }

 private:
  FullName new_name() {
    while (true) {
      const FullName name = draw_name(names_);
      if (!distinct_names_ || taken_names_.insert(fmt::format("{} {}", name.given, name.family)).second)
        return name;
    }
  }

  std::string new_email(const FullName& name, const std::string& domain) {
    const std::string left = slug(name.given, '-') + '.' + slug(name.family, '-');
    std::string email = left + '@' + domain;
    for (int number = 2; !taken_emails_.insert(email).second; ++number) {
      email = fmt::format("{}{}@{}", left, number, domain);
    }
    return email;
  }

  /// Most joined in the first months, some lately.
  Instant joined(Random& random) const {
    const double days_ago = 725.0 - std::min(620.0, random.exponential(160.0));
    return now_ - std::chrono::minutes(static_cast<std::int64_t>(days_ago * 24 * 60));
  }

  std::uint64_t seed_;
  Random names_;
  bool distinct_names_;
  Instant now_;
  std::unordered_set<std::string> taken_names_;
  std::unordered_set<std::string> taken_emails_;
};

/// The one with the sign-in comes first: a partner in the first practice, from the network's first day.
void put_first(std::vector<Person>& people, const std::vector<Organisation>& organisations, Instant now) {
  const auto partner = std::ranges::find_if(people, [&](const Person& person) {
    return organisations[person.organisation].kind == "practice" && person.title == "GP partner";
  });
  if (partner != people.end()) std::swap(people.front(), *partner);
  people.front().joined_at = now - std::chrono::days(729);
}

}  // namespace

Region make_region(std::uint64_t seed, int people, Instant now) {
  const auto wanted = static_cast<std::size_t>(people);
  Region region{.towns = make_towns(seed, wanted), .organisations = {}, .people = {}};
  auto staffed = make_organisations(seed, wanted, region.towns);
  const JobsByKind jobs = jobs_by_kind();
  PeopleMaker maker(seed, wanted, now);
  auto random = Random::of(seed, kRoles);
  std::size_t planned = 0;
  for (const Staffed& each : staffed) planned += each.people;
  staffed.front().people += wanted > planned ? wanted - planned : 0;  // what rounding left over
  for (Staffed& each : staffed) {
    const std::size_t number = region.organisations.size();
    for (const Job& job : fill_jobs(jobs.at(each.organisation.kind), each.people, random)) {
      if (region.people.size() == wanted) break;
      region.people.push_back(maker.make(region.people.size(), job, number, each.organisation));
    }
    region.organisations.push_back(std::move(each.organisation));
  }
  put_first(region.people, region.organisations, now);
  return region;
}

}  // namespace confrere::demo

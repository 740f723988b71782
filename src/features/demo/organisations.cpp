#include "features/demo/organisations.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_set>

#include <fmt/format.h>

#include "features/demo/naming.h"
#include "features/demo/random.h"
#include "features/demo/words.h"

namespace confrere::demo {
namespace {

enum Purpose : std::uint64_t { kPlaces = 1, kOrganisations };

constexpr double kSharesAreOf = 250;
constexpr std::size_t kPeopleInATown = 42;

std::string replaced(std::string_view shape, std::string_view slot, std::string_view by) {
  std::string text(shape);
  const auto at = text.find(slot);
  if (at != std::string::npos) text.replace(at, slot.size(), by);
  return text;
}

/// A line of [kinds] in words/organisations.txt.
struct Kind {
  std::string_view name;
  std::string_view sector;
  int share = 0;
  int size = 0;
  std::vector<std::string_view> shapes;
  std::string_view called;
};

std::vector<Kind> kinds() {
  std::vector<Kind> all;
  for (const std::string_view line : word_section("organisations", "kinds")) {
    const auto parts = fields(line);
    all.push_back({.name = parts.at(0),
                   .sector = parts.at(1),
                   .share = number_in(parts.at(2)),
                   .size = number_in(parts.at(3)),
                   .shapes = fields(parts.at(4), ';'),
                   .called = parts.at(5)});
  }
  return all;
}

/// Names organisations so that no two are called the same.
class OrganisationNames {
 public:
  explicit OrganisationNames(Random random) : random_(random) {}

  std::string next(const Kind& kind, const std::string& town) {
    const Words roots = word_section("places", "practices");
    const Words endings = word_section("places", "practice_endings");
    for (int attempt = 0;; ++attempt) {
      const std::string_view root = random_.pick(roots);
      std::string name =
          replaced(random_.pick(std::span<const std::string_view>(kind.shapes)), "{town}", town);
      name = replaced(name, "{practice_root}", root);
      name = replaced(name, "{practice}", fmt::format("{} {}", root, random_.pick(endings)));
      if (attempt > 2 && name.find(town) == std::string::npos) name += ", " + town;
      if (attempt > 8) name = fmt::format("{} {}", town_side(), name);
      if (attempt > 20) name += fmt::format(" {}", attempt);
      if (taken_.insert(name).second) return name;
    }
  }

 private:
  std::string_view town_side() {
    constexpr std::array<std::string_view, 5> kSides{"North", "South", "East", "West", "New"};
    return kSides[random_.below(kSides.size())];
  }
  Random random_;
  std::unordered_set<std::string> taken_;
};

/// "Harbour Wick Infirmary" is "the Infirmary" to those around it, "Elm Terrace Surgery" "Elm Terrace".
std::string everyday_name(const Kind& kind, const std::string& name, const std::string& town) {
  if (!kind.called.empty()) return std::string(kind.called);
  if (name.starts_with(town + ' ')) return "the " + name.substr(town.size() + 1);
  for (const std::string_view ending : word_section("places", "practice_endings")) {
    const auto at = name.find(ending);
    if (at != std::string::npos && at > 1) return name.substr(0, at - 1);
  }
  return name;
}

}  // namespace

std::vector<std::string> make_towns(std::uint64_t seed, std::size_t people) {
  auto random = Random::of(seed, kPlaces);
  const Words first = word_section("places", "towns");
  const Words beginnings = word_section("places", "beginnings");
  const Words endings = word_section("places", "endings");
  std::vector<std::string> towns(first.begin(), first.end());
  std::vector<std::string> made;
  for (const std::string_view beginning : beginnings) {
    for (const std::string_view ending : endings) {
      const std::string_view space = ending.find(' ') == std::string_view::npos ? "" : " ";
      for (const std::string_view side : {"", "Upper ", "Nether ", "Old "}) {
        made.push_back(fmt::format("{}{}{}{}", side, beginning, space, ending));
      }
    }
  }
  const std::size_t wanted = std::clamp(people / kPeopleInATown, std::size_t{3}, towns.size() + made.size());
  while (towns.size() < wanted) {
    const std::size_t chosen = random.below(made.size());
    towns.push_back(made[chosen]);
    made[chosen] = made.back();
    made.pop_back();
  }
  towns.resize(wanted);
  return towns;
}

std::vector<Staffed> make_organisations(std::uint64_t seed, std::size_t people,
                                        const std::vector<std::string>& towns) {
  auto random = Random::of(seed, kOrganisations);
  OrganisationNames names(Random::of(seed, kOrganisations, 1));
  const Words streets = word_section("places", "streets");
  std::vector<Staffed> all;
  std::size_t placed = 0;
  for (const Kind& kind : kinds()) {
    const auto staff =
        static_cast<std::size_t>(std::llround(kind.share * static_cast<double>(people) / kSharesAreOf));
    const std::size_t count = std::max<std::size_t>(1, staff / static_cast<std::size_t>(kind.size));
    for (std::size_t each = 0; each < count; ++each) {
      const std::size_t town = (each + placed) % towns.size();
      std::string name = names.next(kind, towns[town]);
      const std::string domain = slug(name, '-') + ".example";
      std::string called = everyday_name(kind, name, towns[town]);
      all.push_back(
          {.organisation = {.name = std::move(name),
                            .called = std::move(called),
                            .kind = kind.name,
                            .sector = kind.sector,
                            .town = town,
                            .domain = domain,
                            .street = fmt::format("{} {}", random.between(1, 180), random.pick(streets)),
                            .phone = drama_landline(all.size())},
           .people = (each + 1) * staff / count - each * staff / count});
    }
    ++placed;
  }
  return all;
}

}  // namespace confrere::demo

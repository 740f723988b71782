#include <algorithm>
#include <charconv>
#include <iostream>
#include <numeric>

#include <fmt/format.h>

#include "app/commands.h"
#include "app/network_files.h"
#include "graph/warm_path.h"

namespace confrere::app {
namespace {

using graph::Person;

constexpr std::size_t kDefaultPaths = 3;
constexpr std::size_t kMaxPaths = 1000;
/// Strengths are quantised in the graph: so many more paths are asked for, to be put in order by the file's
/// own.
constexpr std::size_t kPathsToSpare = 16;
/// Where several paths look alike to the viewer, so many of the best are looked at.
constexpr std::size_t kMostLookedAt = 4000;
/// Products of the same strengths in another order differ by rounding.
constexpr double kSameScore = 1e-9;

/// A file's people in order of their ids, so that paths of equal score are too, and their ties.
struct Network {
  std::vector<std::string> ids;  ///< in order
  std::vector<graph::Tie> ties;
  std::map<std::pair<Person, Person>, double> strengths;

  [[nodiscard]] std::optional<Person> find(const std::string& id) const {
    const auto place = std::lower_bound(ids.begin(), ids.end(), id);
    if (place == ids.end() || *place != id) return std::nullopt;
    return static_cast<Person>(place - ids.begin());
  }
};

struct FoundPath {
  std::vector<Person> people;
  double score = 1;
};

graph::Sharing sharing_of(formats::TieSharing sharing) {
  switch (sharing) {
    case formats::TieSharing::nobody:
      return graph::Sharing::nobody;
    case formats::TieSharing::asked:
      return graph::Sharing::asked;
    case formats::TieSharing::visible:
      return graph::Sharing::visible;
  }
  return graph::Sharing::nobody;
}

/// `more_ids` are people without ties.
Network network_of(const formats::TieList& list, const std::vector<std::string>& more_ids) {
  Network network{.ids = more_ids, .ties = {}, .strengths = {}};
  for (std::uint32_t number = 0; number < list.people.size(); ++number)
    network.ids.push_back(list.people.name_of(number));
  std::sort(network.ids.begin(), network.ids.end());
  network.ids.erase(std::unique(network.ids.begin(), network.ids.end()), network.ids.end());
  std::vector<Person> place_of;
  for (std::uint32_t number = 0; number < list.people.size(); ++number)
    place_of.push_back(*network.find(list.people.name_of(number)));
  for (const formats::ListedTie& tie : list.ties) {
    const Person from = place_of[tie.from], to = place_of[tie.to];
    network.ties.push_back(
        {.from = from, .to = to, .packed = graph::pack_fixed(tie.strength, sharing_of(tie.sharing))});
    network.strengths[{from, to}] = tie.strength;
  }
  return network;
}

Result<std::size_t> number_flag(const Arguments& arguments, const std::string& flag, std::size_t otherwise,
                                std::size_t most) {
  const auto given = arguments.find(flag);
  if (!given) return otherwise;
  std::size_t number = 0;
  const auto [end, wrong] = std::from_chars(given->data(), given->data() + given->size(), number);
  if (wrong != std::errc() || end != given->data() + given->size() || number < 1 || number > most)
    return wrong_use(fmt::format("{} is a number from 1 to {}; \"{}\" is none.", flag, most, *given));
  return number;
}

Result<Person> person_flag(const Network& network, const std::string& flag, const std::string& id) {
  const auto person = network.find(id);
  if (!person) return wrong_use(fmt::format("{} {}: nobody in the files has this id.", flag, id));
  return *person;
}

/// The scores of the file's own strengths, best first, equal ones by ids.
std::vector<FoundPath> scored(const Network& network, const std::vector<graph::WarmPath>& paths) {
  std::vector<FoundPath> found;
  for (const graph::WarmPath& path : paths) {
    FoundPath next{.people = path.people};
    for (std::size_t i = 1; i < path.people.size(); ++i)
      next.score *= network.strengths.at({path.people[i - 1], path.people[i]});
    found.push_back(std::move(next));
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const FoundPath& a, const FoundPath& b) { return a.score > b.score; });
  for (auto same = found.begin(); same != found.end();) {
    const auto end = std::find_if(same, found.end(), [&](const FoundPath& path) {
      return path.score < same->score * (1 - kSameScore);
    });
    std::sort(same, end, [](const FoundPath& a, const FoundPath& b) { return a.people < b.people; });
    same = end;
  }
  return found;
}

/// What the seeker may be told of the paths: each way of beginning once, at its best.
std::vector<FoundPath> as_seen(const graph::Snapshot& graph, std::vector<FoundPath> paths) {
  std::vector<FoundPath> seen;
  for (FoundPath& path : paths) {
    path.people.resize(graph::people_seen(graph, {.people = path.people}));
    const auto same = [&](const FoundPath& other) { return other.people == path.people; };
    if (std::none_of(seen.begin(), seen.end(), same)) seen.push_back(std::move(path));
  }
  return seen;
}

/// The best `most` paths as the viewer sees them. Where several look alike to the viewer more are asked for.
std::vector<FoundPath> find_paths(const Network& network, graph::PathQuestion question, std::size_t most,
                                  bool sees_all) {
  const graph::Snapshot graph(static_cast<Person>(network.ids.size()), network.ties);
  for (question.paths = most + kPathsToSpare;; question.paths *= 4) {
    const auto paths = graph::find_warm_paths(graph, question);
    auto found = scored(network, paths);
    if (!sees_all) found = as_seen(graph, std::move(found));
    if (found.size() < most && paths.size() == question.paths && question.paths < kMostLookedAt) continue;
    if (found.size() > most) found.resize(most);
    return found;
  }
}

void print_json(const Network& network, const std::vector<FoundPath>& paths) {
  boost::json::array all;
  for (const FoundPath& path : paths) {
    boost::json::array people;
    for (const Person person : path.people) people.emplace_back(network.ids[person]);
    all.emplace_back(boost::json::object{{"people", std::move(people)}, {"score", path.score}});
  }
  std::cout << boost::json::serialize(all) << '\n';
}

void print_text(const Network& network, const std::vector<FoundPath>& paths) {
  if (paths.empty()) std::cout << "There is no path.\n";
  for (const FoundPath& path : paths) {
    std::vector<std::string> people;
    for (const Person person : path.people) people.push_back(network.ids[person]);
    std::cout << fmt::format("{:.3f}  {}\n", path.score, fmt::join(people, " - "));
  }
}

struct Description {
  std::vector<std::string> everybody;
  std::vector<std::string> matching;
};

Result<Description> read_description(const Arguments& arguments) {
  Description description;
  const auto people_file = arguments.find("--people");
  const auto where = arguments.find("--to-where");
  if (arguments.has("--to") == where.has_value())
    return wrong_use("Say either --to ID or --to-where COLUMN=VALUE.");
  if (where && !people_file) return wrong_use("--to-where needs --people FILE.");
  if (!people_file) return description;
  const std::string condition = where.value_or("");
  const auto sign = condition.find('=');
  if (where && (sign == std::string::npos || sign == 0))
    return wrong_use(fmt::format("--to-where is COLUMN=VALUE; \"{}\" is not.", condition));
  const auto people = read_file(*people_file, [&](std::istream& file) {
    return where ? formats::read_people(
                       file, formats::PeopleCondition{condition.substr(0, sign), condition.substr(sign + 1)})
                 : formats::read_people(file);
  });
  if (!people) return people.error();
  for (const formats::ListedPerson& person : *people) {
    description.everybody.push_back(person.id);
    if (person.matches) description.matching.push_back(person.id);
  }
  return description;
}

Result<std::vector<Person>> targets_of(const Network& network, const Arguments& arguments,
                                       const Description& description) {
  std::vector<Person> targets;
  if (arguments.has("--to")) {
    const auto target = person_flag(network, "--to", arguments.get("--to"));
    if (!target) return target.error();
    targets.push_back(*target);
  }
  for (const std::string& id : description.matching) targets.push_back(*network.find(id));
  std::sort(targets.begin(), targets.end());
  targets.erase(std::unique(targets.begin(), targets.end()), targets.end());
  return targets;
}

Result<std::vector<Person>> blocked_people(const Network& network, const Arguments& arguments) {
  std::vector<Person> blocked;
  for (const std::string& id : arguments.all("--blocked")) {
    const auto person = person_flag(network, "--blocked", id);
    if (!person) return person.error();
    blocked.push_back(*person);
  }
  std::sort(blocked.begin(), blocked.end());
  return blocked;
}

Result<void> run_path(const Arguments& arguments) {
  const auto paths = number_flag(arguments, "--k", kDefaultPaths, kMaxPaths);
  if (!paths) return paths.error();
  const auto hops = number_flag(arguments, "--hops", graph::kMaxHops, graph::kMaxHops);
  if (!hops) return hops.error();
  const std::string sees = arguments.find("--viewer-sees").value_or("all");
  if (sees != "all" && sees != "asked") return wrong_use("--viewer-sees is all or asked.");
  const auto description = read_description(arguments);
  if (!description) return description.error();
  const auto list = read_file(arguments.get("--ties"), formats::read_tie_list);
  if (!list) return list.error();
  const Network network = network_of(*list, description->everybody);
  const auto from = person_flag(network, "--from", arguments.get("--from"));
  if (!from) return from.error();
  const auto targets = targets_of(network, arguments, *description);
  if (!targets) return targets.error();
  const auto blocked = blocked_people(network, arguments);
  if (!blocked) return blocked.error();
  const auto found = find_paths(
      network, {.from = *from, .targets = *targets, .hops = static_cast<int>(*hops), .blocked = *blocked},
      *paths, sees == "all");
  arguments.has("--json") ? print_json(network, found) : print_text(network, found);
  return {};
}

Result<void> run_graph(const Arguments& arguments) {
  if (arguments.operands()[0] == "path") return run_path(arguments);
  return wrong_use(fmt::format("There is no \"graph {}\"; there is graph path.", arguments.operands()[0]));
}

}  // namespace

Command graph_command() {
  return {
      .name = "graph",
      .summary = "Find who could bring two people of a file together.",
      .usage = "path --ties FILE --from ID (--to ID | --people FILE --to-where COLUMN=VALUE)",
      .line =
          {.flags = {{.name = "--ties",
                      .value = "FILE",
                      .help = "CSV: from,to,strength[,sharing]",
                      .required = true},
                     {.name = "--from", .value = "ID", .help = "who asks", .required = true},
                     {.name = "--to", .value = "ID", .help = "whom they want to meet"},
                     {.name = "--people", .value = "FILE", .help = "CSV: id and any other columns"},
                     {.name = "--to-where", .value = "COLUMN=VALUE", .help = "anybody of whom that is so"},
                     {.name = "--k", .value = "N", .help = "so many paths, else 3"},
                     {.name = "--hops", .value = "N", .help = "at most so many ties, else 4"},
                     {.name = "--blocked", .value = "ID", .help = "never through or to them", .many = true},
                     {.name = "--viewer-sees",
                      .value = "all|asked",
                      .help = "whole paths, or what the seeker may be told"},
                     {.name = "--json", .help = "print [{\"people\": […], \"score\": …}]"}},
           .operands = Operands::one,
           .operand_name = "path"},
      .run = run_graph,
      .details =
          "Each row of --ties is one owner's side of a tie: `from` owns it, and a tie usable both ways has "
          "two rows.\n"
          "Strength is above 0 and up to 1; the score of a path is the product of its strengths. Sharing is "
          "the\n"
          "owner's choice: nobody (the tie is in no path, not even the owner's), asked (what is not said) or "
          "visible.\n"
          "Best first; equal scores in order of the ids as text; people without any tie may be in --people "
          "alone.\n"
          "\n"
          "With --viewer-sees asked a path ends where the seeker's knowledge does: at their own contact, or "
          "as far\n"
          "beyond as every tie is shared as visible. Paths that look alike to the seeker are told once,\n"
          "of the 4,000 best.\n"
          "A tie with oneself, one that is there twice, a strength outside (0, 1] or a row that cannot be "
          "read is an\n"
          "error with its line; text that is not UTF-8 is taken for Windows-1252."};
}

}  // namespace confrere::app

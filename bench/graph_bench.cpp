/// The relationship graph on a generated network (kronecker.h) beside igraph on the same graph in the same
/// run, one core: the path of fewest hops, the strongest path, one changed tie. Times are the processor's.
/// igraph knows neither sharing nor a limit of hops nor the k best, so it gets the usable ties alone and
/// finds one path; its weights are the costs on the day asked.
///
/// graph_bench [SCALE [PAIRS]]: 2^SCALE people (20), so many random pairs of people with 10 to 100 ties
/// (1000).

#include <cstdlib>
#include <set>

#include <fmt/format.h>
#include <igraph/igraph.h>

#include "graph/hop_path.h"
#include "graph/introductions.h"
#include "graph/relationship_graph.h"
#include "graph/warm_path.h"
#include "kronecker.h"
#include "processor_time.h"

namespace {

using namespace confrere;  // a program of one file
using graph::Person;

constexpr graph::Day kDay = 20000;
constexpr std::size_t kDrawnPerPerson = 64;
constexpr int kIgraphHopPaths = 20;
constexpr int kIgraphWeightedPaths = 3;
constexpr int kChanges = 2000;
constexpr std::size_t kFewestTies = 10;
constexpr std::size_t kMostTies = 100;

using Pairs = std::vector<std::pair<Person, Person>>;

template <class Work>
double milliseconds(const Work& work) {
  const double start = bench::processor_milliseconds();
  work();
  return bench::processor_milliseconds() - start;
}

struct Times {
  std::vector<double> all;
  void add(double time) { all.push_back(time); }
  double at(double share) {
    if (all.empty()) return 0;
    std::sort(all.begin(), all.end());
    return all[static_cast<std::size_t>(share * static_cast<double>(all.size() - 1))];
  }
  std::string text() {
    return fmt::format("p50 {:8.3f} ms, p99 {:8.3f} ms, most {:8.3f} ms ({} times)", at(0.5), at(0.99), at(1),
                       all.size());
  }
};

Pairs random_pairs(const graph::Snapshot& graph, std::size_t count) {
  std::mt19937_64 random(5);
  const auto somebody = [&] {
    while (true) {
      const auto person = static_cast<Person>(random() % graph.people());
      const std::size_t ties = graph.out(person).size();
      if (ties >= kFewestTies && ties <= kMostTies) return person;
    }
  };
  Pairs pairs;
  while (pairs.size() < count) {
    const Person from = somebody(), to = somebody();
    if (from != to) pairs.emplace_back(from, to);
  }
  return pairs;
}

struct Medians {
  double hop = 0;
  double strongest = 0;
};

Medians measure_paths(const graph::Snapshot& graph, const Pairs& pairs) {
  Times hop, found, none;
  for (const auto& [from, to] : pairs) {
    hop.add(milliseconds([&] { (void)graph::find_hop_path(graph, from, to, graph::kMaxHops); }));
    std::size_t paths = 0;
    const double time = milliseconds([&] {
      paths = graph::find_warm_paths(graph, {.from = from, .targets = std::span(&to, 1), .day = kDay}).size();
    });
    (paths > 0 ? found : none).add(time);
  }
  fmt::print("  fewest hops          {}\n", hop.text());
  fmt::print("  best three, a path   {}\n", found.text());
  fmt::print("  best three, none     {}\n", none.text());
  return {.hop = hop.at(0.5), .strongest = found.at(0.5)};
}

double measure_changes(graph::RelationshipGraph& graph) {
  std::mt19937_64 random(9);
  Times visible;
  const Person people = graph.read()->people();
  for (int i = 0; i < kChanges; ++i) {
    const auto from = static_cast<Person>(random() % people),
               to = static_cast<Person>((from + 1 + random() % 1000) % people);
    const graph::TieChange change{from, to, graph::pack_fixed(0.5, graph::Sharing::asked)};
    visible.add(milliseconds([&] { graph.apply(std::span(&change, 1)); }));
  }
  fmt::print("  a changed tie seen   {}\n", visible.text());
  const std::size_t rows = graph.read()->changed_rows();
  fmt::print("  merging {} rows    {:.0f} ms in the background\n", rows,
             milliseconds([&] { graph.merge(); }));
  return visible.at(0.5);
}

/// The usable ties as igraph holds them.
class Igraph {
 public:
  Igraph(const graph::Snapshot& graph, std::size_t ties) {
    igraph_vector_int_t ends;
    igraph_vector_int_init(&ends, 0);
    igraph_vector_int_reserve(&ends, static_cast<igraph_integer_t>(2 * ties));
    igraph_vector_init(&weights_, 0);
    igraph_vector_reserve(&weights_, static_cast<igraph_integer_t>(ties));
    for (Person from = 0; from < graph.people(); ++from) {
      const graph::Row row = graph.out(from);
      for (std::size_t i = 0; i < row.size(); ++i) {
        if (row.tie(i).sharing() == graph::Sharing::nobody) continue;
        igraph_vector_int_push_back(&ends, from);
        igraph_vector_int_push_back(&ends, row.who[i]);
        igraph_vector_push_back(&weights_, graph::cost_on(row.tie(i), kDay));
      }
    }
    igraph_create(&graph_, &ends, graph.people(), IGRAPH_DIRECTED);
    igraph_vector_int_destroy(&ends);
  }
  Igraph(const Igraph&) = delete;
  Igraph& operator=(const Igraph&) = delete;
  ~Igraph() {
    igraph_destroy(&graph_);
    igraph_vector_destroy(&weights_);
  }

  void hop_path(Person from, Person to) {
    igraph_get_shortest_path(&graph_, nullptr, nullptr, from, to, IGRAPH_OUT);
  }
  void strongest_path(Person from, Person to) {
    igraph_get_shortest_path_dijkstra(&graph_, nullptr, nullptr, from, to, &weights_, IGRAPH_OUT);
  }
  void add_tie(Person from, Person to) { igraph_add_edge(&graph_, from, to); }

 private:
  igraph_t graph_{};
  igraph_vector_t weights_{};
};

void measure_beside_igraph(const graph::Snapshot& graph, std::size_t ties, const Pairs& pairs,
                           const Medians& ours, double our_change) {
  Igraph beside(graph, ties);
  Times hop, strongest;
  for (int i = 0; i < kIgraphHopPaths; ++i) {
    const auto& [from, to] = pairs[static_cast<std::size_t>(i) % pairs.size()];
    hop.add(milliseconds([&, a = from, b = to] { beside.hop_path(a, b); }));
    if (i < kIgraphWeightedPaths)
      strongest.add(milliseconds([&, a = from, b = to] { beside.strongest_path(a, b); }));
  }
  const double change = milliseconds([&] { beside.add_tie(pairs[0].first, pairs[0].second); });
  fmt::print("  igraph: fewest hops  {:.2f} ms, {:.0f} times ours\n", hop.at(0.5), hop.at(0.5) / ours.hop);
  fmt::print("  igraph: strongest    {:.2f} ms, {:.0f} times ours\n", strongest.at(0.5),
             strongest.at(0.5) / ours.strongest);
  fmt::print("  igraph: changed tie  {:.0f} ms, {:.0f} times ours\n", change, change / our_change);
}

/// A member with 500 contacts, of whom each knows about twenty; three asks, offers and interests a contact.
void measure_introductions() {
  constexpr Person kContacts = 500;
  constexpr int kKnown = 5000;
  constexpr graph::Subject kSubjects = 200;
  constexpr int kTimes = 100;
  std::mt19937_64 random(31);
  const auto three = [&] {
    const auto first = static_cast<graph::Subject>(random() % kSubjects);
    return std::vector<graph::Subject>{first, first + kSubjects, first + 2 * kSubjects};
  };
  std::vector<graph::Introducible> people(kContacts);
  for (graph::Introducible& person : people)
    person = {.asks = three(), .offers = three(), .interests = three(), .introduced_lately = 0};
  std::set<graph::KnownPair> known;
  while (known.size() < kKnown) {
    const auto a = static_cast<Person>(random() % kContacts), b = static_cast<Person>(random() % kContacts);
    if (a < b) known.emplace(a, b);
  }
  const std::vector<graph::KnownPair> pairs(known.begin(), known.end());
  Times times;
  for (int i = 0; i < kTimes; ++i)
    times.add(milliseconds([&] { (void)graph::suggest_introductions({.people = people, .known = pairs}); }));
  fmt::print("introductions for a member with {} contacts: {}\n", kContacts, times.text());
}

void run(int scale, std::size_t pair_count, unsigned usable, bool with_igraph) {
  const auto people = static_cast<Person>(1) << scale;
  auto ties = bench::kronecker(scale, kDrawnPerPerson << scale, usable);
  fmt::print("{} people, {} ties, {} % usable\n", people, ties.size(), usable);
  std::optional<graph::Snapshot> snapshot;
  const double build = milliseconds([&] { snapshot.emplace(people, ties); });
  const std::size_t count = ties.size();
  ties = {};
  fmt::print("  built in             {:.2f} s\n", build / 1000);
  fmt::print("  a tie and direction  {:.2f} bytes\n",
             static_cast<double>(snapshot->bytes()) / static_cast<double>(2 * count));
  const Pairs pairs = random_pairs(*snapshot, pair_count);
  const Medians medians = measure_paths(*snapshot, pairs);
  if (!with_igraph) return;
  graph::RelationshipGraph changing(*snapshot);
  const double change = measure_changes(changing);
  measure_beside_igraph(*snapshot, count, pairs, medians, change);
}

}  // namespace

int main(int count, char** words) {
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  const int scale = count > 1 ? std::atoi(words[1]) : 20;
  const std::size_t pairs = count > 2 ? static_cast<std::size_t>(std::atoi(words[2])) : 1000;
  if (scale < 8 || scale > 24 || pairs == 0) {
    fmt::print(stderr, "graph_bench [SCALE (8 to 24) [PAIRS]]\n");
    return 2;
  }
  run(scale, pairs, 80, true);
  run(scale, pairs, 40, false);
  measure_introductions();
  return 0;
}

/// How long the relationship graph of a network takes to be built from the store, beside merely reading the
/// rows it is made of, in the same run: processor time, best of three. Everybody was in touch; one contact in
/// twenty is a member. Also how long one told tie takes to be read anew.
///
/// relationships_bench [TIES (1000000)]

#include <algorithm>
#include <random>
#include <vector>

#include <fmt/format.h>

#include "features/relationships/building.h"
#include "processor_time.h"
#include "store/store.h"
#include "store/testing/temporary_folder.h"

namespace {

using namespace confrere;  // a program of one file

constexpr int kTiesOfAMember = 200;
constexpr int kLinkedOneOf = 20;
constexpr int kBatch = 20'000;
constexpr int kTimes = 3;
constexpr int kChanges = 2000;

class World {
 public:
  explicit World(store::Store& store) : store_(store) {}

  void fill(int ties) {
    write([&](store::WriteTransaction& tx) {
      tx.execute("INSERT INTO network (id, name, created_at) VALUES ($1, 'Bench', 0)", network);
    });
    for (int member = 0; member < std::max(1, ties / kTiesOfAMember); ++member)
      members.push_back(MemberId::make());
    for (int from = 0; from < ties; from += kBatch) {
      write([&](store::WriteTransaction& tx) {
        for (int tie = from; tie < std::min(ties, from + kBatch); ++tie) add(tx);
      });
    }
  }

  NetworkId network = NetworkId::make();
  std::vector<MemberId> members;
  std::vector<relationships::ToldContact> contacts;

 private:
  void add(store::WriteTransaction& tx) {
    const MemberId owner = members[random_() % members.size()];
    const auto contact = ContactId::make();
    const auto linked =
        random_() % kLinkedOneOf == 0 ? std::optional(members[random_() % members.size()]) : std::nullopt;
    contacts.push_back({.owner = owner, .contact = contact});
    tx.execute(
        "INSERT INTO contact (network_id, id, owner_id, linked_member_id, name, sort_key, details,"
        " cares_about, cases_loved, cases_unwanted, ask, offer, note, headline, specialties, source, version,"
        " created_at, updated_at) VALUES ($1, $2, $3, $4, 'Somebody', 'somebody', '{}', '', '', '', '', '',"
        " '', '', '[]', 'own', 1, 0, 0)",
        network, contact, owner, linked);
    const std::int64_t held = 1 + static_cast<std::int64_t>(random_() % 9);
    const std::int64_t last = now_ - static_cast<std::int64_t>(random_() % 1000) * kDay;
    tx.execute(
        "INSERT INTO tie (network_id, contact_id, owner_id, sharing, first_held_at, last_held_at, held,"
        " decayed_at, sum_30, sum_120, sum_480, peak, strength_version)"
        " VALUES ($1, $2, $3, 'asked', $4, $5, $6, $5, 1.5, 2.5, $7, 0.6, 2)",
        network, contact, owner, last - held * 30 * kDay, last, held, static_cast<double>(held));
  }

  template <class Work>
  void write(Work work) {
    const auto written = store_.write([&](store::WriteTransaction& tx) -> Result<void> {
      work(tx);
      return {};
    });
    if (!written) throw BrokenInvariant(written.error());
  }

  static constexpr std::int64_t kDay = 86'400'000'000;
  static constexpr std::int64_t now_ = 20'700 * kDay;
  store::Store& store_;
  std::mt19937 random_{11};
};

/// Steps through all that building looks at, and looks at every column once.
std::int64_t read_rows(store::ReadTransaction& tx) {
  std::int64_t sum = 0;
  for (const store::Row& row : tx.query(
           "SELECT network_id, contact_id, owner_id, closeness, sharing, held, first_held_at, last_held_at,"
           " sum_30, sum_120, sum_480 FROM tie ORDER BY network_id, contact_id")) {
    for (const int blob : {0, 1, 2}) sum += row.blob(blob)[15];
    for (const int text : {3, 4}) sum += static_cast<std::int64_t>(row.text(text).size());
    for (const int whole : {5, 6, 7}) sum += row.integer(whole);
    for (const int real : {8, 9, 10}) sum += static_cast<std::int64_t>(row.real(real));
  }
  return sum;
}

template <class Work>
double best_of(Work work) {
  double best = 1e9;
  for (int time = 0; time < kTimes; ++time) {
    const double begun = bench::processor_milliseconds();
    work();
    best = std::min(best, bench::processor_milliseconds() - begun);
  }
  return best;
}

}  // namespace

int main(int argc, char** argv) {
  const int ties = argc > 1 ? std::stoi(argv[1]) : 1'000'000;
  const TemporaryFolder folder;
  auto store = store::Store::open({.path = folder.file("bench.sqlite")}).value();
  World world(*store);
  world.fill(ties);
  fmt::print("{} ties of {} members\n", ties, world.members.size());

  std::int64_t seen = 0;
  const double reading =
      best_of([&] { seen += store->read([](store::ReadTransaction& tx) { return read_rows(tx); }); });
  std::optional<relationships::Graphs> graphs;
  const double building = best_of([&] {
    graphs.reset();
    graphs = store->read([](store::ReadTransaction& tx) { return relationships::build_graphs(tx); });
  });
  relationships::NetworkGraph& graph = *graphs->at(world.network);
  const auto bytes = graph.people().bytes() + graph.read()->bytes();
  fmt::print("merely reading the rows  {:.0f} ms\n", reading);
  fmt::print("building the graph       {:.0f} ms, {:.2f} of that speed\n", building, reading / building);
  fmt::print("it holds                 {} people in {:.1f} MB, {:.0f} bytes a tie\n", graph.people().size(),
             static_cast<double>(bytes) / 1e6, static_cast<double>(bytes) / ties);

  const double changed = best_of([&] {
    for (int change = 0; change < kChanges; ++change) {
      store->read([&](store::ReadTransaction& tx) {
        relationships::renew(
            graph, tx, world.network,
            std::span(&world.contacts[static_cast<std::size_t>(change * 7) % world.contacts.size()], 1));
      });
    }
  });
  fmt::print("one told tie read anew   {:.3f} ms\n", changed / kChanges);
  return seen == 0 ? 1 : 0;
}

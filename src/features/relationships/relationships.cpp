#include "features/relationships/relationships.h"

#include <chrono>
#include <mutex>

#include "base/log.h"
#include "features/relationships/building.h"
#include "features/relationships/told_contacts.h"

namespace confrere::relationships {
namespace {

constexpr std::size_t kContactsAtOnce = 256;  ///< as many as are read anew in one short transaction
constexpr std::chrono::seconds kRetryAfter{1};
constexpr int kLooks = 50;
constexpr std::chrono::milliseconds kBetweenLooks{100};

void pause(std::chrono::milliseconds time, const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any never;
  std::unique_lock lock(mutex);
  never.wait_for(lock, stop, time, [] { return false; });
}

/// Does `work` again and again until it succeeds or is asked to stop: a database may be away for a while.
template <class Work>
bool insist(const std::stop_token& stop, Work work) {
  while (!stop.stop_requested()) {
    try {
      return work();
    } catch (const std::exception& exception) {
      log::warning("relationships_wait", {{"cause", exception.what()}});
      pause(kRetryAfter, stop);
    }
  }
  return false;
}

}  // namespace

Relationships::Relationships(store::Store& store)
    : store_(store),
      told_(std::make_shared<ToldContacts>()),
      graphs_(std::make_unique<const std::optional<Graphs>>()) {}

Relationships::~Relationships() = default;

void Relationships::start() {
  // What is committed while the graphs are built is told, and read anew afterwards.
  subscription_ = store_.subscribe(
      [told = told_](const std::vector<store::CommittedChange>& changes) { told->note(changes); });
  worker_ = std::jthread([this](const std::stop_token& stop) { work(stop); });
}

std::shared_ptr<const NetworkGraph> Relationships::of(NetworkId network) const {
  const auto graphs = graphs_.read();
  if (!*graphs) return nullptr;
  const auto found = (*graphs)->find(network);
  return found == (*graphs)->end() ? nullptr : found->second;
}

bool Relationships::is_built() const {
  return graphs_.read()->has_value();
}

Figures Relationships::figures() const {
  Figures all;
  const auto graphs = graphs_.read();
  if (!*graphs) return all;
  for (const auto& [network, graph] : **graphs) {
    const auto ties = graph->read();
    all.people += graph->people().size();
    for (graph::Person person = 0; person < ties->people(); ++person)
      all.ties += static_cast<std::int64_t>(ties->out(person).size());
    all.bytes += static_cast<std::int64_t>(graph->people().bytes() + ties->bytes());
  }
  return all;
}

std::vector<NetworkId> Relationships::find_differing() const {
  std::vector<NetworkId> differing;
  for (int look = 0; look < kLooks; ++look) {
    if (look > 0) std::this_thread::sleep_for(kBetweenLooks);
    differing.clear();
    const auto stored = store_.read([](store::ReadTransaction& tx) { return build_graphs(tx); });
    Graphs kept = graphs_.read()->value_or(Graphs());
    for (const auto& [network, graph] : *stored) {
      const auto& ours = kept[network];
      if (!is_built() || graph->all_ties() != (ours ? ours->all_ties() : NetworkGraph().all_ties()))
        differing.push_back(network);
    }
    if (differing.empty() && is_built()) return differing;
  }
  return differing;
}

void Relationships::work(const std::stop_token& stop) {
  if (insist(stop, [&] { return build(stop); })) follow(stop);
}

bool Relationships::build(const std::stop_token& stop) {
  const auto began = std::chrono::steady_clock::now();
  auto graphs = store_.read([&](store::ReadTransaction& tx) { return build_graphs(tx, stop); });
  if (!graphs) return false;
  graphs_.publish(std::make_unique<const std::optional<Graphs>>(std::move(graphs)));
  const auto took =
      std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began);
  const Figures all = figures();
  log::info("relationships_built", {{"ties", std::to_string(all.ties)},
                                    {"people", std::to_string(all.people)},
                                    {"milliseconds", std::to_string(took.count())}});
  return true;
}

void Relationships::follow(const std::stop_token& stop) {
  while (true) {
    const auto told = told_->take(kContactsAtOnce, stop);
    if (told.empty()) return;
    insist(stop, [&] {
      store_.read([&](store::ReadTransaction& tx) {
        for (const auto& [network, contacts] : told) renew(*graph_of(network), tx, network, contacts);
      });
      return true;
    });
  }
}

std::shared_ptr<NetworkGraph> Relationships::graph_of(NetworkId network) {
  const auto graphs = graphs_.read();
  const auto found = (*graphs)->find(network);
  if (found != (*graphs)->end()) return found->second;
  Graphs more = **graphs;
  auto graph = std::make_shared<NetworkGraph>();
  more.emplace(network, graph);
  graphs_.publish(std::make_unique<const std::optional<Graphs>>(std::move(more)));
  return graph;
}

}  // namespace confrere::relationships

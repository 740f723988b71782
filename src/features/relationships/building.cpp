#include "features/relationships/building.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "features/relationships/relationships_store.h"

namespace confrere::relationships {
namespace {

using graph::PackedTie;
using graph::Person;

constexpr std::int64_t kTiesAtOnce = 10'000;

/// Nothing where the two were never in touch and nothing is stated.
std::optional<PackedTie> packed(const StoredTie& tie) {
  if (tie.summary.held == 0 && !tie.closeness) return std::nullopt;
  return graph::pack(graph::fade_of(ties::touches_of(tie.summary)), ties::stated_strength(tie.closeness),
                     static_cast<graph::Sharing>(tie.sharing));
}

auto rank(const PackedTie& tie) {
  return std::tuple(tie.level, ~unsigned{tie.last}, tie.detail);
}

/// Several cards of one member count as the strongest of them.
void take_stronger(std::optional<PackedTie>& tie, const std::optional<PackedTie>& other) {
  if (other && (!tie || rank(*other) < rank(*tie))) tie = other;
}

}  // namespace

class GraphBuilder {
 public:
  void add_link(const Link& link) { graph_->linked_.emplace(link.contact, link.member); }

  /// `member`: whom the contact is linked to, if anybody.
  void add(const StoredTie& stored, const MemberId* member) {
    const auto tie = packed(stored);
    if (!tie) return;
    if (member == nullptr) {
      const Person contact = graph_->people_.add_unseen(stored.contact.bytes());
      ties_.push_back({.from = number(stored.owner), .to = contact, .packed = *tie});
    } else if (*member != stored.owner) {
      to_members_.push_back({.from = number(stored.owner), .to = number(*member), .packed = *tie});
    }
  }

  std::shared_ptr<NetworkGraph> finish() {
    const auto order = [](const graph::Tie& tie) { return std::tuple(tie.from, tie.to, rank(tie.packed)); };
    const auto ends = [](const graph::Tie& tie) { return std::pair(tie.from, tie.to); };
    std::sort(to_members_.begin(), to_members_.end(),
              [&](const auto& a, const auto& b) { return order(a) < order(b); });
    std::unique_copy(to_members_.begin(), to_members_.end(), std::back_inserter(ties_),
                     [&](const auto& a, const auto& b) { return ends(a) == ends(b); });
    graph_->people_.index();
    graph_->ties_.replace(graph::Snapshot(graph_->people_.size(), ties_));
    return std::move(graph_);
  }

 private:
  Person number(MemberId member) {
    const auto [place, is_new] = numbers_.try_emplace(member);
    if (is_new) place->second = graph_->people_.add_unseen(member.bytes());
    return place->second;
  }

  std::shared_ptr<NetworkGraph> graph_ = std::make_shared<NetworkGraph>();
  std::unordered_map<MemberId, Person> numbers_;
  std::vector<graph::Tie> ties_;
  std::vector<graph::Tie> to_members_;  ///< one for each card; the strongest of a member's stays
};

class GraphFeeder {
 public:
  GraphFeeder(NetworkGraph& graph, store::ReadTransaction& tx, NetworkId network)
      : graph_(graph), tx_(tx), network_(network) {}

  void renew(const ToldContact& told) {
    const auto now = find_now(tx_, network_, told.contact);
    const auto before = graph_.linked_.find(told.contact);
    if (before != graph_.linked_.end()) {
      renew_member(told.owner, before->second);
    } else {
      const bool is_own = now && !now->member;
      set(told.owner.bytes(), told.contact.bytes(), is_own ? packed(now->tie) : std::nullopt);
    }
    const auto linked = before == graph_.linked_.end() ? std::nullopt : std::optional(before->second);
    const auto link_now = now ? now->member : std::nullopt;
    if (linked == link_now) return;
    graph_.linked_.erase(told.contact);
    if (link_now) graph_.linked_.emplace(told.contact, *link_now);
    if (link_now) renew_member(told.owner, *link_now);
    if (now && !link_now) set(told.owner.bytes(), told.contact.bytes(), packed(now->tie));
  }

  void apply() { graph_.ties_.apply(changes_); }
  void merge() {
    if (graph_.ties_.has_many_changes()) graph_.ties_.merge();
  }

 private:
  void renew_member(MemberId owner, MemberId member) {
    if (owner == member) return;
    std::optional<PackedTie> strongest;
    for (const StoredTie& tie : find_ties_to(tx_, network_, owner, member))
      take_stronger(strongest, packed(tie));
    set(owner.bytes(), member.bytes(), strongest);
  }

  void set(const IdBytes& from, const IdBytes& to, const std::optional<PackedTie>& tie) {
    if (!tie && (!graph_.people_.find(from) || !graph_.people_.find(to))) return;
    changes_.push_back({.from = graph_.people_.add(from), .to = graph_.people_.add(to), .packed = tie});
  }

  NetworkGraph& graph_;
  store::ReadTransaction& tx_;
  NetworkId network_;
  std::vector<graph::TieChange> changes_;
};

std::optional<Graphs> build_graphs(store::ReadTransaction& tx, const std::stop_token& stop) {
  std::map<NetworkId, GraphBuilder> builders;
  const std::vector<Link> links = find_links(tx);
  for (const Link& link : links) builders[link.network].add_link(link);
  const auto deleted_ids = find_deleted(tx);
  const std::unordered_set<ContactId> deleted(deleted_ids.begin(), deleted_ids.end());
  auto builder = builders.end();
  auto link = links.begin();  // ties and links come in the same order
  const auto add = [&](const StoredTie& tie) {
    if (builder == builders.end() || builder->first != tie.network)
      builder = builders.try_emplace(tie.network).first;
    const auto place = std::tie(tie.network, tie.contact);
    while (link != links.end() && std::tie(link->network, link->contact) < place) ++link;
    const bool is_linked = link != links.end() && std::tie(link->network, link->contact) == place;
    if (deleted.empty() || !deleted.contains(tie.contact))
      builder->second.add(tie, is_linked ? &link->member : nullptr);
  };
  for (std::optional<TiePlace> place = TiePlace(); place; place = each_tie(tx, *place, kTiesAtOnce, add)) {
    if (stop.stop_requested()) return std::nullopt;
  }
  Graphs graphs;
  for (auto& [network, each] : builders) graphs.emplace(network, each.finish());
  return graphs;
}

void renew(NetworkGraph& graph, store::ReadTransaction& tx, NetworkId network,
           std::span<const ToldContact> contacts) {
  GraphFeeder feeder(graph, tx, network);
  try {
    for (const ToldContact& contact : contacts) feeder.renew(contact);
  } catch (...) {
    feeder.apply();  // what it noted of links must not run ahead of the ties
    throw;
  }
  feeder.apply();
  feeder.merge();
}

}  // namespace confrere::relationships

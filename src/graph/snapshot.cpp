#include "graph/snapshot.h"

#include <algorithm>
#include <map>

namespace confrere::graph {
namespace {

using RowChanges = std::map<Person, std::vector<std::pair<Person, std::optional<PackedTie>>>>;

/// The last change of each person comes last; one entry a person stays. In order of person.
void keep_last(std::vector<std::pair<Person, std::optional<PackedTie>>>& changes) {
  std::stable_sort(changes.begin(), changes.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  const auto same = [](const auto& a, const auto& b) { return a.first == b.first; };
  changes.erase(changes.begin(), std::unique(changes.rbegin(), changes.rend(), same).base());
}

}  // namespace

ChangedRow::ChangedRow(const Row& row, std::vector<std::pair<Person, std::optional<PackedTie>>> changes) {
  keep_last(changes);
  const auto is_changed = [&](Person who) {
    return std::binary_search(changes.begin(), changes.end(), std::pair(who, std::optional<PackedTie>()),
                              [](const auto& a, const auto& b) { return a.first < b.first; });
  };
  std::vector<std::pair<Person, PackedTie>> set;
  for (const auto& [who, tie] : changes) {
    if (tie) set.emplace_back(who, *tie);
  }
  std::stable_sort(set.begin(), set.end(),
                   [](const auto& a, const auto& b) { return a.second.level < b.second.level; });
  const std::size_t most = row.size() + set.size();
  who_.reserve(most);
  levels_.reserve(most);
  lasts_.reserve(most);
  details_.reserve(most);
  auto next = set.begin();
  for (std::size_t i = 0; i < row.size(); ++i) {
    for (; next != set.end() && next->second.level < row.level[i]; ++next) add(next->first, next->second);
    if (!is_changed(row.who[i])) add(row.who[i], row.tie(i));
  }
  for (; next != set.end(); ++next) add(next->first, next->second);
}

void ChangedRow::add(Person who, const PackedTie& tie) {
  who_.push_back(who);
  levels_.push_back(tie.level);
  lasts_.push_back(tie.last);
  details_.push_back(tie.detail);
}

Row ChangedRow::row() const {
  return {.who = who_, .level = levels_.data(), .last = lasts_.data(), .detail = details_.data()};
}

std::size_t ChangedRow::bytes() const {
  return sizeof(*this) + who_.capacity() * (sizeof(Person) + sizeof(PackedTie));
}

const ChangedRow* Overlay::find(Person person) const {
  const auto found = std::lower_bound(rows_.begin(), rows_.end(), person,
                                      [](const auto& entry, Person wanted) { return entry.first < wanted; });
  return found != rows_.end() && found->first == person ? found->second.get() : nullptr;
}

void Overlay::set(Person person, std::shared_ptr<const ChangedRow> row) {
  const auto place = std::lower_bound(rows_.begin(), rows_.end(), person,
                                      [](const auto& entry, Person wanted) { return entry.first < wanted; });
  if (place != rows_.end() && place->first == person) {
    place->second = std::move(row);
  } else {
    rows_.emplace(place, person, std::move(row));
  }
}

Overlay Overlay::without(const Overlay& merged) const {
  Overlay rest;
  for (const auto& entry : rows_) {
    if (merged.find(entry.first) != entry.second.get()) rest.rows_.push_back(entry);
  }
  return rest;
}

std::size_t Overlay::bytes() const {
  std::size_t bytes = rows_.capacity() * sizeof(rows_.front());
  for (const auto& [person, row] : rows_) bytes += row->bytes();
  return bytes;
}

Snapshot::Snapshot(Person people, std::span<const Tie> ties)
    : rows_(std::make_shared<const BothWays>(Rows(Direction::out, people, ties),
                                             Rows(Direction::in, people, ties))),
      people_(people) {}

std::optional<PackedTie> Snapshot::find(Person from, Person to) const {
  const Row forward = out(from);
  const Row backward = in(to);
  const bool by_owner = forward.size() <= backward.size();
  const Row& shorter = by_owner ? forward : backward;
  const auto found = std::find(shorter.who.begin(), shorter.who.end(), by_owner ? to : from);
  if (found == shorter.who.end()) return std::nullopt;
  return shorter.tie(static_cast<std::size_t>(found - shorter.who.begin()));
}

Snapshot Snapshot::with(std::span<const TieChange> changes) const {
  RowChanges by_owner, by_other;
  for (const TieChange& change : changes) {
    by_owner[change.from].emplace_back(change.to, change.packed);
    by_other[change.to].emplace_back(change.from, change.packed);
  }
  Snapshot next = *this;
  for (auto& [person, row_changes] : by_owner)
    next.out_.set(person, std::make_shared<const ChangedRow>(out(person), std::move(row_changes)));
  for (auto& [person, row_changes] : by_other)
    next.in_.set(person, std::make_shared<const ChangedRow>(in(person), std::move(row_changes)));
  next.people_ = std::max({people_, next.out_.people(), next.in_.people()});
  return next;
}

Snapshot Snapshot::merged() const {
  Snapshot whole;
  whole.people_ = people_;
  whole.rows_ = std::make_shared<const BothWays>(Rows(people_, [this](Person person) { return out(person); }),
                                                 Rows(people_, [this](Person person) { return in(person); }));
  return whole;
}

Snapshot Snapshot::onto(const Snapshot& merged, const Snapshot& before) const {
  Snapshot next;
  next.rows_ = merged.rows_;
  next.out_ = out_.without(before.out_);
  next.in_ = in_.without(before.in_);
  next.people_ = people_;
  return next;
}

std::size_t Snapshot::bytes() const {
  return sizeof(*this) + rows_->out.bytes() + rows_->in.bytes() + out_.bytes() + in_.bytes();
}

}  // namespace confrere::graph

#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "graph/rows.h"

namespace confrere::graph {

/// Two people who know each other.
using KnownPair = std::pair<Person, Person>;

/// Who knows whom, without direction or strength. Never changes; thread safe.
class Acquaintances {
 public:
  /// O(people + pairs). REQUIRES: two different people in each pair, both below `people`, no pair twice.
  Acquaintances(Person people, std::span<const KnownPair> pairs);

  [[nodiscard]] Person people() const { return static_cast<Person>(starts_.size() - 1); }
  [[nodiscard]] std::span<const Person> of(Person person) const {
    return std::span(others_).subspan(starts_[person], starts_[person + std::size_t{1}] - starts_[person]);
  }
  [[nodiscard]] std::size_t degree(Person person) const { return of(person).size(); }

 private:
  std::vector<std::size_t> starts_;
  std::vector<Person> others_;
};

}  // namespace confrere::graph

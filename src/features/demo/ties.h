#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "features/demo/region.h"

namespace confrere::demo {

/// Who counts whom among the people they work with: directed, without loops or doubles. `of(i)` are those
/// whom person i names, in the order in which i came to know them.
class Ties {
 public:
  explicit Ties(const std::vector<std::vector<std::uint32_t>>& named);

  [[nodiscard]] std::span<const std::uint32_t> of(std::size_t person) const {
    return std::span(targets_).subspan(offsets_[person], offsets_[person + 1] - offsets_[person]);
  }
  /// O(those whom `from` names).
  [[nodiscard]] bool has(std::size_t from, std::size_t to) const;
  [[nodiscard]] std::size_t people() const { return offsets_.size() - 1; }
  [[nodiscard]] std::size_t size() const { return targets_.size(); }

 private:
  std::vector<std::size_t> offsets_;
  std::vector<std::uint32_t> targets_;
};

/// How many colleagues of the network the first person knows, who gets the sign-in.
std::size_t ties_of_the_first(std::size_t people);

/// O(people) in time and memory; the local structure is the same at every size.
Ties make_ties(std::uint64_t seed, const Region& region);

}  // namespace confrere::demo

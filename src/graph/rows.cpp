#include "graph/rows.h"

#include <algorithm>
#include <numeric>

namespace confrere::graph {
namespace {

/// The ties' places in order of level: a counting sort, equal levels as they came.
std::vector<std::uint32_t> by_level(std::span<const Tie> ties) {
  std::vector<std::uint32_t> starts(std::size_t{kMaxTieCost} + 2, 0);
  for (const Tie& tie : ties) ++starts[tie.packed.level + std::size_t{1}];
  std::partial_sum(starts.begin(), starts.end(), starts.begin());
  std::vector<std::uint32_t> order(ties.size());
  for (std::uint32_t i = 0; i < ties.size(); ++i) order[starts[ties[i].packed.level]++] = i;
  return order;
}

}  // namespace

Rows::Rows(Direction direction, Person people, std::span<const Tie> ties)
    : starts_(std::size_t{people} + 1, 0) {
  resize(ties.size());
  const auto owner = [direction](const Tie& tie) { return direction == Direction::out ? tie.from : tie.to; };
  const auto other = [direction](const Tie& tie) { return direction == Direction::out ? tie.to : tie.from; };
  for (const Tie& tie : ties) ++starts_[owner(tie) + std::size_t{1}];
  std::partial_sum(starts_.begin(), starts_.end(), starts_.begin());
  std::vector<std::uint64_t> next(starts_.begin(), starts_.end() - 1);
  for (const std::uint32_t i : by_level(ties)) {
    const Tie& tie = ties[i];
    const std::uint64_t at = next[owner(tie)]++;
    who_[at] = other(tie);
    levels_[at] = tie.packed.level;
    lasts_[at] = tie.packed.last;
    details_[at] = tie.packed.detail;
  }
}

Rows::Rows(Person people, const std::function<Row(Person)>& row_of) : starts_(std::size_t{people} + 1, 0) {
  for (Person person = 0; person < people; ++person)
    starts_[person + std::size_t{1}] = starts_[person] + row_of(person).size();
  resize(starts_.back());
  for (Person person = 0; person < people; ++person) {
    const Row row = row_of(person);
    const auto at = static_cast<std::ptrdiff_t>(starts_[person]);
    std::copy(row.who.begin(), row.who.end(), who_.begin() + at);
    std::copy_n(row.level, row.size(), levels_.begin() + at);
    std::copy_n(row.last, row.size(), lasts_.begin() + at);
    std::copy_n(row.detail, row.size(), details_.begin() + at);
  }
}

void Rows::resize(std::size_t ties) {
  who_.resize(ties);
  levels_.resize(ties);
  lasts_.resize(ties);
  details_.resize(ties);
}

Row Rows::row(Person person) const {
  if (person >= people()) return {};
  const std::uint64_t start = starts_[person];
  return {.who = std::span(who_).subspan(start, starts_[person + std::size_t{1}] - start),
          .level = levels_.data() + start,
          .last = lasts_.data() + start,
          .detail = details_.data() + start};
}

std::size_t Rows::bytes() const {
  return starts_.capacity() * sizeof(std::uint64_t) + who_.capacity() * sizeof(Person) +
         levels_.capacity() * sizeof(std::uint16_t) + lasts_.capacity() * sizeof(Day) +
         details_.capacity() * sizeof(std::uint16_t);
}

}  // namespace confrere::graph

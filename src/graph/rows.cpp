#include "graph/rows.h"

#include <algorithm>
#include <numeric>

namespace confrere::graph {

Rows::Rows(Direction direction, Person people, std::span<const Tie> ties)
    : starts_(std::size_t{people} + 1, 0) {
  resize(ties.size());
  const auto owner = [direction](const Tie& tie) { return direction == Direction::out ? tie.from : tie.to; };
  const auto other = [direction](const Tie& tie) { return direction == Direction::out ? tie.to : tie.from; };
  for (const Tie& tie : ties) ++starts_[owner(tie) + std::size_t{1}];
  std::partial_sum(starts_.begin(), starts_.end(), starts_.begin());
  std::vector<std::uint64_t> next(starts_.begin(), starts_.end() - 1);
  for (const Tie& tie : ties) put(next[owner(tie)]++, other(tie), tie.packed);
  std::vector<RowEntry> row;
  for (Person person = 0; person < people; ++person)
    sort_row(starts_[person], starts_[person + std::size_t{1}], row);
}

void Rows::put(std::uint64_t place, Person who, const PackedTie& tie) {
  who_[place] = who;
  levels_[place] = tie.level;
  lasts_[place] = tie.last;
  details_[place] = tie.detail;
}

void Rows::sort_row(std::uint64_t start, std::uint64_t end, std::vector<RowEntry>& row) {
  if (end - start < 2) return;
  row.resize(end - start);
  for (std::uint64_t i = start; i < end; ++i)
    row[i - start] = {.who = who_[i],
                      .packed = {.level = levels_[i], .last = lasts_[i], .detail = details_[i]}};
  std::sort(row.begin(), row.end(), [](const RowEntry& a, const RowEntry& b) {
    return a.packed.level != b.packed.level ? a.packed.level < b.packed.level : a.who < b.who;
  });
  for (std::uint64_t i = start; i < end; ++i) put(i, row[i - start].who, row[i - start].packed);
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

#pragma once

/// Everybody's ties in one direction, in compressed rows: for the person p the ties row(p), strongest level
/// first, so that a reader who has seen a level too weak need not look further, whatever the clock. Ten bytes
/// a tie, eight a person.

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "graph/packed_tie.h"

namespace confrere::graph {

/// A person's number, 0 to the number of people; whoever keeps a graph gives them out.
using Person = std::uint32_t;

struct Tie {
  Person from = 0;  ///< owns it
  Person to = 0;
  PackedTie packed{};
  friend bool operator==(const Tie&, const Tie&) = default;
};

/// The ties of one person in one direction; `who` is the person at the other end. Valid as long as what it
/// looks into.
struct Row {
  std::span<const Person> who;
  const std::uint16_t* level = nullptr;
  const Day* last = nullptr;
  const std::uint16_t* detail = nullptr;

  [[nodiscard]] std::size_t size() const { return who.size(); }
  [[nodiscard]] PackedTie tie(std::size_t i) const {
    return {.level = level[i], .last = last[i], .detail = detail[i]};
  }
};

/// The same ties seen from their owners, or from the other end.
enum class Direction : std::uint8_t { out, in };

class Rows {
 public:
  Rows() = default;
  /// O(people + ties × log(longest row)). REQUIRES: both ends of every tie are below
  /// `people`.
  Rows(Direction direction, Person people, std::span<const Tie> ties);
  /// The rows as `row_of` gives them, each already in order. O(people + ties).
  Rows(Person people, const std::function<Row(Person)>& row_of);

  [[nodiscard]] Person people() const {
    return starts_.empty() ? 0 : static_cast<Person>(starts_.size() - 1);
  }
  [[nodiscard]] std::size_t ties() const { return who_.size(); }
  /// Empty for a person from people() on.
  [[nodiscard]] Row row(Person person) const;
  [[nodiscard]] std::size_t bytes() const;

 private:
  void resize(std::size_t ties);
  void put(std::uint64_t place, Person who, const PackedTie& tie);
  struct RowEntry {
    Person who;
    PackedTie packed;
  };
  /// `row` is room to sort in, used again from row to row.
  void sort_row(std::uint64_t start, std::uint64_t end, std::vector<RowEntry>& row);

  std::vector<std::uint64_t> starts_;
  std::vector<Person> who_;
  std::vector<std::uint16_t> levels_;
  std::vector<Day> lasts_;
  std::vector<std::uint16_t> details_;
};

}  // namespace confrere::graph

#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "graph/rows.h"

namespace confrere::graph {

/// One tie as it is from now on; nothing: it is gone.
struct TieChange {
  Person from = 0;
  Person to = 0;
  std::optional<PackedTie> packed{};
};

/// A row of its own, for a person whose ties changed since the last merge.
class ChangedRow {
 public:
  /// `row` with these ties set or gone. O(row + changes × log(changes)).
  ChangedRow(const Row& row, std::vector<std::pair<Person, std::optional<PackedTie>>> changes);
  [[nodiscard]] Row row() const;
  [[nodiscard]] std::size_t bytes() const;

 private:
  void add(Person who, const PackedTie& tie);

  std::vector<Person> who_;
  std::vector<std::uint16_t> levels_;
  std::vector<Day> lasts_;
  std::vector<std::uint16_t> details_;
};

/// The rows that changed, by person; copied at every change, which costs a pointer a row.
class Overlay {
 public:
  [[nodiscard]] const ChangedRow* find(Person person) const;
  void set(Person person, std::shared_ptr<const ChangedRow> row);
  /// Without the rows that are the very same in `merged`.
  [[nodiscard]] Overlay without(const Overlay& merged) const;
  [[nodiscard]] std::size_t size() const { return rows_.size(); }
  /// One above the highest person with a row.
  [[nodiscard]] Person people() const { return rows_.empty() ? 0 : rows_.back().first + 1; }
  [[nodiscard]] std::size_t bytes() const;

 private:
  std::vector<std::pair<Person, std::shared_ptr<const ChangedRow>>> rows_;  ///< by person
};

/// The whole graph at one moment; never changes. Thread safe.
class Snapshot {
 public:
  /// O(people + ties × log(longest row)). REQUIRES: no tie of a person to themselves, none twice, both ends
  /// below `people`.
  Snapshot(Person people, std::span<const Tie> ties);

  [[nodiscard]] Person people() const { return people_; }
  /// The ties that the person owns, and those that others have to them; empty for an unknown person. O(1), or
  /// O(log(changed rows)) where something changed since the last merge.
  [[nodiscard]] Row out(Person person) const { return row(rows_->out, out_, person); }
  [[nodiscard]] Row in(Person person) const { return row(rows_->in, in_, person); }
  /// The tie of `from` to `to`. O(the shorter of both rows).
  [[nodiscard]] std::optional<PackedTie> find(Person from, Person to) const;

  /// This one with the changes; the last for a tie counts. O(rows of the people in them + changed rows).
  [[nodiscard]] Snapshot with(std::span<const TieChange> changes) const;
  /// The same ties in one piece. O(people + ties).
  [[nodiscard]] Snapshot merged() const;
  /// `merged`, made of `before`, with what changed between `before` and this one. O(changed rows).
  [[nodiscard]] Snapshot onto(const Snapshot& merged, const Snapshot& before) const;

  [[nodiscard]] std::size_t changed_rows() const { return out_.size() + in_.size(); }
  /// Everything it holds, shared with other snapshots or not.
  [[nodiscard]] std::size_t bytes() const;

 private:
  struct BothWays {
    Rows out;
    Rows in;
  };
  Snapshot() = default;
  static Row row(const Rows& rows, const Overlay& overlay, Person person) {
    if (overlay.size() != 0) {
      if (const ChangedRow* changed = overlay.find(person)) return changed->row();
    }
    return rows.row(person);
  }

  std::shared_ptr<const BothWays> rows_;
  Overlay out_;
  Overlay in_;
  Person people_ = 0;
};

}  // namespace confrere::graph

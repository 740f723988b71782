#pragma once

/// The numbers of a graph's people: every id has one, from 0 on, in the order in which they came, for good.
/// Many read while one adds; readers never wait.
///
/// Ids lie in blocks that double in size and never move; an open table (Knuth 6.4) of numbers leads to them
/// and is replaced by one of twice the size when it is two thirds full. A number is put into the table after
/// its id is in its block, so whoever finds the number finds the id. Some 30 bytes a person.

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "base/id.h"
#include "graph/published.h"
#include "graph/rows.h"

namespace confrere::graph {

class People {
 public:
  People();

  /// Thread safe. O(1).
  [[nodiscard]] std::optional<Person> find(const IdBytes& id) const;
  /// REQUIRES: `person` was given out. Thread safe. O(1).
  [[nodiscard]] const IdBytes& id(Person person) const;
  /// Thread safe.
  [[nodiscard]] Person size() const { return size_.load(); }

  /// The id's number, a new one where it has none. By one thread at a time. O(1), on the average of many.
  Person add(const IdBytes& id);
  /// REQUIRES: it has none. It is not found before index(), which is faster for many at once than to add
  /// each. By one thread at a time. O(1).
  Person add_unseen(const IdBytes& id);
  /// Makes all that were added be found. O(people).
  void index();

  [[nodiscard]] std::size_t bytes() const;

 private:
  static constexpr int kFirstBlockBits = 6;

  /// An entry is a number with half of its id's hash above it, so that few ids are looked at in vain.
  using Entry = std::uint64_t;
  static constexpr Entry kFree = ~Entry{0};

  struct Table {
    explicit Table(int size_bits);
    void put(std::uint64_t hash, Person person);
    std::vector<std::atomic<Entry>> entries;
    int shift;
  };
  /// An id's entry, or the free one where it would be.
  struct Found {
    std::size_t place;
    Entry entry;
  };
  struct Place {
    int block;
    std::size_t offset;
  };
  explicit People(std::unique_ptr<Table> first);
  static Place place_of(Person person);
  static std::uint64_t hash_of(const IdBytes& id);
  [[nodiscard]] Found look_in(const Table& table, const IdBytes& id, std::uint64_t hash) const;
  Person append(const IdBytes& id);
  [[nodiscard]] bool has_room_for(std::size_t people) const;
  void make_room_for(std::size_t people);

  std::array<std::unique_ptr<IdBytes[]>, 33 - kFirstBlockBits> blocks_;
  std::atomic<Person> size_ = 0;
  int table_bits_;    ///< of the one who adds, as is
  Table* adding_to_;  ///< the table that is published, which lets nobody else change it
  Published<Table> table_;
};

}  // namespace confrere::graph

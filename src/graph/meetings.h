#pragma once

#include <cstdint>
#include <vector>

#include "graph/half_paths.h"

namespace confrere::graph {

/// A way of two hops to a person in the middle: its cost and the person it goes through.
struct Half {
  Cost cost = 0;
  Person via = 0;
};

/// What both sides of a search left at one person.
struct Meeting {
  static constexpr std::uint32_t kNone = 0xffffffff;
  Person person = kNone;
  Cost forward_hop = kNoCost;     ///< of the seeker's own tie to the person
  Cost backward_hop = kNoCost;    ///< of the person's own tie to the target
  std::uint32_t forward = kNone;  ///< list of halves
  std::uint32_t backward = kNone;
};

/// Meetings by person: an open table that doubles when it is two thirds full, and small sorted lists in one
/// pool. Not thread safe.
class Meetings {
 public:
  /// Keeps the `most` best halves of each side of a person.
  explicit Meetings(std::size_t most) : most_(most), table_(kFirstSize), shift_(64 - kFirstBits) {}

  /// The person's meeting, a new one where there was none. Valid until the next call. O(1).
  Meeting& at(Person person);

  /// False where the list has `most` better ones already. O(most).
  bool add(std::uint32_t& list, Half half);

  /// A list's halves by cost, then by person.
  class Halves {
   public:
    struct Entry {
      Half half;
      std::uint32_t next = Meeting::kNone;
    };
    struct End {};
    class Iterator {
     public:
      Iterator(const std::vector<Entry>& pool, std::uint32_t at) : pool_(&pool), at_(at) {}
      const Half& operator*() const { return (*pool_)[at_].half; }
      Iterator& operator++() {
        at_ = (*pool_)[at_].next;
        return *this;
      }
      bool operator!=(End) const { return at_ != Meeting::kNone; }

     private:
      const std::vector<Entry>* pool_;
      std::uint32_t at_;
    };
    Halves(const std::vector<Entry>& pool, std::uint32_t first) : pool_(&pool), first_(first) {}
    [[nodiscard]] Iterator begin() const { return {*pool_, first_}; }
    [[nodiscard]] static End end() { return {}; }

   private:
    const std::vector<Entry>* pool_;
    std::uint32_t first_;
  };
  [[nodiscard]] Halves halves(std::uint32_t list) const { return {pool_, list}; }

 private:
  static constexpr int kFirstBits = 10;
  static constexpr std::size_t kFirstSize = std::size_t{1} << kFirstBits;

  [[nodiscard]] std::size_t place_of(Person person) const {
    return static_cast<std::size_t>(person * 0x9E3779B97F4A7C15ULL >>
                                    shift_);  // Fibonacci hashing: Knuth 6.4
  }
  void grow();

  std::size_t most_;
  std::vector<Meeting> table_;
  int shift_;
  std::size_t used_ = 0;
  std::vector<Halves::Entry> pool_;
};

}  // namespace confrere::graph

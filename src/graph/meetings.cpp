#include "graph/meetings.h"

#include <utility>

namespace confrere::graph {

Meeting& Meetings::at(Person person) {
  if (used_ * 3 > table_.size() * 2) grow();
  for (std::size_t i = place_of(person);; i = (i + 1) & (table_.size() - 1)) {
    Meeting& meeting = table_[i];
    if (meeting.person == person) return meeting;
    if (meeting.person != Meeting::kNone) continue;
    meeting.person = person;
    ++used_;
    return meeting;
  }
}

bool Meetings::add(std::uint32_t& list, Half half) {
  std::uint32_t* place = &list;
  std::size_t before = 0;
  while (*place != Meeting::kNone) {
    const Half& other = pool_[*place].half;
    if (half.cost < other.cost || (half.cost == other.cost && half.via < other.via)) break;
    if (++before == most_) return false;
    place = &pool_[*place].next;
  }
  const std::uint32_t next = *place;
  *place = static_cast<std::uint32_t>(pool_.size());
  pool_.push_back({.half = half, .next = next});
  // What is pushed off the end stays in the pool; the search is over soon.
  std::uint32_t last = static_cast<std::uint32_t>(pool_.size() - 1);
  for (std::size_t kept = before + 1; kept < most_ && pool_[last].next != Meeting::kNone; ++kept)
    last = pool_[last].next;
  pool_[last].next = Meeting::kNone;
  return true;
}

void Meetings::grow() {
  std::vector<Meeting> old(table_.size() * 2);
  std::swap(old, table_);
  --shift_;
  for (const Meeting& meeting : old) {
    if (meeting.person == Meeting::kNone) continue;
    std::size_t i = place_of(meeting.person);
    while (table_[i].person != Meeting::kNone) i = (i + 1) & (table_.size() - 1);
    table_[i] = meeting;
  }
}

}  // namespace confrere::graph

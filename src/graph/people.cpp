#include "graph/people.h"

#include <bit>
#include <cstring>

namespace confrere::graph {
namespace {

constexpr int kHalf = 32;

}  // namespace

People::Table::Table(int size_bits) : entries(std::size_t{1} << size_bits), shift(64 - size_bits) {
  for (auto& entry : entries) entry.store(kFree, std::memory_order_relaxed);
}

void People::Table::put(std::uint64_t hash, Person person) {
  std::size_t place = hash >> shift;
  while (entries[place].load(std::memory_order_relaxed) != kFree) place = (place + 1) % entries.size();
  entries[place].store(hash << kHalf | person, std::memory_order_release);
}

std::uint64_t People::hash_of(const IdBytes& id) {
  std::uint64_t tail = 0;
  std::memcpy(&tail, id.data() + id.size() - sizeof tail, sizeof tail);  // the random half of a UUIDv7
  return tail * 0x9E3779B97F4A7C15ULL;
}

People::People() : People(std::make_unique<Table>(kFirstBlockBits)) {}

People::People(std::unique_ptr<Table> first)
    : table_bits_(kFirstBlockBits), adding_to_(first.get()), table_(std::move(first)) {}

std::optional<Person> People::find(const IdBytes& id) const {
  const auto table = table_.read();
  const Entry entry = look_in(*table, id, hash_of(id)).entry;
  return entry == kFree ? std::nullopt : std::optional(static_cast<Person>(entry));
}

People::Found People::look_in(const Table& table, const IdBytes& id, std::uint64_t hash) const {
  for (std::size_t place = hash >> table.shift;; place = (place + 1) % table.entries.size()) {
    const Entry entry = table.entries[place].load(std::memory_order_acquire);
    const bool same_hash = entry >> kHalf == (hash << kHalf) >> kHalf;
    if (entry == kFree || (same_hash && this->id(static_cast<Person>(entry)) == id))
      return {.place = place, .entry = entry};
  }
}

const IdBytes& People::id(Person person) const {
  const auto [block, offset] = place_of(person);
  return blocks_[static_cast<std::size_t>(block)][offset];
}

Person People::add(const IdBytes& id) {
  const std::uint64_t hash = hash_of(id);
  Found found = look_in(*adding_to_, id, hash);
  if (found.entry != kFree) return static_cast<Person>(found.entry);
  if (!has_room_for(size_.load() + 1)) {
    make_room_for(size_.load() + 1);
    found = look_in(*adding_to_, id, hash);
  }
  const Person person = append(id);
  adding_to_->entries[found.place].store(hash << kHalf | person, std::memory_order_release);
  size_.store(person + 1, std::memory_order_release);
  return person;
}

Person People::add_unseen(const IdBytes& id) {
  const Person person = append(id);
  size_.store(person + 1, std::memory_order_release);
  return person;
}

void People::index() {
  make_room_for(size_.load());
}

Person People::append(const IdBytes& id) {
  const Person person = size_.load();
  const auto [block, offset] = place_of(person);
  auto& ids = blocks_[static_cast<std::size_t>(block)];
  if (!ids) ids = std::make_unique<IdBytes[]>(std::size_t{1} << (kFirstBlockBits + block));
  ids[offset] = id;
  return person;
}

/// Block b holds 2^(first + b) ids.
People::Place People::place_of(Person person) {
  const std::uint64_t number = std::uint64_t{person} + (1U << kFirstBlockBits);
  const int block = static_cast<int>(std::bit_width(number)) - 1 - kFirstBlockBits;
  return {.block = block,
          .offset = static_cast<std::size_t>(number - (std::uint64_t{1} << (kFirstBlockBits + block)))};
}

bool People::has_room_for(std::size_t people) const {
  return 3 * people <= 2 * (std::size_t{1} << table_bits_);
}

void People::make_room_for(std::size_t people) {
  while (!has_room_for(people)) ++table_bits_;
  auto larger = std::make_unique<Table>(table_bits_);
  for (Person person = 0; person < size_.load(); ++person) larger->put(hash_of(id(person)), person);
  adding_to_ = larger.get();
  table_.publish(std::move(larger));
}

std::size_t People::bytes() const {
  const Person people = size();
  const int blocks = people == 0 ? 0 : place_of(people - 1).block + 1;
  const std::size_t ids = (std::size_t{1} << (kFirstBlockBits + blocks)) - (1U << kFirstBlockBits);
  return sizeof(*this) + ids * sizeof(IdBytes) + table_.read()->entries.size() * sizeof(Entry);
}

}  // namespace confrere::graph

#include "features/etiquette/weights.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace confrere::etiquette {
namespace {

constexpr std::uint64_t kBegin = 0x9e3779b97f4a7c15ULL;
constexpr std::uint64_t kPrime = 0xff51afd7ed558ccdULL;  // the finaliser of MurmurHash3

std::uint64_t mixed(std::uint64_t hash) {
  hash *= kPrime;
  return hash ^ hash >> 32;
}

/// Eight bytes at a time; the words of a clue one after another, so that it need not be put together.
std::uint64_t hashed(std::uint64_t hash, std::string_view word) {
  hash = mixed(hash ^ word.size());
  while (word.size() >= sizeof(std::uint64_t)) {
    std::uint64_t part = 0;
    std::memcpy(&part, word.data(), sizeof(part));
    hash = mixed(hash ^ part);
    word.remove_prefix(sizeof(part));
  }
  std::uint64_t rest = 0;
  if (!word.empty()) std::memcpy(&rest, word.data(), word.size());
  return mixed(hash ^ rest);
}

std::uint64_t hash_of(std::string_view what, std::string_view of, std::string_view and_of) {
  std::uint64_t hash = hashed(kBegin, what);
  if (!of.empty()) hash = hashed(hash, of);
  if (!and_of.empty()) hash = hashed(hash, and_of);
  return hash;
}

/// The hash of a clue by its whole name, "pair-before of the".
std::uint64_t hash_of(std::string_view clue) {
  const std::size_t first = std::min(clue.find(' '), clue.size());
  const std::size_t second = std::min(clue.find(' ', first + 1), clue.size());
  const auto part = [&](std::size_t begin, std::size_t end) {
    return begin < end ? clue.substr(begin, end - begin) : std::string_view();
  };
  return hash_of(clue.substr(0, first), part(first + 1, second), part(second + 1, clue.size()));
}

}  // namespace

std::size_t ClueIndex::slot_of(std::uint64_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  while (slots_[at].clue != kNone && slots_[at].hash != hash) at = (at + 1) & mask;
  return at;
}

void ClueIndex::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  for (const Slot& slot : old) {
    if (slot.clue != kNone) slots_[slot_of(slot.hash)] = slot;
  }
}

std::uint32_t ClueIndex::add(std::string_view clue) {
  if (2 * (count_ + 1) > slots_.size()) grow();
  const std::uint64_t hash = hash_of(clue);
  Slot& slot = slots_[slot_of(hash)];
  if (slot.clue == kNone) slot = {.hash = hash, .clue = count_++};
  return slot.clue;
}

std::uint32_t ClueIndex::find(std::string_view what, std::string_view of, std::string_view and_of) const {
  return slots_[slot_of(hash_of(what, of, and_of))].clue;
}

std::uint32_t ClueIndex::find_named(std::string_view clue) const {
  return slots_[slot_of(hash_of(clue))].clue;
}

void Clues::add(std::string_view what, std::string_view of, std::string_view and_of) {
  if (names_ != nullptr) {
    std::string& name = names_->emplace_back(what);
    if (!of.empty()) name.append(" ").append(of);
    if (!and_of.empty()) name.append(" ").append(and_of);
  }
  const std::uint32_t clue = index_->find(what, of, and_of);
  if (clue == ClueIndex::kNone || told_[clue]) return;
  told_[clue] = true;
  known_.push_back(clue);
}

std::vector<std::uint32_t> Clues::take() {
  for (const std::uint32_t clue : known_) told_[clue] = false;
  return std::exchange(known_, {});
}

void Weights::add(std::uint32_t clue, float weight) {
  if (weights_.size() <= clue) weights_.resize(clue + 1);
  weights_[clue] = weight;
}

float Weights::sum(const std::vector<std::uint32_t>& clues) const {
  float sum = 0;
  for (const std::uint32_t clue : clues) sum += of(clue);
  return sum;
}

}  // namespace confrere::etiquette

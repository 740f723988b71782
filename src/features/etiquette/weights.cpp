#include "features/etiquette/weights.h"

namespace confrere::etiquette {
namespace {

/// FNV-1a, 64 bits.
constexpr std::uint64_t kBegin = 14695981039346656037ULL;
constexpr std::uint64_t kPrime = 1099511628211ULL;

std::uint64_t hashed(std::uint64_t hash, std::string_view text) {
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * kPrime;
  return hash;
}

}  // namespace

std::size_t ClueIndex::slot_of(std::uint64_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = (hash ^ hash >> 32) & mask;
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
  const std::uint64_t hash = hashed(kBegin, clue);
  Slot& slot = slots_[slot_of(hash)];
  if (slot.clue == kNone) slot = {.hash = hash, .clue = count_++};
  return slot.clue;
}

std::uint32_t ClueIndex::find(std::string_view what, std::string_view of, std::string_view and_of) const {
  std::uint64_t hash = hashed(kBegin, what);
  if (!of.empty()) hash = hashed(hashed(hash, " "), of);
  if (!and_of.empty()) hash = hashed(hashed(hash, " "), and_of);
  return slots_[slot_of(hash)].clue;
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

void Weights::add(std::uint32_t clue, float weight) {
  if (weights_.size() <= clue) weights_.resize(clue + 1);
  weights_[clue] = weight;
}

float Weights::sum(const Clues& clues) const {
  float sum = 0;
  for (const std::uint32_t clue : clues.known()) sum += of(clue);
  return sum;
}

}  // namespace confrere::etiquette

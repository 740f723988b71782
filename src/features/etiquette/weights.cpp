#include "features/etiquette/weights.h"

#include <algorithm>
#include <utility>

namespace confrere::etiquette {
namespace {

std::uint64_t hash_of(const Term& what, const Term& of, const Term& and_of) {
  std::uint64_t hash = what.hash();
  if (!of.empty()) hash = Term::mixed(Term::mixed(hash) ^ of.hash());
  if (!and_of.empty()) hash = Term::mixed(Term::mixed(hash) ^ and_of.hash());
  return hash;
}

/// The hash of a clue by its whole name, "pair-before of the".
std::uint64_t hash_of(std::string_view clue) {
  const std::size_t first = std::min(clue.find(' '), clue.size());
  const std::size_t second = std::min(clue.find(' ', first + 1), clue.size());
  const auto part = [&](std::size_t begin, std::size_t end) {
    return begin < end ? Term(clue.substr(begin, end - begin)) : Term();
  };
  return hash_of(Term(clue.substr(0, first)), part(first + 1, second), part(second + 1, clue.size()));
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

std::uint32_t ClueIndex::find(const Term& what, const Term& of, const Term& and_of) const {
  return slots_[slot_of(hash_of(what, of, and_of))].clue;
}

std::uint32_t ClueIndex::find_named(std::string_view clue) const {
  return slots_[slot_of(hash_of(clue))].clue;
}

void Clues::add(const Term& what, const Term& of, const Term& and_of) {
  if (names_ != nullptr) {
    std::string& name = names_->emplace_back(what.text());
    if (!of.empty()) name.append(" ").append(of.text());
    if (!and_of.empty()) name.append(" ").append(and_of.text());
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

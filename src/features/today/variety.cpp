#include "features/today/variety.h"

#include <algorithm>
#include <map>

namespace confrere::today {
namespace {

class Choice {
 public:
  explicit Choice(std::span<const Candidate> ranked) : ranked_(ranked) {}

  /// Takes what `fits(candidate)` of those not taken yet, until there are five.
  template <class Fits>
  void take(Fits fits) {
    for (std::size_t place = 0; place < ranked_.size() && taken_.size() < kFive; ++place) {
      const Candidate& candidate = ranked_[place];
      if (candidate.lowered || holds(place) || !fits(candidate)) continue;
      taken_.push_back(place);
      ++of_kind_[candidate.kind];
    }
  }
  [[nodiscard]] bool has_room_for(TodayKind kind) const {
    const auto found = of_kind_.find(kind);
    return found == of_kind_.end() || found->second < kMostOfAKind;
  }
  [[nodiscard]] bool has(ContactId contact) const {
    return std::any_of(taken_.begin(), taken_.end(),
                       [&](std::size_t place) { return ranked_[place].contact == contact; });
  }
  [[nodiscard]] std::vector<std::size_t> in_order() {
    std::sort(taken_.begin(), taken_.end());
    return taken_;
  }

 private:
  [[nodiscard]] bool holds(std::size_t place) const {
    return std::find(taken_.begin(), taken_.end(), place) != taken_.end();
  }
  std::span<const Candidate> ranked_;
  std::vector<std::size_t> taken_;
  std::map<TodayKind, int> of_kind_;
};

}  // namespace

std::vector<std::size_t> choose(std::span<const Candidate> ranked) {
  Choice choice(ranked);
  choice.take([](const Candidate& candidate) { return candidate.overdue; });
  choice.take([&](const Candidate& candidate) {
    return choice.has_room_for(candidate.kind) && !choice.has(candidate.contact);
  });
  choice.take([&](const Candidate& candidate) { return !choice.has(candidate.contact); });
  choice.take([](const Candidate& candidate) { return is_owed(candidate.kind); });
  return choice.in_order();
}

}  // namespace confrere::today

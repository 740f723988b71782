#pragma once

#include <vector>

#include "features/today/candidates.h"
#include "features/today/day_store.h"

namespace confrere::today {

/// A viewer's day as it stands: what was fixed, what of it is still open, and what else qualifies. Reads once
/// when it is made; for one transaction.
///
/// The list is fixed when it is first opened with something on it. Later only what became overdue since
/// enters, except on the day the member joined: then the list fills up to five while they add people.
class Day {
 public:
  Day(const Viewer& viewer, store::ReadTransaction& tx);

  /// True where opening it writes: it is not fixed yet, or something enters.
  [[nodiscard]] bool is_unsaved() const { return !entering_.empty(); }
  void save(store::WriteTransaction& tx) const;

  [[nodiscard]] Today shown() const;
  [[nodiscard]] Today all() const;

  /// The item, of the list or of what else qualifies.
  [[nodiscard]] std::optional<TodayItem> find(std::string_view id) const;
  [[nodiscard]] bool lists(std::string_view id) const;

 private:
  void load_items();
  void choose_entering();
  [[nodiscard]] bool may_enter(const Candidate& candidate, bool fills_up) const;
  [[nodiscard]] const Candidate* candidate_of(std::string_view id) const;
  [[nodiscard]] std::optional<TodayItem> item_of(const Candidate& candidate) const;
  [[nodiscard]] std::optional<TodayItem> extra() const;
  [[nodiscard]] bool has_contact(ContactId contact) const;

  const Viewer& viewer_;
  store::ReadTransaction& tx_;
  Date date_;
  Setting setting_;
  std::vector<Candidate> ranked_;
  std::optional<FixedDay> fixed_;
  std::vector<TodayItem> items_;     ///< as shown, with what enters at the end
  std::vector<TodayItem> entering_;  ///< of these, those not saved yet
};

}  // namespace confrere::today

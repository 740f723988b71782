#include "features/today/day.h"

#include <algorithm>

#include "access/record.h"
#include "features/today/drafts.h"
#include "features/today/today_store.h"
#include "features/today/variety.h"

namespace confrere::today {

Day::Day(const Viewer& viewer, store::ReadTransaction& tx)
    : viewer_(viewer),
      tx_(tx),
      date_(viewer.today()),
      setting_(setting_of(viewer, tx)),
      ranked_(gather(viewer, tx)) {
  fixed_ = find_day(tx, viewer, date_);
  if (fixed_) load_items();
  choose_entering();
}

void Day::load_items() {
  for (TodayItem& item : find_items(tx_, viewer_, date_)) {
    if (item.state == ItemState::open) {
      const auto state = find_state_now(tx_, viewer_, item, fixed_->fixed_at);
      if (!state) continue;
      item.state = *state;
      const Candidate* candidate = item.kind == TodayKind::planned ? candidate_of(item.id) : nullptr;
      auto renewed = candidate != nullptr && candidate->passed ? item_of(*candidate) : std::nullopt;
      if (renewed && item.state == ItemState::open) item = *std::move(renewed);
    }
    items_.push_back(std::move(item));
  }
}

bool Day::may_enter(const Candidate& candidate, bool fills_up) const {
  const std::string id = item_id(candidate);
  if (candidate.lowered || lists(id)) return false;
  if (fills_up && !has_contact(candidate.contact)) return items_.size() < kFive;
  const auto& passed_over = fixed_->passed_over;
  return candidate.overdue && std::find(passed_over.begin(), passed_over.end(), id) == passed_over.end();
}

void Day::choose_entering() {
  std::vector<std::size_t> chosen;
  if (!fixed_) {
    chosen = choose(ranked_);
  } else {
    chosen.resize(ranked_.size());
    std::generate(chosen.begin(), chosen.end(), [place = std::size_t{0}]() mutable { return place++; });
  }
  const bool fills_up =
      fixed_ && items_.size() < kFive && viewer_.time_zone.date_at(find_me(tx_, viewer_).joined_at) == date_;
  for (const std::size_t place : chosen) {
    if (fixed_ && !may_enter(ranked_[place], fills_up)) continue;
    auto item = item_of(ranked_[place]);
    if (!item) continue;
    entering_.push_back(*item);
    items_.push_back(*std::move(item));
  }
}

void Day::save(store::WriteTransaction& tx) const {
  if (!fixed_) {
    FixedDay fresh{.fixed_at = viewer_.now};
    for (const Candidate& candidate : ranked_) {
      if (candidate.overdue && !lists(item_id(candidate))) fresh.passed_over.push_back(item_id(candidate));
    }
    insert_day(tx, viewer_, date_, fresh);
  }
  for (const TodayItem& item : entering_) insert_item(tx, viewer_, date_, item);
  record(viewer_, tx, store::ChangeKind::updated, store::Entity::today, viewer_.member);
}

Today Day::shown() const {
  Today today{.date = date_, .items = items_};
  bool is_open = false;
  for (const TodayItem& item : items_) {
    if (item.state != ItemState::open) continue;
    is_open = true;
    today.minutes += minutes_for(item.action.kind);
  }
  today.more = std::count_if(ranked_.begin(), ranked_.end(), [&](const Candidate& candidate) {
    return !candidate.lowered && !lists(item_id(candidate));
  });
  if (!is_open) today.extra = extra();
  return today;
}

Today Day::all() const {
  Today today{.date = date_, .items = items_};
  for (const Candidate& candidate : ranked_) {
    if (lists(item_id(candidate))) continue;
    if (auto item = item_of(candidate)) today.items.push_back(*std::move(item));
  }
  for (const TodayItem& item : today.items) {
    if (item.state == ItemState::open) today.minutes += minutes_for(item.action.kind);
  }
  return today;
}

std::optional<TodayItem> Day::find(std::string_view id) const {
  const auto listed =
      std::find_if(items_.begin(), items_.end(), [&](const TodayItem& item) { return item.id == id; });
  if (listed != items_.end()) return *listed;
  const Candidate* candidate = candidate_of(id);
  return candidate == nullptr ? std::nullopt : item_of(*candidate);
}

bool Day::lists(std::string_view id) const {
  return std::any_of(items_.begin(), items_.end(), [&](const TodayItem& item) { return item.id == id; });
}

const Candidate* Day::candidate_of(std::string_view id) const {
  const auto found = std::find_if(ranked_.begin(), ranked_.end(),
                                  [&](const Candidate& candidate) { return item_id(candidate) == id; });
  return found == ranked_.end() ? nullptr : &*found;
}

std::optional<TodayItem> Day::item_of(const Candidate& candidate) const {
  return make_item(viewer_, tx_, candidate, setting_);
}

std::optional<TodayItem> Day::extra() const {
  const auto found = std::find_if(ranked_.begin(), ranked_.end(), [&](const Candidate& candidate) {
    return !candidate.lowered && !lists(item_id(candidate)) && !has_contact(candidate.contact);
  });
  return found == ranked_.end() ? std::nullopt : item_of(*found);
}

bool Day::has_contact(ContactId contact) const {
  return std::any_of(items_.begin(), items_.end(),
                     [&](const TodayItem& item) { return item.contact.id == contact; });
}

}  // namespace confrere::today

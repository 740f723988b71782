#include "features/today/today.h"

#include "features/today/day.h"

namespace confrere::today {

Today preview_today(const Viewer& viewer, store::ReadTransaction& tx) {
  return Day(viewer, tx).shown();
}

Today preview_all(const Viewer& viewer, store::ReadTransaction& tx) {
  return Day(viewer, tx).all();
}

bool needs_fixing(const Viewer& viewer, store::ReadTransaction& tx) {
  return Day(viewer, tx).is_unsaved();
}

Today open_today(const Viewer& viewer, store::WriteTransaction& tx) {
  const Day day(viewer, tx);
  if (day.is_unsaved()) day.save(tx);
  return day.shown();
}

Result<Today> open_today(const Viewer& viewer, store::Store& store) {
  auto shown = store.read([&](store::ReadTransaction& tx) -> std::optional<Today> {
    const Day day(viewer, tx);
    return day.is_unsaved() ? std::nullopt : std::optional(day.shown());
  });
  if (shown) return *std::move(shown);
  return store.write([&](store::WriteTransaction& tx) -> Result<Today> { return open_today(viewer, tx); });
}

}  // namespace confrere::today

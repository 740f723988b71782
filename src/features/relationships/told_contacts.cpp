#include "features/relationships/told_contacts.h"

namespace confrere::relationships {

void ToldContacts::note(const std::vector<store::CommittedChange>& changes) {
  const std::lock_guard lock(mutex_);
  for (const store::CommittedChange& each : changes) {
    const store::Change& change = each.change;
    if (change.entity != store::Entity::contact && change.entity != store::Entity::tie) continue;
    waiting_.insert({change.network, {.owner = change.owner, .contact = ContactId(change.id)}});
  }
  if (!waiting_.empty()) told_.notify_one();
}

ToldContacts::ByNetwork ToldContacts::take(std::size_t most, const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  ByNetwork taken;
  if (!told_.wait(lock, stop, [this] { return !waiting_.empty(); })) return taken;
  for (std::size_t i = 0; i < most && !waiting_.empty(); ++i) {
    const auto first = waiting_.begin();
    taken[first->first].push_back(first->second);
    waiting_.erase(first);
  }
  return taken;
}

}  // namespace confrere::relationships

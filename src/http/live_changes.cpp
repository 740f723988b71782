#include "http/live_changes.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace confrere::http {
namespace {

std::string event_text(const store::CommittedChange& change) {
  return fmt::format(
      "id: {0}\nevent: change\ndata: {{\"seq\":{0},\"entity\":\"{1}\",\"kind\":\"{2}\",\"id\":\"{3}\"}}\n\n",
      change.seq, word_of(change.change.entity), word_of(change.change.kind), id_text(change.change.id));
}

std::string reset_text(std::int64_t seq) {
  return fmt::format("id: {}\nevent: reset\ndata: {{}}\n\n", seq);
}
/// Tells the browser where to go on from, without telling the page.
std::string position_text(std::int64_t seq) {
  return fmt::format("id: {}\n\n", seq);
}

std::optional<std::int64_t> number_of(const std::string& text) {
  std::int64_t number = 0;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (wrong != std::errc() || end != text.data() + text.size() || number < 0) return std::nullopt;
  return number;
}

store::CommittedChange change_of(const store::Row& row) {
  return {
      .seq = row.integer(0),
      .txn = row.integer(1),
      .change = {.kind = row.get<store::ChangeKind>(2),
                 .entity = row.get<store::Entity>(3),
                 .id = row.get<std::optional<Id<struct AnyTag>>>(4).value_or(Id<struct AnyTag>()).bytes()},
      .at = {}};
}

}  // namespace

void LiveFeed::add(const std::vector<const store::CommittedChange*>& changes) {
  const std::lock_guard lock(mutex_);
  for (const auto* change : changes) add_one(*change);
}

void LiveFeed::add_one(const store::CommittedChange& change) {
  if (change.seq <= dropped_) return;
  in_batch_ = change.txn == batch_ ? in_batch_ + 1 : 1;
  batch_ = change.txn;
  last_seq_ = change.seq;
  has_moved_ = true;
  if (reset_ || change.txn == told_batch_) return;
  if (in_batch_ > kLargeBatch || changes_.size() >= kMostEvents) return become_reset();
  changes_.push_back(change);
}

void LiveFeed::become_reset() {
  reset_ = true;
  changes_.clear();
}

void LiveFeed::drop_through(std::int64_t seq) {
  const std::lock_guard lock(mutex_);
  dropped_ = std::max(dropped_, seq);
  std::erase_if(changes_, [seq](const auto& change) { return change.seq <= seq; });
  if (last_seq_ <= dropped_) reset_ = has_moved_ = false;
}

std::string LiveFeed::take() {
  const std::lock_guard lock(mutex_);
  std::string text;
  if (reset_) {
    text = reset_text(last_seq_);
    told_batch_ = batch_;
  } else if (has_moved_ && changes_.empty()) {
    text = position_text(last_seq_);
  }
  for (const auto& change : changes_) text += event_text(change);
  reset_ = false;
  has_moved_ = false;
  changes_.clear();
  return text;
}

ChangeHub::ChangeHub(store::Store& store)
    : store_(&store),
      subscription_(store.subscribe([feeds = feeds_](const auto& changes) { feeds->tell(changes); })) {}

std::shared_ptr<LiveFeed> ChangeHub::open_feed(const Viewer& viewer, std::function<void()> wake) {
  auto feed = std::make_shared<LiveFeed>(std::move(wake));
  const std::lock_guard lock(feeds_->mutex);
  std::erase_if(feeds_->by_member, [](const auto& entry) { return entry.second.expired(); });
  feeds_->by_member.emplace(std::pair(viewer.network, viewer.member), feed);
  return feed;
}

void ChangeHub::Feeds::tell(const std::vector<store::CommittedChange>& changes) {
  std::map<std::shared_ptr<LiveFeed>, std::vector<const store::CommittedChange*>> told;
  {
    const std::lock_guard lock(mutex);
    if (by_member.empty()) return;
    for (const auto& change : changes) {
      const auto [begin, end] = by_member.equal_range({change.change.network, change.change.owner});
      for (auto entry = begin; entry != end; ++entry) {
        if (auto feed = entry->second.lock()) told[std::move(feed)].push_back(&change);
      }
    }
  }
  for (const auto& [feed, its_changes] : told) {
    feed->add(its_changes);
    feed->wake();
  }
}

std::string ChangeHub::start_of_stream(const Viewer& viewer, const std::optional<std::string>& last_event_id,
                                       LiveFeed& feed) {
  return store_->read([&](store::ReadTransaction& tx) {
    const std::int64_t newest =
        tx.first([](const store::Row& row) { return row.integer(0); },
                 "SELECT coalesce(max(seq), 0) FROM change WHERE network_id = $1 AND owner_id = $2",
                 viewer.network, viewer.member)
            .value_or(0);
    feed.drop_through(newest);
    if (!last_event_id) return position_text(newest);
    const auto since = number_of(*last_event_id);
    // A number from the future was given by a database that was since put back from a backup.
    if (!since || *since > newest) return reset_text(newest);
    LiveFeed missed([] {});
    for (const store::Row& row :
         tx.query("SELECT seq, coalesce(txn, seq), kind, entity, id FROM change "
                  "WHERE network_id = $1 AND owner_id = $2 AND seq > $3 ORDER BY seq LIMIT $4",
                  viewer.network, viewer.member, *since, static_cast<std::int64_t>(kMostEvents) + 1)) {
      missed.add(change_of(row));
    }
    return missed.take() + position_text(newest);
  });
}

}  // namespace confrere::http

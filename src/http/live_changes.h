#pragma once

/// Live updates: what of the change feed goes to which open connection, as server-sent events (WHATWG
/// HTML, 9.2).

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "access/viewer.h"
#include "store/store.h"

namespace confrere::http {

/// More missed changes than this are told as one `reset`: load everything again.
constexpr std::size_t kMostEvents = 1000;
/// So are more changes than this of one transaction, such as an import.
constexpr std::size_t kLargeBatch = 100;

/// The events of one connection that were not sent yet, in bounded memory. Thread safe.
class LiveFeed {
 public:
  /// `wake` is called, from the writer's thread, when there is something to send.
  explicit LiveFeed(std::function<void()> wake) : wake_(std::move(wake)) {}

  void add(const store::CommittedChange& change) { add(std::vector{&change}); }
  /// All at once: take() sees all of them or none. A batch that comes in several parts is told as one, too:
  /// it was committed whole before its first part came, so who loads again upon that sees all of it.
  void add(const std::vector<const store::CommittedChange*>& changes);
  /// Forgets `seq` and those before it, which were told already, also such as are added later.
  void drop_through(std::int64_t seq);
  void wake() const { wake_(); }
  /// What is to be sent, as the text of an event stream; empty for nothing. It is forgotten here.
  std::string take();

 private:
  void add_one(const store::CommittedChange& change);
  void become_reset();

  std::function<void()> wake_;
  std::mutex mutex_;
  std::vector<store::CommittedChange> changes_;
  bool reset_ = false;
  std::int64_t last_seq_ = 0;
  std::int64_t dropped_ = 0;
  std::int64_t batch_ = 0;  ///< the transaction of the last change
  std::size_t in_batch_ = 0;
  std::int64_t told_batch_ = -1;  ///< the last one that was told by a reset
  bool has_moved_ = false;        ///< whether last_seq_ is newer than what take() told
};

/// Knows the open feeds, and hands each its member's changes. Thread safe.
class ChangeHub {
 public:
  explicit ChangeHub(store::Store& store);

  /// A feed of the viewer's own changes from now on, for as long as it is held.
  std::shared_ptr<LiveFeed> open_feed(const Viewer& viewer, std::function<void()> wake);
  /// The start of the viewer's event stream: what was missed since `last_event_id`, or where the stream
  /// starts. Nothing that `feed`, opened before, will tell is told twice. O(missed changes); throws Failure.
  std::string start_of_stream(const Viewer& viewer, const std::optional<std::string>& last_event_id,
                              LiveFeed& feed);

 private:
  /// Shared with the listener, which may still run on the writer's thread while the hub goes.
  struct Feeds {
    std::mutex mutex;
    std::multimap<std::pair<NetworkId, MemberId>, std::weak_ptr<LiveFeed>> by_member;
    void tell(const std::vector<store::CommittedChange>& changes);
  };
  store::Store* store_;
  std::shared_ptr<Feeds> feeds_ = std::make_shared<Feeds>();
  std::shared_ptr<void> subscription_;
};

}  // namespace confrere::http

#pragma once

#include <cstdint>
#include <optional>

#include <boost/describe.hpp>

#include "base/id.h"
#include "base/time.h"

namespace confrere::store {

enum class ChangeKind : std::uint8_t { created, updated, deleted };
BOOST_DESCRIBE_ENUM(ChangeKind, created, updated, deleted)

/// What a change is about; the word is also what live updates name.
enum class Entity : std::uint8_t {
  account,
  member,
  contact,
  photo,
  tie,
  acquaintance,
  circle,
  encounter,
  follow_up,
  goal,
  import,
  my_card,
  today,
};
BOOST_DESCRIBE_ENUM(Entity, account, member, contact, photo, tie, acquaintance, circle, encounter, follow_up,
                    goal, import, my_card, today)

/// A row of the change feed. `owner` says who may see it, also after the row it speaks of is gone.
struct Change {
  NetworkId network{};
  MemberId owner{};
  ChangeKind kind = ChangeKind::updated;
  Entity entity = Entity::contact;
  IdBytes id{};
  MemberId actor{};
};

/// A change that was committed. `seq` grows in commit order; `txn` is the first seq of its batch.
struct CommittedChange {
  std::int64_t seq = 0;
  std::int64_t txn = 0;
  Change change;
  Instant at;
};

}  // namespace confrere::store

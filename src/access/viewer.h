#pragma once

#include <cstdint>

#include <boost/describe.hpp>

#include "base/id.h"
#include "base/time.h"

namespace confrere {

enum class MemberRole : std::uint8_t { owner, facilitator, organiser, member };
BOOST_DESCRIBE_ENUM(MemberRole, owner, facilitator, organiser, member)

/// Who is asking. Whatever could be hidden from somebody is read through a Viewer: its network and member are
/// in the WHERE of the SQL, and what it may not see is not found. Only src/features/accounts makes one from a
/// request.
struct Viewer {
  AccountId account;
  NetworkId network;
  MemberId member;
  MemberRole role = MemberRole::member;
  Instant now;
  TimeZone time_zone = TimeZone::utc();

  /// The date where the viewer is.
  [[nodiscard]] Date today() const { return time_zone.date_at(now); }
};

}  // namespace confrere

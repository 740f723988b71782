#pragma once

#include <optional>
#include <vector>

#include "features/ties/ties.h"

namespace confrere::ties {

/// A row of `tie`.
struct StoredTie {
  std::optional<Closeness> closeness{};
  std::optional<bool> matters{};
  std::optional<Rhythm> rhythm{};
  std::optional<Rhythm> circle_rhythm{};
  Sharing sharing = Sharing::asked;
  std::optional<Instant> sorted_at{};
  Summary summary{};
};

void insert(store::WriteTransaction& tx, const Viewer& viewer, ContactId contact);
std::optional<StoredTie> find(store::ReadTransaction& tx, const Viewer& viewer, ContactId contact);
/// Writes what is stated; the summary stays.
void update_stated(store::WriteTransaction& tx, const Viewer& viewer, ContactId contact,
                   const StoredTie& tie);
void update_circle_rhythm(store::WriteTransaction& tx, const Viewer& viewer, ContactId contact,
                          std::optional<Rhythm> rhythm);

std::optional<Summary> find_summary(store::ReadTransaction& tx, NetworkId network, ContactId contact);
void update_summary(store::WriteTransaction& tx, NetworkId network, ContactId contact,
                    const Summary& summary);
/// A tie of any network.
struct TieKey {
  NetworkId network;
  MemberId owner;
  ContactId contact;
};
std::vector<TieKey> find_all(store::ReadTransaction& tx);
std::vector<TieKey> find_outdated(store::ReadTransaction& tx, std::int64_t most);
/// The contact's held encounters that are not deleted, by moment.
std::vector<Touch> find_touches(store::ReadTransaction& tx, NetworkId network, ContactId contact);

}  // namespace confrere::ties

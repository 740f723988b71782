#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "features/ties/ties.h"
#include "store/store.h"

namespace confrere::relationships {

/// What the graph takes from a row of `tie`.
struct StoredTie {
  NetworkId network{};
  ContactId contact{};
  MemberId owner{};
  std::optional<ties::Closeness> closeness{};
  ties::Sharing sharing = ties::Sharing::asked;
  ties::Summary summary{};  ///< without peak and waiting
};

/// Where a page of all ties begins: after this one.
struct TiePlace {
  NetworkId network{};
  ContactId contact{};
};

/// Tells `tell` of at most `most` ties of any network in which there was an encounter or closeness is stated,
/// also of those whose contact is deleted; returns where the next page begins, nothing at the end. So little
/// at a time because PostgreSQL's client holds all rows of an answer.
std::optional<TiePlace> each_tie(store::ReadTransaction& tx, const TiePlace& after, std::int64_t most,
                                 const std::function<void(const StoredTie&)>& tell);

/// A contact that is a member.
struct Link {
  NetworkId network{};
  ContactId contact{};
  MemberId member{};
};
std::vector<Link> find_links(store::ReadTransaction& tx);
std::vector<ContactId> find_deleted(store::ReadTransaction& tx);

/// A contact's tie and link as they are now; nothing where it is deleted or gone.
struct ContactNow {
  std::optional<MemberId> member{};
  StoredTie tie{};
};
std::optional<ContactNow> find_now(store::ReadTransaction& tx, NetworkId network, ContactId contact);
/// The ties of all the owner's contacts that are this member.
std::vector<StoredTie> find_ties_to(store::ReadTransaction& tx, NetworkId network, MemberId owner,
                                    MemberId member);

}  // namespace confrere::relationships

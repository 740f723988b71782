#pragma once

#include <string_view>

#include "access/viewer.h"
#include "base/result.h"
#include "store/store.h"

namespace confrere::demo {

[[nodiscard]] bool holds_anything(store::ReadTransaction& tx);
/// A member without an account.
void save_member(store::WriteTransaction& tx, NetworkId network, MemberId member, std::string_view name,
                 Instant joined);
/// Lets the network and its owner have been there since `since`.
void predate_network(store::WriteTransaction& tx, NetworkId network, MemberId owner, Instant since);
/// Says that the viewer's contact is that member.
void link_contact(const Viewer& viewer, store::WriteTransaction& tx, ContactId contact, MemberId member);
/// Keeps the sign-in (JSON) as the server's fact `demo`.
void save_sign_in(store::WriteTransaction& tx, std::string_view json);

}  // namespace confrere::demo

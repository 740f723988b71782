#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "features/contacts/contacts.h"

namespace confrere::contacts {

std::vector<Role> find_roles(store::ReadTransaction& tx, NetworkId network, ContactId contact);

/// Writes a new contact's roles. Organisations are the owner's by folded name and made where there is none; a
/// sector that is given is remembered with the organisation. Returns the roles as they were kept: one without
/// a sector has its organisation's.
void insert_roles(store::WriteTransaction& tx, const Viewer& viewer, ContactId contact,
                  std::vector<Role>& roles);
/// Removes the contact's roles, and organisations that nobody is in afterwards.
void remove_roles(store::WriteTransaction& tx, NetworkId network, MemberId owner, ContactId contact);

std::vector<OrganisationId> find_organisations_of(store::ReadTransaction& tx, NetworkId network,
                                                  ContactId contact);
/// Removes those of the organisations that nobody is in.
void remove_empty_organisations(store::WriteTransaction& tx, NetworkId network, MemberId owner,
                                std::span<const OrganisationId> ids);

/// Those that most contacts are in, most first; by index, counting deleted contacts too.
std::vector<OrganisationId> find_most_used_organisations(store::ReadTransaction& tx, const Viewer& viewer,
                                                         std::int64_t most);
/// Ids and folded names of all of the viewer's organisations, by name.
std::vector<std::pair<OrganisationId, std::string>> find_organisation_names(store::ReadTransaction& tx,
                                                                            const Viewer& viewer);
/// With its contacts that are not deleted.
std::optional<Organisation> find_organisation(store::ReadTransaction& tx, const Viewer& viewer,
                                              OrganisationId id);

}  // namespace confrere::contacts

#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "features/contacts/contact_rules.h"

namespace confrere::contacts {

/// What of a contact's row is computed.
struct Computed {
  std::string sort_key;
  std::string headline;
};

/// The contact's row and roles, without circles and tie; nothing when it is not the viewer's or is deleted.
std::optional<Contact> find(store::ReadTransaction& tx, const Viewer& viewer, ContactId id);
std::optional<std::int64_t> find_version(store::ReadTransaction& tx, const Viewer& viewer, ContactId id);
std::optional<Origin> find_origin(store::ReadTransaction& tx, const Viewer& viewer, ContactId id);
std::optional<std::string> find_name(store::ReadTransaction& tx, const Viewer& viewer, ContactId id);

/// Neither roles nor keys: they have their own tables.
void insert(store::WriteTransaction& tx, const Viewer& viewer, const Contact& contact,
            const Computed& computed, const Origin& origin);
void update(store::WriteTransaction& tx, const Viewer& viewer, const Contact& contact,
            const Computed& computed, const Origin& origin);
void update_archived(store::WriteTransaction& tx, const Viewer& viewer, ContactId id, bool archived);
void update_photo_tag(store::WriteTransaction& tx, const Viewer& viewer, ContactId id,
                      const std::optional<std::string>& tag);

void insert_keys(store::WriteTransaction& tx, const Viewer& viewer, ContactId id, std::span<const Key> keys);
void remove_keys(store::WriteTransaction& tx, const Viewer& viewer, ContactId id);
std::vector<ContactId> find_ids_by_key(store::ReadTransaction& tx, const Viewer& viewer, KeyKind kind,
                                       std::string_view value);

void insert_specialties(store::WriteTransaction& tx, const Viewer& viewer, ContactId id,
                        std::span<const std::string> names);
void remove_specialties(store::WriteTransaction& tx, const Viewer& viewer, ContactId id);

void mark_deleted(store::WriteTransaction& tx, const Viewer& viewer, ContactId id, Instant at);
/// False where no contact of the viewer was deleted after `since`.
bool unmark_deleted(store::WriteTransaction& tx, const Viewer& viewer, ContactId id, Instant since);
/// True where the viewer has the contact, deleted or not.
bool exists(store::ReadTransaction& tx, const Viewer& viewer, ContactId id);
struct Owned {
  NetworkId network;
  MemberId owner;
  ContactId id;
};
std::vector<Owned> find_deleted_before(store::ReadTransaction& tx, Instant before, std::int64_t most);
/// The row and, by cascade, all that hangs on it.
void remove(store::WriteTransaction& tx, const Owned& contact);

/// Where a page of the list begins: after the contact of this sort key and id.
struct ListPlace {
  std::string sort_key;
  ContactId id;
};
std::vector<ListPlace> find_page(store::ReadTransaction& tx, const Viewer& viewer,
                                 const ContactFilter& filter, const std::optional<ListPlace>& after,
                                 std::int64_t offset, std::int64_t limit);
std::int64_t count_contacts(store::ReadTransaction& tx, const Viewer& viewer, const ContactFilter& filter);
std::optional<ContactSummary> find_summary(store::ReadTransaction& tx, const Viewer& viewer, ContactId id);

/// Where a picture is fetched.
std::string photo_address(ContactId id, std::string_view tag);
std::optional<std::string> find_photo_tag(store::ReadTransaction& tx, const Viewer& viewer, ContactId id);
std::optional<Photo> find_photo(store::ReadTransaction& tx, const Viewer& viewer, ContactId id);
void upsert_photo(store::WriteTransaction& tx, const Viewer& viewer, ContactId id,
                  std::string_view media_type, std::span<const std::uint8_t> bytes);
void remove_photo(store::WriteTransaction& tx, const Viewer& viewer, ContactId id);

}  // namespace confrere::contacts

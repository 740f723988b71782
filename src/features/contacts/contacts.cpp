#include "features/contacts/contacts.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/cursor.h"
#include "base/text.h"
#include "features/contacts/contact_rules.h"
#include "features/contacts/contacts_store.h"
#include "features/contacts/roles_store.h"
#include "features/contacts/search.h"

namespace confrere::contacts {
namespace {

Error no_such_contact() {
  return not_found("There is no such contact.");
}

void record(const Viewer& viewer, store::WriteTransaction& tx, store::ChangeKind kind, ContactId id) {
  tx.record({.network = viewer.network,
             .owner = viewer.member,
             .kind = kind,
             .entity = store::Entity::contact,
             .id = id.bytes(),
             .actor = viewer.member});
}

Computed computed(const Viewer& viewer, const Contact& contact) {
  return {.sort_key = sort_key(contact), .headline = headline(contact, viewer.today())};
}

/// Takes over the name of the contact who brought them together, so that it stays when that contact goes.
Result<void> name_who_brought_us_together(const Viewer& viewer, store::ReadTransaction& tx,
                                          ContactFields& fields) {
  if (!fields.how_we_met.value || !fields.how_we_met.value->through_contact_id) return {};
  auto name = find_name(tx, viewer, *fields.how_we_met.value->through_contact_id);
  if (!name) {
    return invalid(
        "$.how_we_met.through_contact_id",
        "The person who brought you together is not among your contacts. They may have been deleted.");
  }
  fields.how_we_met.value->through = *std::move(name);
  return {};
}

Strictness strictness_of(const Origin& origin) {
  return origin.source == Source::own ? Strictness::typed : Strictness::card;
}

std::vector<CircleId> ids_of(const std::vector<CircleRef>& circles) {
  std::vector<CircleId> ids;
  for (const CircleRef& circle : circles) ids.push_back(circle.id);
  std::sort(ids.begin(), ids.end());
  return ids;
}

/// True when the contact's circles became others.
Result<bool> put_circles(const Viewer& viewer, store::WriteTransaction& tx, ContactId id,
                         const Field<std::vector<CircleId>>& circles) {
  if (!circles.given) return false;
  std::vector<CircleId> wanted = circles.value.value_or(std::vector<CircleId>{});
  auto sorted = wanted;
  std::sort(sorted.begin(), sorted.end());
  if (sorted == ids_of(circles::circles_of(viewer, tx, id))) return false;
  if (auto put = circles::set_circles(viewer, tx, id, wanted, "$.circles"); !put) return put.error();
  return true;
}

/// Rewrites of the contact's tables what is not the same in `after`.
void save(const Viewer& viewer, store::WriteTransaction& tx, const Contact& before,
          const Origin& origin_before, Contact& after, const Origin& origin) {
  if (before.roles != after.roles) {
    remove_roles(tx, viewer.network, viewer.member, after.id);
    insert_roles(tx, viewer, after.id, after.roles);
  }
  if (before.specialties != after.specialties) {
    remove_specialties(tx, viewer, after.id);
    insert_specialties(tx, viewer, after.id, after.specialties);
  }
  if (const auto keys = keys_of(after, origin); keys != keys_of(before, origin_before)) {
    remove_keys(tx, viewer, after.id);
    insert_keys(tx, viewer, after.id, keys);
  }
  update_in_search(viewer, tx, after.id, search_document(before), search_document(after));
  update(tx, viewer, after, computed(viewer, after), origin);
}

Result<void> set_archived(const Viewer& viewer, store::WriteTransaction& tx, ContactId id, bool archived) {
  const auto contact = find(tx, viewer, id);
  if (!contact) return no_such_contact();
  if (contact->archived == archived) return {};
  update_archived(tx, viewer, id, archived);
  record(viewer, tx, store::ChangeKind::updated, id);
  return {};
}

void purge(store::WriteTransaction& tx, const Owned& contact) {
  const auto organisations = find_organisations_of(tx, contact.network, contact.id);
  remove_from_search(tx, contact.network, contact.owner, contact.id);
  remove(tx, contact);
  remove_empty_organisations(tx, contact.network, contact.owner, organisations);
}

}  // namespace

Result<ContactId> create_contact(const Viewer& viewer, store::WriteTransaction& tx,
                                 const ContactFields& given, const Origin& origin) {
  if (!given.name.value) return invalid("$.name", "A contact needs a name. One word is enough.");
  auto fields = checked(given, strictness_of(origin));
  if (!fields) return fields.error();
  if (auto named = name_who_brought_us_together(viewer, tx, *fields); !named) return named.error();

  Contact contact = with_fields({}, *fields);
  contact.id = ContactId::make();
  contact.version = 1;
  contact.created_at = tx.now();
  contact.updated_at = tx.now();
  insert(tx, viewer, contact, computed(viewer, contact), origin);
  ties::create_tie(viewer, tx, contact.id);
  insert_roles(tx, viewer, contact.id, contact.roles);
  insert_specialties(tx, viewer, contact.id, contact.specialties);
  insert_keys(tx, viewer, contact.id, keys_of(contact, origin));
  add_to_search(viewer, tx, contact.id, search_document(contact));
  const bool in_circles = fields->circles.value && !fields->circles.value->empty();
  if (in_circles) {
    if (auto put = put_circles(viewer, tx, contact.id, fields->circles); !put) return put.error();
  }
  record(viewer, tx, store::ChangeKind::created, contact.id);
  return contact.id;
}

Result<void> update_contact(const Viewer& viewer, store::WriteTransaction& tx, ContactId id,
                            const ContactFields& given, const std::optional<Origin>& new_origin) {
  const auto before = find(tx, viewer, id);
  if (!before) return no_such_contact();
  const Origin origin_before = *find_origin(tx, viewer, id);
  const Origin& origin = new_origin ? *new_origin : origin_before;
  auto fields = checked(given, new_origin ? strictness_of(origin) : Strictness::typed);
  if (!fields) return fields.error();
  if (auto named = name_who_brought_us_together(viewer, tx, *fields); !named) return named.error();

  Contact after = with_fields(*before, *fields);
  const auto other_circles = put_circles(viewer, tx, id, fields->circles);
  if (!other_circles) return other_circles.error();
  if (same_fields(*before, after) && origin == origin_before && !*other_circles) return {};
  after.version = before->version + 1;
  after.updated_at = tx.now();
  save(viewer, tx, *before, origin_before, after, origin);
  record(viewer, tx, store::ChangeKind::updated, id);
  return {};
}

Result<Contact> load_contact(const Viewer& viewer, store::ReadTransaction& tx, ContactId id) {
  auto contact = find(tx, viewer, id);
  if (!contact) return no_such_contact();
  contact->circles = circles::circles_of(viewer, tx, id);
  auto tie = ties::load_tie(viewer, tx, id);
  if (!tie) return tie.error();
  contact->tie = *std::move(tie);
  return *std::move(contact);
}

Result<std::int64_t> contact_version(const Viewer& viewer, store::ReadTransaction& tx, ContactId id) {
  const auto version = find_version(tx, viewer, id);
  if (!version) return no_such_contact();
  return *version;
}

Result<Origin> load_origin(const Viewer& viewer, store::ReadTransaction& tx, ContactId id) {
  auto origin = find_origin(tx, viewer, id);
  if (!origin) return no_such_contact();
  return *std::move(origin);
}

Result<void> archive_contact(const Viewer& viewer, store::WriteTransaction& tx, ContactId id) {
  return set_archived(viewer, tx, id, true);
}

Result<void> unarchive_contact(const Viewer& viewer, store::WriteTransaction& tx, ContactId id) {
  return set_archived(viewer, tx, id, false);
}

Result<Undo> delete_contact(const Viewer& viewer, store::WriteTransaction& tx, ContactId id) {
  if (!find_version(tx, viewer, id)) return no_such_contact();
  mark_deleted(tx, viewer, id, tx.now());
  record(viewer, tx, store::ChangeKind::deleted, id);
  return Undo{.id = UndoId(id.bytes()), .expires_at = tx.now() + kUndoFor};
}

Result<void> restore_contact(const Viewer& viewer, store::WriteTransaction& tx, ContactId id) {
  if (!unmark_deleted(tx, viewer, id, tx.now() - kUndoFor)) return no_such_contact();
  record(viewer, tx, store::ChangeKind::created, id);
  return {};
}

Result<void> purge_contact(const Viewer& viewer, store::WriteTransaction& tx, ContactId id) {
  if (!exists(tx, viewer, id)) return no_such_contact();
  purge(tx, {.network = viewer.network, .owner = viewer.member, .id = id});
  record(viewer, tx, store::ChangeKind::deleted, id);
  return {};
}

std::int64_t purge_deleted_contacts(store::WriteTransaction& tx, std::int64_t most) {
  const auto expired = find_deleted_before(tx, tx.now() - kUndoFor, most);
  for (const Owned& contact : expired) purge(tx, contact);
  return static_cast<std::int64_t>(expired.size());
}

Result<std::vector<ContactRef>> contact_refs(const Viewer& viewer, store::ReadTransaction& tx,
                                             std::span<const ContactId> ids, std::string_view list) {
  std::vector<ContactRef> refs;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    auto ref = contact_ref(viewer, tx, ids[i], fmt::format("{}[{}]", list, i));
    if (!ref) return ref.error();
    refs.push_back(*std::move(ref));
  }
  return refs;
}

Result<ContactRef> contact_ref(const Viewer& viewer, store::ReadTransaction& tx, ContactId id,
                               std::string_view field) {
  auto name = find_name(tx, viewer, id);
  if (!name) {
    return Error{.code = ErrorCode::not_found,
                 .message = "There is no such contact. It may have been deleted.",
                 .field = std::string(field)};
  }
  return ContactRef{.id = id, .name = *std::move(name)};
}

std::vector<ContactSummary> summaries(const Viewer& viewer, store::ReadTransaction& tx,
                                      std::span<const ContactId> ids) {
  std::vector<ContactSummary> found;
  for (const ContactId id : ids) {
    if (auto summary = find_summary(tx, viewer, id)) found.push_back(*std::move(summary));
  }
  return found;
}

std::vector<ContactId> find_by_key(const Viewer& viewer, store::ReadTransaction& tx, KeyKind kind,
                                   std::string_view value) {
  return find_ids_by_key(tx, viewer, kind, value);
}

}  // namespace confrere::contacts

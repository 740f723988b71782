#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "features/contacts/contacts.h"
#include "features/testing/member_fixture.h"

namespace confrere::contacts {

/// Short words for what the stories of contacts do again and again.
class ContactsFixture : public MemberFixture {
 protected:
  Result<ContactId> try_create(const Viewer& viewer, const ContactFields& fields, const Origin& origin = {}) {
    return store_->write(
        [&](store::WriteTransaction& tx) { return create_contact(viewer, tx, fields, origin); });
  }
  ContactId create(const Viewer& viewer, const ContactFields& fields, const Origin& origin = {}) {
    const auto created = try_create(viewer, fields, origin);
    EXPECT_TRUE(created) << created.error().field << ": " << created.error().message << created.error().cause;
    return created ? *created : ContactId();
  }
  Result<void> update(const Viewer& viewer, ContactId id, const ContactFields& fields) {
    return store_->write([&](store::WriteTransaction& tx) { return update_contact(viewer, tx, id, fields); });
  }
  Result<Undo> remove(const Viewer& viewer, ContactId id) {
    return store_->write([&](store::WriteTransaction& tx) { return delete_contact(viewer, tx, id); });
  }
  Result<void> restore(const Viewer& viewer, ContactId id) {
    return store_->write([&](store::WriteTransaction& tx) { return restore_contact(viewer, tx, id); });
  }
  std::int64_t purge_deleted() {
    return store_
        ->write(
            [&](store::WriteTransaction& tx) -> Result<std::int64_t> { return purge_deleted_contacts(tx); })
        .value();
  }
  Result<Contact> load(const Viewer& viewer, ContactId id) {
    return store_->read([&](store::ReadTransaction& tx) { return load_contact(viewer, tx, id); });
  }
  CircleId create_circle(const Viewer& viewer, const std::string& name,
                         std::optional<ties::Rhythm> rhythm = std::nullopt) {
    return store_
        ->write([&](store::WriteTransaction& tx) {
          return circles::create_circle(viewer, tx, {.name = name, .rhythm = rhythm});
        })
        .value()
        .id;
  }
  void set_rhythm(CircleId circle, ties::Rhythm rhythm) {
    EXPECT_TRUE(store_->write([&](store::WriteTransaction& tx) {
      return circles::update_circle(ada_, tx, circle, {.name = {}, .rhythm = rhythm});
    }));
  }

  static std::vector<std::string> names_of(const ContactPage& page) {
    std::vector<std::string> names;
    for (const ContactSummary& contact : page.items) names.push_back(contact.name);
    return names;
  }
  std::vector<std::string> names(const Viewer& viewer, const ContactFilter& filter = {}) {
    return names_of(
        store_->read([&](store::ReadTransaction& tx) { return list_contacts(viewer, tx, filter, 500); })
            .value());
  }
  ContactPage search_page(const Viewer& viewer, std::string_view query, std::int64_t limit = 50,
                          const std::optional<std::string>& cursor = std::nullopt,
                          const ContactFilter& filter = {}) {
    return store_
        ->read([&](store::ReadTransaction& tx) {
          return search_contacts(viewer, tx, query, filter, limit, cursor);
        })
        .value();
  }
  /// Names, best first.
  std::vector<std::string> found(const Viewer& viewer, std::string_view query) {
    return names_of(search_page(viewer, query));
  }

  /// Rows of a table, by any means: what must be gone must be gone from the database.
  std::int64_t count(std::string_view table) {
    return store_->read([&](store::ReadTransaction& tx) {
      return *tx.first([](const store::Row& row) { return row.integer(0); },
                       fmt::format("SELECT count(*) FROM {}", table));
    });
  }
};

}  // namespace confrere::contacts

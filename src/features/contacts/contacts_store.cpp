#include "features/contacts/contacts_store.h"

#include <array>

#include <fmt/format.h>
#include <sodium.h>

#include "features/contacts/roles_store.h"
#include "features/specialties/specialties.h"

namespace confrere::contacts {
namespace {

using store::Row;

/// The column `details`.
struct Details {
  NameParts name_parts{};
  std::vector<std::string> nicknames{};
  std::vector<LabelledValue> emails{};
  std::vector<LabelledValue> phones{};
  std::vector<Address> addresses{};
  std::vector<LabelledValue> links{};
  std::vector<LabelledValue> messengers{};
  std::vector<DatedEvent> dates{};
  std::vector<std::string> languages{};
  std::string pronouns{};
};
BOOST_DESCRIBE_STRUCT(Details, (),
                      (name_parts, nicknames, emails, phones, addresses, links, messengers, dates, languages,
                       pronouns))

/// What the program wrote itself, read back.
template <class T>
T parsed(std::string_view json) {
  auto value = from_json_text<T>(json);
  if (!value) throw BrokenInvariant(value.error());
  return *std::move(value);
}

std::string details_text(const Contact& contact) {
  return to_json_text(Details{.name_parts = contact.name_parts,
                              .nicknames = contact.nicknames,
                              .emails = contact.emails,
                              .phones = contact.phones,
                              .addresses = contact.addresses,
                              .links = contact.links,
                              .messengers = contact.messengers,
                              .dates = contact.dates,
                              .languages = contact.languages,
                              .pronouns = contact.pronouns});
}

/// The contact's id stands in a column of its own, so that it can go when that contact goes.
std::optional<std::string> how_we_met_text(const Contact& contact) {
  if (!contact.how_we_met) return std::nullopt;
  HowWeMet words = *contact.how_we_met;
  words.through_contact_id.reset();
  return to_json_text(words);
}

std::optional<ContactId> met_through(const Contact& contact) {
  return contact.how_we_met ? contact.how_we_met->through_contact_id : std::nullopt;
}

std::optional<std::string> photo_from(const Row& row, int column, ContactId id) {
  if (row.is_null(column)) return std::nullopt;
  return photo_address(id, row.text(column));
}

std::optional<HowWeMet> how_we_met_from(const Row& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  auto met = parsed<HowWeMet>(row.text(column));
  met.through_contact_id = row.get<std::optional<ContactId>>(column + 1);
  if (met.through_contact_id) met.through = row.get<std::string>(column + 2);
  return met;
}

Contact contact_from(const Row& row) {
  auto details = parsed<Details>(row.text(2));
  Contact contact;
  contact.id = row.get<ContactId>(0);
  contact.name = row.get<std::string>(1);
  contact.name_parts = std::move(details.name_parts);
  contact.nicknames = std::move(details.nicknames);
  contact.emails = std::move(details.emails);
  contact.phones = std::move(details.phones);
  contact.addresses = std::move(details.addresses);
  contact.links = std::move(details.links);
  contact.messengers = std::move(details.messengers);
  contact.dates = std::move(details.dates);
  contact.languages = std::move(details.languages);
  contact.pronouns = std::move(details.pronouns);
  contact.specialties = parsed<std::vector<std::string>>(row.text(3));
  contact.how_we_met = how_we_met_from(row, 4);
  contact.cares_about = row.get<std::string>(7);
  contact.cases_loved = row.get<std::string>(8);
  contact.cases_unwanted = row.get<std::string>(9);
  contact.ask = row.get<std::string>(10);
  contact.offer = row.get<std::string>(11);
  contact.note = row.get<std::string>(12);
  contact.photo = photo_from(row, 13, contact.id);
  contact.archived = !row.is_null(14);
  contact.version = row.get<std::int64_t>(15);
  contact.created_at = row.get<Instant>(16);
  contact.updated_at = row.get<Instant>(17);
  return contact;
}

ContactSummary summary_from(const Row& row) {
  const auto id = row.get<ContactId>(0);
  return {.id = id,
          .name = row.get<std::string>(1),
          .headline = row.get<std::string>(2),
          .specialties = parsed<std::vector<std::string>>(row.text(3)),
          .photo = photo_from(row, 4, id),
          .closeness = row.get<std::optional<ties::Closeness>>(5),
          .rhythm = row.get<std::optional<ties::Rhythm>>(6),
          .last_encounter_at = row.get<std::optional<Instant>>(7),
          .archived = !row.is_null(8),
          .matched = {}};
}

ContactId id_from(const Row& row) {
  return row.get<ContactId>(0);
}

/// The list's conditions for a filter; $1 network, $2 owner, $3 circle.
std::string list_conditions(const ContactFilter& filter) {
  std::string sql = " WHERE c.network_id = $1 AND c.owner_id = $2 AND c.deleted_at IS NULL";
  sql += filter.archived ? " AND c.archived_at IS NOT NULL" : " AND c.archived_at IS NULL";
  if (filter.circle) {
    sql +=
        " AND EXISTS (SELECT 1 FROM circle_contact m WHERE m.network_id = c.network_id AND m.circle_id = $3"
        " AND m.contact_id = c.id)";
  } else {
    sql += " AND CAST($3 AS uuid) IS NULL";
  }
  return sql;
}

/// A key as it is kept: PostgreSQL indexes no value of more than some 2,700 bytes, so a long one (a card's
/// UID can be anything) is known by its hash.
std::string indexed(std::string_view value) {
  constexpr std::size_t kMostKept = 512;
  if (value.size() <= kMostKept) return std::string(value);
  std::array<unsigned char, crypto_generichash_BYTES> hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(value.data()),
                     value.size(), nullptr, 0);
  std::string text = "hash:";
  for (const unsigned char byte : hash) text += fmt::format("{:02x}", byte);
  return text;
}

}  // namespace

std::optional<Contact> find(store::ReadTransaction& tx, const Viewer& viewer, ContactId id) {
  auto contact = tx.first(
      contact_from,
      "SELECT c.id, c.name, c.details, c.specialties, c.how_we_met, m.id, m.name, c.cares_about, "
      "c.cases_loved,"
      " c.cases_unwanted, c.ask, c.offer, c.note, c.photo_tag, c.archived_at, c.version, c.created_at, "
      "c.updated_at"
      " FROM contact c LEFT JOIN contact m ON m.network_id = c.network_id AND m.id = c.met_through_id"
      "  AND m.owner_id = c.owner_id AND m.deleted_at IS NULL"
      " WHERE c.network_id = $1 AND c.owner_id = $2 AND c.id = $3 AND c.deleted_at IS NULL",
      viewer.network, viewer.member, id);
  if (contact) contact->roles = find_roles(tx, viewer.network, id);
  return contact;
}

std::optional<std::int64_t> find_version(store::ReadTransaction& tx, const Viewer& viewer, ContactId id) {
  return tx.first([](const Row& row) { return row.integer(0); },
                  "SELECT version FROM contact"
                  " WHERE network_id = $1 AND owner_id = $2 AND id = $3 AND deleted_at IS NULL",
                  viewer.network, viewer.member, id);
}

std::optional<Origin> find_origin(store::ReadTransaction& tx, const Viewer& viewer, ContactId id) {
  return tx.first(
      [](const Row& row) {
        return Origin{.source = row.get<Source>(0),
                      .uid = row.get<std::optional<std::string>>(1),
                      .source_card = row.get<std::optional<std::string>>(2),
                      .connected_on = PartialDate::parse(row.text(3))};
      },
      "SELECT source, uid, source_card, connected_on FROM contact"
      " WHERE network_id = $1 AND owner_id = $2 AND id = $3 AND deleted_at IS NULL",
      viewer.network, viewer.member, id);
}

std::optional<std::string> find_name(store::ReadTransaction& tx, const Viewer& viewer, ContactId id) {
  return tx.first([](const Row& row) { return row.get<std::string>(0); },
                  "SELECT name FROM contact"
                  " WHERE network_id = $1 AND owner_id = $2 AND id = $3 AND deleted_at IS NULL",
                  viewer.network, viewer.member, id);
}

void insert(store::WriteTransaction& tx, const Viewer& viewer, const Contact& contact,
            const Computed& computed, const Origin& origin) {
  tx.execute(
      "INSERT INTO contact (network_id, id, owner_id, name, sort_key, details, how_we_met, met_through_id,"
      " cares_about, cases_loved, cases_unwanted, ask, offer, note, headline, specialties, uid, source_card, "
      "source,"
      " connected_on, version, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, "
      "$12,"
      " $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)",
      viewer.network, contact.id, viewer.member, contact.name, computed.sort_key, details_text(contact),
      how_we_met_text(contact), met_through(contact), contact.cares_about, contact.cases_loved,
      contact.cases_unwanted, contact.ask, contact.offer, contact.note, computed.headline,
      to_json_text(contact.specialties), origin.uid, origin.source_card, origin.source,
      origin.connected_on ? std::optional(origin.connected_on->text()) : std::nullopt, contact.version,
      contact.created_at, contact.updated_at);
}

void update(store::WriteTransaction& tx, const Viewer& viewer, const Contact& contact,
            const Computed& computed, const Origin& origin) {
  tx.execute(
      "UPDATE contact SET name = $4, sort_key = $5, details = $6, how_we_met = $7, met_through_id = $8,"
      " cares_about = $9, cases_loved = $10, cases_unwanted = $11, ask = $12, offer = $13, note = $14,"
      " headline = $15, specialties = $16, uid = $17, source_card = $18, source = $19, connected_on = $20,"
      " version = $21, updated_at = $22 WHERE network_id = $1 AND owner_id = $2 AND id = $3",
      viewer.network, viewer.member, contact.id, contact.name, computed.sort_key, details_text(contact),
      how_we_met_text(contact), met_through(contact), contact.cares_about, contact.cases_loved,
      contact.cases_unwanted, contact.ask, contact.offer, contact.note, computed.headline,
      to_json_text(contact.specialties), origin.uid, origin.source_card, origin.source,
      origin.connected_on ? std::optional(origin.connected_on->text()) : std::nullopt, contact.version,
      contact.updated_at);
}

void update_archived(store::WriteTransaction& tx, const Viewer& viewer, ContactId id, bool archived) {
  tx.execute(
      "UPDATE contact SET archived_at = $4, version = version + 1, updated_at = $5"
      " WHERE network_id = $1 AND owner_id = $2 AND id = $3",
      viewer.network, viewer.member, id, archived ? std::optional(tx.now()) : std::nullopt, tx.now());
}

void update_photo_tag(store::WriteTransaction& tx, const Viewer& viewer, ContactId id,
                      const std::optional<std::string>& tag) {
  tx.execute(
      "UPDATE contact SET photo_tag = $4, version = version + 1, updated_at = $5"
      " WHERE network_id = $1 AND owner_id = $2 AND id = $3",
      viewer.network, viewer.member, id, tag, tx.now());
}

void insert_keys(store::WriteTransaction& tx, const Viewer& viewer, ContactId id, std::span<const Key> keys) {
  for (const auto& [kind, value] : keys) {
    tx.execute(
        "INSERT INTO contact_key (network_id, owner_id, kind, value, contact_id) VALUES ($1, $2, $3, $4, $5)",
        viewer.network, viewer.member, kind, indexed(value), id);
  }
}

void remove_keys(store::WriteTransaction& tx, const Viewer& viewer, ContactId id) {
  tx.execute("DELETE FROM contact_key WHERE network_id = $1 AND owner_id = $2 AND contact_id = $3",
             viewer.network, viewer.member, id);
}

std::vector<ContactId> find_ids_by_key(store::ReadTransaction& tx, const Viewer& viewer, KeyKind kind,
                                       std::string_view value) {
  return tx.all(
      id_from,
      "SELECT k.contact_id FROM contact_key k"
      " JOIN contact c ON c.network_id = k.network_id AND c.id = k.contact_id AND c.deleted_at IS NULL"
      " WHERE k.network_id = $1 AND k.owner_id = $2 AND k.kind = $3 AND k.value = $4 ORDER BY k.contact_id",
      viewer.network, viewer.member, kind, indexed(value));
}

void insert_specialties(store::WriteTransaction& tx, const Viewer& viewer, ContactId id,
                        std::span<const std::string> names) {
  for (std::size_t place = 0; place < names.size(); ++place) {
    const auto* const entry = specialties::find(names[place]);
    tx.execute(
        "INSERT INTO contact_specialty (network_id, contact_id, place, code, name) VALUES ($1, $2, $3, $4, "
        "$5)",
        viewer.network, id, place, entry == nullptr ? std::nullopt : std::optional(entry->specialty.code),
        names[place]);
  }
}

void remove_specialties(store::WriteTransaction& tx, const Viewer& viewer, ContactId id) {
  tx.execute("DELETE FROM contact_specialty WHERE network_id = $1 AND contact_id = $2", viewer.network, id);
}

void mark_deleted(store::WriteTransaction& tx, const Viewer& viewer, ContactId id, Instant at) {
  tx.execute("UPDATE contact SET deleted_at = $4 WHERE network_id = $1 AND owner_id = $2 AND id = $3",
             viewer.network, viewer.member, id, at);
}

bool unmark_deleted(store::WriteTransaction& tx, const Viewer& viewer, ContactId id, Instant since) {
  return tx.execute(
             "UPDATE contact SET deleted_at = NULL"
             " WHERE network_id = $1 AND owner_id = $2 AND id = $3 AND deleted_at > $4",
             viewer.network, viewer.member, id, since) > 0;
}

bool exists(store::ReadTransaction& tx, const Viewer& viewer, ContactId id) {
  return tx
      .first(id_from, "SELECT id FROM contact WHERE network_id = $1 AND owner_id = $2 AND id = $3",
             viewer.network, viewer.member, id)
      .has_value();
}

std::vector<Owned> find_deleted_before(store::ReadTransaction& tx, Instant before, std::int64_t most) {
  return tx.all(
      [](const Row& row) {
        return Owned{row.get<NetworkId>(0), row.get<MemberId>(1), row.get<ContactId>(2)};
      },
      "SELECT network_id, owner_id, id FROM contact WHERE deleted_at <= $1 ORDER BY deleted_at LIMIT $2",
      before, most);
}

void remove(store::WriteTransaction& tx, const Owned& contact) {
  tx.execute("DELETE FROM contact WHERE network_id = $1 AND owner_id = $2 AND id = $3", contact.network,
             contact.owner, contact.id);
}

std::vector<ListPlace> find_page(store::ReadTransaction& tx, const Viewer& viewer,
                                 const ContactFilter& filter, const std::optional<ListPlace>& after,
                                 std::int64_t offset, std::int64_t limit) {
  const auto place_from = [](const Row& row) {
    return ListPlace{row.get<std::string>(0), row.get<ContactId>(1)};
  };
  const std::string select = "SELECT c.sort_key, c.id FROM contact c" + list_conditions(filter);
  if (after) {
    return tx.all(place_from,
                  select + " AND (c.sort_key, c.id) > ($4, $5) ORDER BY c.sort_key, c.id LIMIT $6",
                  viewer.network, viewer.member, filter.circle, after->sort_key, after->id, limit);
  }
  return tx.all(place_from, select + " ORDER BY c.sort_key, c.id LIMIT $4 OFFSET $5", viewer.network,
                viewer.member, filter.circle, limit, offset);
}

std::int64_t count_contacts(store::ReadTransaction& tx, const Viewer& viewer, const ContactFilter& filter) {
  return tx
      .first([](const Row& row) { return row.integer(0); },
             "SELECT count(*) FROM contact c" + list_conditions(filter), viewer.network, viewer.member,
             filter.circle)
      .value_or(0);
}

std::optional<ContactSummary> find_summary(store::ReadTransaction& tx, const Viewer& viewer, ContactId id) {
  return tx.first(summary_from,
                  "SELECT c.id, c.name, c.headline, c.specialties, c.photo_tag, t.closeness,"
                  " coalesce(t.rhythm, t.circle_rhythm), t.last_held_at, c.archived_at FROM contact c"
                  " JOIN tie t ON t.network_id = c.network_id AND t.contact_id = c.id"
                  " WHERE c.network_id = $1 AND c.owner_id = $2 AND c.id = $3 AND c.deleted_at IS NULL",
                  viewer.network, viewer.member, id);
}

std::string photo_address(ContactId id, std::string_view tag) {
  return fmt::format("/api/v1/contacts/{}/photo?v={}", id.text(), tag);
}

std::optional<std::string> find_photo_tag(store::ReadTransaction& tx, const Viewer& viewer, ContactId id) {
  const auto tag = tx.first([](const Row& row) { return row.get<std::optional<std::string>>(0); },
                            "SELECT photo_tag FROM contact"
                            " WHERE network_id = $1 AND owner_id = $2 AND id = $3 AND deleted_at IS NULL",
                            viewer.network, viewer.member, id);
  return tag.value_or(std::nullopt);
}

std::optional<Photo> find_photo(store::ReadTransaction& tx, const Viewer& viewer, ContactId id) {
  return tx.first(
      [](const Row& row) {
        return Photo{.media_type = row.get<std::string>(0),
                     .tag = row.get<std::string>(1),
                     .bytes = row.get<store::Blob>(2)};
      },
      "SELECT p.media_type, c.photo_tag, p.bytes FROM photo p"
      " JOIN contact c ON c.network_id = p.network_id AND c.id = p.contact_id"
      " WHERE p.network_id = $1 AND c.owner_id = $2 AND p.contact_id = $3 AND c.deleted_at IS NULL",
      viewer.network, viewer.member, id);
}

void upsert_photo(store::WriteTransaction& tx, const Viewer& viewer, ContactId id,
                  std::string_view media_type, std::span<const std::uint8_t> bytes) {
  tx.execute(
      "INSERT INTO photo (network_id, contact_id, media_type, bytes) VALUES ($1, $2, $3, $4)"
      " ON CONFLICT (network_id, contact_id) DO UPDATE SET media_type = excluded.media_type, bytes = "
      "excluded.bytes",
      viewer.network, id, media_type, bytes);
}

void remove_photo(store::WriteTransaction& tx, const Viewer& viewer, ContactId id) {
  tx.execute("DELETE FROM photo WHERE network_id = $1 AND contact_id = $2", viewer.network, id);
}

}  // namespace confrere::contacts

#include "features/circles/circles_store.h"

namespace confrere::circles {
namespace {

using store::Row;

Circle circle_from(const Row& row) {
  return {.id = row.get<CircleId>(0),
          .name = row.get<std::string>(1),
          .rhythm = row.get<std::optional<ties::Rhythm>>(2),
          .contacts = row.get<std::int64_t>(3)};
}

ContactId contact_id_from(const Row& row) {
  return row.get<ContactId>(0);
}

}  // namespace

std::vector<Circle> find_all(store::ReadTransaction& tx, const Viewer& viewer) {
  return tx.all(
      circle_from,
      "SELECT c.id, c.name, c.rhythm, (SELECT count(*) FROM circle_contact m"
      "  JOIN contact p ON p.network_id = m.network_id AND p.id = m.contact_id AND p.deleted_at IS NULL"
      "  WHERE m.network_id = c.network_id AND m.circle_id = c.id)"
      " FROM circle c WHERE c.network_id = $1 AND c.owner_id = $2 ORDER BY c.name_key",
      viewer.network, viewer.member);
}

std::optional<Circle> find(store::ReadTransaction& tx, const Viewer& viewer, CircleId id) {
  return tx.first(
      circle_from,
      "SELECT c.id, c.name, c.rhythm, (SELECT count(*) FROM circle_contact m"
      "  JOIN contact p ON p.network_id = m.network_id AND p.id = m.contact_id AND p.deleted_at IS NULL"
      "  WHERE m.network_id = c.network_id AND m.circle_id = c.id)"
      " FROM circle c WHERE c.network_id = $1 AND c.owner_id = $2 AND c.id = $3",
      viewer.network, viewer.member, id);
}

std::optional<CircleId> find_by_name_key(store::ReadTransaction& tx, const Viewer& viewer,
                                         std::string_view name_key) {
  return tx.first([](const Row& row) { return row.get<CircleId>(0); },
                  "SELECT id FROM circle WHERE network_id = $1 AND owner_id = $2 AND name_key = $3",
                  viewer.network, viewer.member, name_key);
}

void insert(store::WriteTransaction& tx, const Viewer& viewer, const Circle& circle,
            std::string_view name_key) {
  tx.execute(
      "INSERT INTO circle (network_id, id, owner_id, name, name_key, rhythm, created_at)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7)",
      viewer.network, circle.id, viewer.member, circle.name, name_key, circle.rhythm, tx.now());
}

void update(store::WriteTransaction& tx, const Viewer& viewer, const Circle& circle,
            std::string_view name_key) {
  tx.execute(
      "UPDATE circle SET name = $4, name_key = $5, rhythm = $6 WHERE network_id = $1 AND owner_id = $2 AND "
      "id = $3",
      viewer.network, viewer.member, circle.id, circle.name, name_key, circle.rhythm);
}

void remove(store::WriteTransaction& tx, const Viewer& viewer, CircleId id) {
  tx.execute("DELETE FROM circle WHERE network_id = $1 AND owner_id = $2 AND id = $3", viewer.network,
             viewer.member, id);
}

std::vector<CircleRef> find_circles_of(store::ReadTransaction& tx, const Viewer& viewer, ContactId contact) {
  return tx.all(
      [](const Row& row) {
        return CircleRef{row.get<CircleId>(0), row.get<std::string>(1)};
      },
      "SELECT c.id, c.name FROM circle_contact m"
      " JOIN circle c ON c.network_id = m.network_id AND c.id = m.circle_id"
      " WHERE m.network_id = $1 AND m.contact_id = $3 AND c.owner_id = $2 ORDER BY c.name_key",
      viewer.network, viewer.member, contact);
}

std::vector<ContactId> find_contacts_in(store::ReadTransaction& tx, const Viewer& viewer, CircleId circle) {
  return tx.all(contact_id_from,
                "SELECT m.contact_id FROM circle_contact m"
                " JOIN circle c ON c.network_id = m.network_id AND c.id = m.circle_id"
                " WHERE m.network_id = $1 AND m.circle_id = $3 AND c.owner_id = $2",
                viewer.network, viewer.member, circle);
}

void replace_circles_of(store::WriteTransaction& tx, const Viewer& viewer, ContactId contact,
                        std::span<const CircleId> circles) {
  tx.execute(
      "DELETE FROM circle_contact WHERE network_id = $1 AND contact_id = $3"
      " AND circle_id IN (SELECT id FROM circle WHERE network_id = $1 AND owner_id = $2)",
      viewer.network, viewer.member, contact);
  for (const CircleId circle : circles) {
    tx.execute(
        "INSERT INTO circle_contact (network_id, circle_id, contact_id) VALUES ($1, $2, $3)"
        " ON CONFLICT (network_id, circle_id, contact_id) DO NOTHING",
        viewer.network, circle, contact);
  }
}

std::optional<ties::Rhythm> find_shortest_rhythm(store::ReadTransaction& tx, const Viewer& viewer,
                                                 ContactId contact) {
  const auto rhythms = tx.all([](const Row& row) { return row.get<ties::Rhythm>(0); },
                              "SELECT c.rhythm FROM circle_contact m"
                              " JOIN circle c ON c.network_id = m.network_id AND c.id = m.circle_id"
                              " WHERE m.network_id = $1 AND m.contact_id = $3 AND c.owner_id = $2"
                              " AND c.rhythm IS NOT NULL",
                              viewer.network, viewer.member, contact);
  const auto shortest = std::min_element(rhythms.begin(), rhythms.end());
  return shortest == rhythms.end() ? std::nullopt : std::optional(*shortest);
}

}  // namespace confrere::circles

#include "features/contacts/roles_store.h"

#include "base/text.h"

namespace confrere::contacts {
namespace {

using store::Row;

struct KnownOrganisation {
  OrganisationId id;
  std::optional<Sector> sector;
};

Role role_from(const Row& row) {
  return {.title = row.get<std::string>(0),
          .organisation = row.get<std::string>(1),
          .department = row.get<std::string>(2),
          .sector = row.get<std::optional<Sector>>(3),
          .started = PartialDate::parse(row.text(4)),
          .ended = PartialDate::parse(row.text(5))};
}

std::optional<std::string> text_of(const std::optional<PartialDate>& date) {
  return date ? std::optional(date->text()) : std::nullopt;
}

KnownOrganisation find_or_insert_organisation(store::WriteTransaction& tx, const Viewer& viewer,
                                              const Role& role) {
  const std::string name_key = fold(role.organisation);
  const auto known = tx.first(
      [](const Row& row) {
        return KnownOrganisation{row.get<OrganisationId>(0), row.get<std::optional<Sector>>(1)};
      },
      "SELECT id, sector FROM organisation WHERE network_id = $1 AND owner_id = $2 AND name_key = $3",
      viewer.network, viewer.member, name_key);
  if (!known) {
    const auto id = OrganisationId::make();
    tx.execute(
        "INSERT INTO organisation (network_id, id, owner_id, name, name_key, sector) VALUES ($1, $2, $3, $4, "
        "$5, $6)",
        viewer.network, id, viewer.member, role.organisation, name_key, role.sector);
    return {.id = id, .sector = role.sector};
  }
  if (role.sector && role.sector != known->sector) {
    tx.execute("UPDATE organisation SET sector = $4 WHERE network_id = $1 AND owner_id = $2 AND id = $3",
               viewer.network, viewer.member, known->id, role.sector);
  }
  return *known;
}

}  // namespace

std::vector<Role> find_roles(store::ReadTransaction& tx, NetworkId network, ContactId contact) {
  return tx.all(role_from,
                "SELECT r.title, coalesce(o.name, ''), r.department, r.sector, r.started, r.ended FROM role r"
                " LEFT JOIN organisation o ON o.network_id = r.network_id AND o.id = r.organisation_id"
                " WHERE r.network_id = $1 AND r.contact_id = $2 ORDER BY r.place",
                network, contact);
}

void insert_roles(store::WriteTransaction& tx, const Viewer& viewer, ContactId contact,
                  std::vector<Role>& roles) {
  for (std::size_t place = 0; place < roles.size(); ++place) {
    Role& role = roles[place];
    std::optional<OrganisationId> organisation;
    if (!role.organisation.empty()) {
      const auto known = find_or_insert_organisation(tx, viewer, role);
      organisation = known.id;
      if (!role.sector) role.sector = known.sector;
    }
    tx.execute(
        "INSERT INTO role (network_id, contact_id, place, owner_id, organisation_id, title, department, "
        "sector,"
        " started, ended) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        viewer.network, contact, place, viewer.member, organisation, role.title, role.department, role.sector,
        text_of(role.started), text_of(role.ended));
  }
}

std::vector<OrganisationId> find_organisations_of(store::ReadTransaction& tx, NetworkId network,
                                                  ContactId contact) {
  return tx.all([](const Row& row) { return row.get<OrganisationId>(0); },
                "SELECT DISTINCT organisation_id FROM role"
                " WHERE network_id = $1 AND contact_id = $2 AND organisation_id IS NOT NULL",
                network, contact);
}

void remove_roles(store::WriteTransaction& tx, NetworkId network, MemberId owner, ContactId contact) {
  const auto organisations = find_organisations_of(tx, network, contact);
  tx.execute("DELETE FROM role WHERE network_id = $1 AND contact_id = $2", network, contact);
  remove_empty_organisations(tx, network, owner, organisations);
}

void remove_empty_organisations(store::WriteTransaction& tx, NetworkId network, MemberId owner,
                                std::span<const OrganisationId> ids) {
  for (const OrganisationId id : ids) {
    tx.execute(
        "DELETE FROM organisation WHERE network_id = $1 AND owner_id = $2 AND id = $3"
        " AND NOT EXISTS (SELECT 1 FROM role WHERE network_id = $1 AND owner_id = $2 AND organisation_id = "
        "$3)",
        network, owner, id);
  }
}

std::vector<OrganisationId> find_most_used_organisations(store::ReadTransaction& tx, const Viewer& viewer,
                                                         std::int64_t most) {
  return tx.all([](const Row& row) { return row.get<OrganisationId>(0); },
                "SELECT organisation_id FROM role WHERE network_id = $1 AND owner_id = $2"
                " AND organisation_id IS NOT NULL GROUP BY organisation_id ORDER BY count(*) DESC LIMIT $3",
                viewer.network, viewer.member, most);
}

std::vector<std::pair<OrganisationId, std::string>> find_organisation_names(store::ReadTransaction& tx,
                                                                            const Viewer& viewer) {
  return tx.all(
      [](const Row& row) { return std::pair(row.get<OrganisationId>(0), row.get<std::string>(1)); },
      "SELECT id, name_key FROM organisation WHERE network_id = $1 AND owner_id = $2 ORDER BY name_key",
      viewer.network, viewer.member);
}

std::optional<Organisation> find_organisation(store::ReadTransaction& tx, const Viewer& viewer,
                                              OrganisationId id) {
  return tx.first(
      [](const Row& row) {
        return Organisation{.id = row.get<OrganisationId>(0),
                            .name = row.get<std::string>(1),
                            .sector = row.get<std::optional<Sector>>(2),
                            .contacts = row.get<std::int64_t>(3)};
      },
      "SELECT o.id, o.name, o.sector, (SELECT count(DISTINCT r.contact_id) FROM role r"
      "  JOIN contact c ON c.network_id = r.network_id AND c.id = r.contact_id AND c.deleted_at IS NULL"
      "  WHERE r.network_id = o.network_id AND r.owner_id = o.owner_id AND r.organisation_id = o.id)"
      " FROM organisation o WHERE o.network_id = $1 AND o.owner_id = $2 AND o.id = $3",
      viewer.network, viewer.member, id);
}

}  // namespace confrere::contacts

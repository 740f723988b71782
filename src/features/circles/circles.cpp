#include "features/circles/circles.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "features/circles/circles_store.h"
#include "features/etiquette/patient_identifier.h"

namespace confrere::circles {
namespace {

Error no_such_circle() {
  return not_found("There is no such circle.");
}

Result<std::string> checked_name(const CircleFields& fields) {
  const std::string given = fields.name.value.value_or("");
  const auto allowed = etiquette::refuse_patient_identifiers("$.name", given, fields.no_patient_confirmed,
                                                             etiquette::LookFor::own_shapes);
  if (!allowed) return allowed.error();
  std::string name = squeeze(given);
  if (name.empty()) return invalid("$.name", "A circle needs a name, such as “Hernia people”.");
  if (code_points(name) > kMostNameLetters) {
    return invalid("$.name",
                   fmt::format("The name is too long. Please use at most {} letters.", kMostNameLetters));
  }
  return name;
}

Result<void> check_name_is_free(const Viewer& viewer, store::ReadTransaction& tx, const Circle& circle) {
  const auto other = find_by_name_key(tx, viewer, fold(circle.name));
  if (!other || *other == circle.id) return {};
  return Error{.code = ErrorCode::conflict,
               .message = fmt::format("You have a circle named “{}” already. Please choose another name.",
                                      circle.name),
               .field = "$.name"};
}

void record(const Viewer& viewer, store::WriteTransaction& tx, store::ChangeKind kind, CircleId id) {
  tx.record({.network = viewer.network,
             .owner = viewer.member,
             .kind = kind,
             .entity = store::Entity::circle,
             .id = id.bytes(),
             .actor = viewer.member});
}

void follow_circles(const Viewer& viewer, store::WriteTransaction& tx, ContactId contact) {
  ties::set_circle_rhythm(viewer, tx, contact, find_shortest_rhythm(tx, viewer, contact));
}

}  // namespace

Result<Circle> create_circle(const Viewer& viewer, store::WriteTransaction& tx, const CircleFields& fields) {
  auto name = checked_name(fields);
  if (!name) return name.error();
  Circle circle{
      .id = CircleId::make(), .name = *std::move(name), .rhythm = fields.rhythm.value, .contacts = 0};
  if (auto free = check_name_is_free(viewer, tx, circle); !free) return free.error();
  insert(tx, viewer, circle, fold(circle.name));
  record(viewer, tx, store::ChangeKind::created, circle.id);
  return circle;
}

Result<Circle> update_circle(const Viewer& viewer, store::WriteTransaction& tx, CircleId id,
                             const CircleFields& fields) {
  auto circle = find(tx, viewer, id);
  if (!circle) return no_such_circle();
  if (fields.name.given) {
    auto name = checked_name(fields);
    if (!name) return name.error();
    circle->name = *std::move(name);
    if (auto free = check_name_is_free(viewer, tx, *circle); !free) return free.error();
  }
  const bool new_rhythm = fields.rhythm.given && fields.rhythm.value != circle->rhythm;
  if (new_rhythm) circle->rhythm = fields.rhythm.value;
  update(tx, viewer, *circle, fold(circle->name));
  if (new_rhythm) {
    for (const ContactId contact : find_contacts_in(tx, viewer, id)) follow_circles(viewer, tx, contact);
  }
  record(viewer, tx, store::ChangeKind::updated, id);
  return *circle;
}

Result<void> delete_circle(const Viewer& viewer, store::WriteTransaction& tx, CircleId id) {
  const auto circle = find(tx, viewer, id);
  if (!circle) return no_such_circle();
  const auto contacts = find_contacts_in(tx, viewer, id);
  remove(tx, viewer, id);
  if (circle->rhythm) {
    for (const ContactId contact : contacts) follow_circles(viewer, tx, contact);
  }
  record(viewer, tx, store::ChangeKind::deleted, id);
  return {};
}

std::vector<Circle> list_circles(const Viewer& viewer, store::ReadTransaction& tx) {
  return find_all(tx, viewer);
}

Result<Circle> load_circle(const Viewer& viewer, store::ReadTransaction& tx, CircleId id) {
  auto circle = find(tx, viewer, id);
  if (!circle) return no_such_circle();
  return *std::move(circle);
}

std::optional<CircleId> find_circle(const Viewer& viewer, store::ReadTransaction& tx, std::string_view name) {
  return find_by_name_key(tx, viewer, fold(name));
}

std::vector<CircleRef> circles_of(const Viewer& viewer, store::ReadTransaction& tx, ContactId contact) {
  return find_circles_of(tx, viewer, contact);
}

Result<void> set_circles(const Viewer& viewer, store::WriteTransaction& tx, ContactId contact,
                         std::span<const CircleId> circles, std::string_view field) {
  for (std::size_t i = 0; i < circles.size(); ++i) {
    if (find(tx, viewer, circles[i])) continue;
    return invalid(fmt::format("{}[{}]", field, i),
                   "There is no such circle. It may have been deleted meanwhile.");
  }
  replace_circles_of(tx, viewer, contact, circles);
  follow_circles(viewer, tx, contact);
  return {};
}

}  // namespace confrere::circles

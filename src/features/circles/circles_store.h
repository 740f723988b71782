#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "features/circles/circles.h"

namespace confrere::circles {

std::vector<Circle> find_all(store::ReadTransaction& tx, const Viewer& viewer);
std::optional<Circle> find(store::ReadTransaction& tx, const Viewer& viewer, CircleId id);
std::optional<CircleId> find_by_name_key(store::ReadTransaction& tx, const Viewer& viewer,
                                         std::string_view name_key);
void insert(store::WriteTransaction& tx, const Viewer& viewer, const Circle& circle,
            std::string_view name_key);
void update(store::WriteTransaction& tx, const Viewer& viewer, const Circle& circle,
            std::string_view name_key);
void remove(store::WriteTransaction& tx, const Viewer& viewer, CircleId id);

std::vector<CircleRef> find_circles_of(store::ReadTransaction& tx, const Viewer& viewer, ContactId contact);
std::vector<ContactId> find_contacts_in(store::ReadTransaction& tx, const Viewer& viewer, CircleId circle);
void replace_circles_of(store::WriteTransaction& tx, const Viewer& viewer, ContactId contact,
                        std::span<const CircleId> circles);
std::optional<ties::Rhythm> find_shortest_rhythm(store::ReadTransaction& tx, const Viewer& viewer,
                                                 ContactId contact);

}  // namespace confrere::circles

#pragma once

/// A member's own named groups of contacts. A circle may have a rhythm: its contacts without a rhythm of
/// their own follow the shortest of their circles.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <boost/describe.hpp>

#include "access/viewer.h"
#include "base/json.h"
#include "base/result.h"
#include "features/ties/ties.h"
#include "store/store.h"

namespace confrere::circles {

constexpr std::size_t kMostNameLetters = 100;

struct CircleRef {
  CircleId id;
  std::string name;
  friend bool operator==(const CircleRef&, const CircleRef&) = default;
};
BOOST_DESCRIBE_STRUCT(CircleRef, (), (id, name))

struct CircleFields {
  Field<std::string> name{};
  Field<ties::Rhythm> rhythm{};
  bool no_patient_confirmed = false;
};
BOOST_DESCRIBE_STRUCT(CircleFields, (), (name, rhythm, no_patient_confirmed))

struct Circle {
  CircleId id{};
  std::string name{};
  std::optional<ties::Rhythm> rhythm{};
  std::int64_t contacts = 0;  ///< those that are not deleted, archived ones too
};
BOOST_DESCRIBE_STRUCT(Circle, (), (id, name, rhythm, contacts))

/// Errors: `invalid` for a name that is empty, too long or holds a patient identifier; `conflict` where
/// another circle of the viewer has it.
Result<Circle> create_circle(const Viewer& viewer, store::WriteTransaction& tx, const CircleFields& fields);
/// A new rhythm reaches the ties of the circle's contacts at once. Errors: as create_circle; not_found.
Result<Circle> update_circle(const Viewer& viewer, store::WriteTransaction& tx, CircleId id,
                             const CircleFields& fields);
/// The circle goes; its contacts stay.
Result<void> delete_circle(const Viewer& viewer, store::WriteTransaction& tx, CircleId id);

/// By name.
std::vector<Circle> list_circles(const Viewer& viewer, store::ReadTransaction& tx);
Result<Circle> load_circle(const Viewer& viewer, store::ReadTransaction& tx, CircleId id);
/// The viewer's circle of that name, compared folded.
std::optional<CircleId> find_circle(const Viewer& viewer, store::ReadTransaction& tx, std::string_view name);

/// The circles the contact is in, by name.
std::vector<CircleRef> circles_of(const Viewer& viewer, store::ReadTransaction& tx, ContactId contact);
/// Makes these the contact's circles, and its tie follow their shortest rhythm. An Error that names `field`
/// and the place in it, as "$.circles[1]", where a circle is not the viewer's.
Result<void> set_circles(const Viewer& viewer, store::WriteTransaction& tx, ContactId contact,
                         std::span<const CircleId> circles, std::string_view field);

}  // namespace confrere::circles

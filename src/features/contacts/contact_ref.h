#pragma once

#include <string>

#include <boost/describe.hpp>

#include "base/id.h"

namespace confrere::contacts {

/// A contact as other things name it.
struct ContactRef {
  ContactId id{};
  std::string name;
  friend bool operator==(const ContactRef&, const ContactRef&) = default;
};
BOOST_DESCRIBE_STRUCT(ContactRef, (), (id, name))

}  // namespace confrere::contacts

#pragma once

#include <string>

namespace confrere {

/// The address as limits count it: an IPv6 address by its network (/64), which is one household's or one
/// server's.
std::string address_key(const std::string& address);

}  // namespace confrere

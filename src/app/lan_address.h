#pragma once

#include <optional>
#include <string>

namespace confrere::app {

/// An address of this machine that others in its network can open, when the listening `address`
/// ("http://0.0.0.0:8080") is reachable from them; nothing where it only listens to itself.
std::optional<std::string> reachable_address(const std::string& address);

/// The listening address as this machine's own browser opens it: http://127.0.0.1:8080 for
/// http://0.0.0.0:8080.
std::string own_address(const std::string& address);

}  // namespace confrere::app

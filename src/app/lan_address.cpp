#include "app/lan_address.h"

#include <array>
#include <memory>

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>

namespace confrere::app {
namespace {

bool is_local_host(const std::string& host) {
  return host.starts_with("127.") || host == "localhost" || host == "[::1]";
}

/// The first IPv4 address of a network card that is up.
std::optional<std::string> card_address() {
  ifaddrs* list = nullptr;
  if (getifaddrs(&list) != 0) return std::nullopt;
  const std::unique_ptr<ifaddrs, decltype(&freeifaddrs)> owned(list, freeifaddrs);
  for (const ifaddrs* each = list; each != nullptr; each = each->ifa_next) {
    const bool up = (each->ifa_flags & IFF_UP) != 0 && (each->ifa_flags & IFF_LOOPBACK) == 0;
    if (!up || each->ifa_addr == nullptr || each->ifa_addr->sa_family != AF_INET) continue;
    std::array<char, INET_ADDRSTRLEN> text{};
    const auto* address = reinterpret_cast<const sockaddr_in*>(each->ifa_addr);
    if (inet_ntop(AF_INET, &address->sin_addr, text.data(), text.size()) != nullptr) return text.data();
  }
  return std::nullopt;
}

/// The parts of "http://host:port".
struct Parts {
  std::string scheme;  ///< with "://"
  std::string host;
  std::string port;  ///< with ":"
  [[nodiscard]] bool is_wildcard() const { return host == "0.0.0.0" || host == "[::]"; }
};

Parts parts_of(const std::string& address) {
  const auto host_start = address.find("://") + 3;
  const auto port_start = address.rfind(':');
  return {.scheme = address.substr(0, host_start),
          .host = address.substr(host_start, port_start - host_start),
          .port = address.substr(port_start)};
}

}  // namespace

std::optional<std::string> reachable_address(const std::string& address) {
  const Parts parts = parts_of(address);
  if (is_local_host(parts.host)) return std::nullopt;
  if (!parts.is_wildcard()) return address;
  const auto card = card_address();
  if (!card) return std::nullopt;
  return parts.scheme + *card + parts.port;
}

std::string own_address(const std::string& address) {
  const Parts parts = parts_of(address);
  return parts.is_wildcard() ? parts.scheme + "127.0.0.1" + parts.port : address;
}

}  // namespace confrere::app

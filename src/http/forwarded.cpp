#include "http/forwarded.h"

#include "base/text.h"

namespace confrere::http {
namespace {

std::string_view last_element(std::string_view list) {
  return trim(list.substr(list.rfind(',') + 1));
}

/// "192.0.2.1" of "192.0.2.1:4711" and "2001:db8::1" of "\"[2001:db8::1]:4711\"".
std::string_view address_of(std::string_view node) {
  if (node.size() >= 2 && node.front() == '"' && node.back() == '"') node = node.substr(1, node.size() - 2);
  if (node.starts_with('[')) return node.substr(1, node.find(']') - 1);
  const bool has_port = node.find(':') != std::string_view::npos && node.find(':') == node.rfind(':');
  return has_port ? node.substr(0, node.find(':')) : node;
}

}  // namespace

void apply_forwarded(Request& request) {
  std::string_view client = last_element(request.header("x-forwarded-for"));
  std::string_view scheme = last_element(request.header("x-forwarded-proto"));
  if (const std::string_view forwarded = request.header("forwarded"); !forwarded.empty()) {
    client = scheme = {};
    for (const std::string_view pair : split(last_element(forwarded), ';')) {
      const auto equals = pair.find('=');
      if (equals == std::string_view::npos) continue;
      const std::string_view name = trim(pair.substr(0, equals));
      if (ascii_iequals(name, "for")) client = trim(pair.substr(equals + 1));
      if (ascii_iequals(name, "proto")) scheme = trim(pair.substr(equals + 1));
    }
  }
  if (!client.empty()) request.client = address_of(client);
  if (!scheme.empty()) request.secure = ascii_iequals(address_of(scheme), "https");
}

}  // namespace confrere::http

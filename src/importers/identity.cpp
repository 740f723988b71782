#include "importers/identity.h"

#include <algorithm>

#include "base/text.h"
#include "formats/person_name.h"
#include "formats/phone.h"

namespace confrere::importers {
namespace {

/// A shorter number (an extension, 112) is many people's.
constexpr std::size_t kFewestTellingDigits = 6;

void add_once(std::vector<std::string>& keys, std::string key) {
  if (key.empty() || std::find(keys.begin(), keys.end(), key) != keys.end()) return;
  keys.push_back(std::move(key));
}

bool share_one(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::any_of(a.begin(), a.end(),
                     [&b](const std::string& key) { return std::find(b.begin(), b.end(), key) != b.end(); });
}

std::string_view without_prefix(std::string_view text, std::string_view prefix) {
  return text.starts_with(prefix) ? text.substr(prefix.size()) : text;
}

/// Keys under which the person is found: the name alone is none.
std::vector<std::string> lookup_keys(const Identity& identity) {
  std::vector<std::string> keys;
  if (!identity.uid.empty()) keys.push_back("uid\n" + identity.uid);
  if (identity.name.empty()) return keys;
  for (const std::string& email : identity.emails) keys.push_back("email\n" + identity.name + '\n' + email);
  for (const std::string& phone : identity.phones) keys.push_back("phone\n" + identity.name + '\n' + phone);
  for (const std::string& link : identity.links) keys.push_back("link\n" + identity.name + '\n' + link);
  return keys;
}

}  // namespace

std::string uid_key(std::string_view uid) {
  const std::string small = ascii_lower(trim(uid));
  return std::string(without_prefix(small, "urn:uuid:"));
}

std::string link_key(std::string_view link) {
  const std::string small = ascii_lower(trim(link));
  std::string_view rest = without_prefix(without_prefix(small, "https://"), "http://");
  rest = without_prefix(rest, "www.");
  rest = rest.substr(0, rest.find_first_of("?#"));
  while (rest.ends_with('/')) rest.remove_suffix(1);
  return std::string(rest);
}

Identity identity_of(const formats::ContactCard& contact) {
  Identity identity;
  identity.uid = uid_key(contact.uid);
  identity.name = formats::name_key(contact.name);
  for (const auto& email : contact.emails) add_once(identity.emails, formats::email_key(email.value));
  for (const auto& phone : contact.phones) {
    const auto key = formats::phone_key(phone.value);
    if (key && key->tail().size() >= kFewestTellingDigits) add_once(identity.phones, key->tail());
  }
  for (const auto& link : contact.links) add_once(identity.links, link_key(link.value));
  return identity;
}

bool same_person(const Identity& a, const Identity& b) {
  if (!a.uid.empty() && a.uid == b.uid) return true;
  if (a.name.empty() || a.name != b.name) return false;
  return share_one(a.emails, b.emails) || share_one(a.phones, b.phones) || share_one(a.links, b.links);
}

std::optional<std::size_t> PeopleSoFar::find_or_add(const Identity& identity, std::size_t number) {
  const auto keys = lookup_keys(identity);
  std::optional<std::size_t> found;
  for (const std::string& key : keys) {
    const auto known = number_by_key_.find(key);
    if (known != number_by_key_.end()) found = std::min(found.value_or(known->second), known->second);
  }
  for (const std::string& key : keys) number_by_key_.try_emplace(key, found.value_or(number));
  return found;
}

}  // namespace confrere::importers

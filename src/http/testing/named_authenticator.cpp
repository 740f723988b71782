#include "http/testing/named_authenticator.h"

namespace confrere::http {

Viewer NamedAuthenticator::add(const std::string& name) {
  const std::lock_guard lock(mutex_);
  Viewer viewer;
  viewer.account = AccountId::make();
  viewer.network = NetworkId::make();
  viewer.member = MemberId::make();
  return people_[name] = viewer;
}

void NamedAuthenticator::remove(const std::string& name) {
  const std::lock_guard lock(mutex_);
  people_.erase(name);
}

Result<std::optional<Viewer>> NamedAuthenticator::viewer_of(const Request& request, store::ReadTransaction&) {
  std::string_view name = request.header("authorization");
  if (name.starts_with("Bearer ")) name.remove_prefix(7);
  if (name.empty() && request.header("cookie").starts_with("session="))
    name = request.header("cookie").substr(8);
  if (name.empty() && request.origin == Origin::machine) name = request.header("x-confrere-as");
  if (name.empty()) return std::optional<Viewer>();
  const std::lock_guard lock(mutex_);
  const auto found = people_.find(name);
  if (found == people_.end())
    return Error{.code = ErrorCode::unauthenticated, .message = "Please sign in again."};
  return std::optional<Viewer>(found->second);
}

}  // namespace confrere::http

#pragma once

#include "http/dispatcher.h"
#include "store/store.h"

namespace confrere::accounts {

/// Knows requests by their session cookie, their token, or on the machine by the account they name. One
/// indexed read a request; once an hour at most it also notes the use, which the writer saves by itself.
/// Thread safe.
class AccountAuthenticator final : public http::Authenticator {
 public:
  explicit AccountAuthenticator(store::Store& store) : store_(&store) {}
  Result<std::optional<Viewer>> viewer_of(const http::Request& request, store::ReadTransaction& tx) override;

 private:
  Result<std::optional<Viewer>> by_token(std::string_view token, store::ReadTransaction& tx);
  Result<std::optional<Viewer>> by_session(std::string_view secret, store::ReadTransaction& tx);

  store::Store* store_;
};

}  // namespace confrere::accounts

#include "features/accounts/authenticator.h"

#include "base/log.h"
#include "features/accounts/accounts.h"
#include "features/accounts/accounts_store.h"
#include "features/accounts/secret.h"

namespace confrere::accounts {
namespace {

Error not_good(const char* message) {
  return {.code = ErrorCode::unauthenticated, .message = message};
}

/// Lets the writer note a use some time soon; nobody waits for it.
template <class Note>
void note_use(store::Store& store, Note note) {
  store.submit({.run =
                    [note](store::WriteTransaction& tx) {
                      note(tx);
                      return true;
                    },
                .done =
                    [](std::optional<Error> error) {
                      if (error) log::warning("use_not_noted", {{"cause", error->cause}});
                    }});
}

}  // namespace

Result<std::optional<Viewer>> AccountAuthenticator::viewer_of(const http::Request& request,
                                                              store::ReadTransaction& tx) {
  if (request.origin == http::Origin::machine) {
    const std::string_view email = request.header("x-confrere-as");
    if (!email.empty()) {
      auto viewer = viewer_on_machine(tx, email, request.header("x-confrere-network"));
      if (!viewer) return viewer.error();
      return std::optional<Viewer>(*std::move(viewer));
    }
  }
  const std::string_view token = bearer_token(request.header("authorization"));
  if (!token.empty()) return by_token(token, tx);
  const std::string_view secret = session_secret(request.header("cookie"));
  if (!secret.empty()) return by_session(secret, tx);
  return std::optional<Viewer>();
}

Result<std::optional<Viewer>> AccountAuthenticator::by_token(std::string_view token,
                                                             store::ReadTransaction& tx) {
  if (!token.starts_with(kTokenPrefix)) return not_good("This is not a token of this server.");
  const SecretHash hash = hash_secret(token);
  const auto found = find_token(tx, hash);
  if (!found) return not_good("This token is not, or no longer, good. Please make a new one.");
  if (!found->last_used_at || tx.now() - *found->last_used_at >= kUseNoted) {
    note_use(*store_,
             [hash](store::WriteTransaction& write) { touch_token(write, hash, write.now() - kUseNoted); });
  }
  return std::optional(as_viewer(found->membership, tx.now()));
}

Result<std::optional<Viewer>> AccountAuthenticator::by_session(std::string_view secret,
                                                               store::ReadTransaction& tx) {
  const SecretHash hash = hash_secret(secret);
  const auto found = find_session(tx, hash);
  if (!found) return not_good("Your session has ended. Please sign in again.");
  if (tx.now() - *found->last_used_at >= kUseNoted) {
    note_use(*store_, [hash](store::WriteTransaction& write) {
      touch_session(write, hash, write.now() + kSessionLife, write.now() - kUseNoted);
    });
  }
  return std::optional(as_viewer(found->membership, tx.now()));
}

}  // namespace confrere::accounts

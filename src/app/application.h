#pragma once

#include <memory>
#include <string>

#include "app/data_folder.h"
#include "app/jobs.h"
#include "features/accounts/accounts.h"
#include "features/accounts/authenticator.h"
#include "features/imports/runner.h"
#include "features/relationships/relationships.h"
#include "http/dispatcher.h"
#include "store/store.h"

namespace confrere::app {

/// What an administrator chooses that features need to know.
struct Configuration {
  accounts::SignUp sign_up = accounts::SignUp::automatic;
  std::string public_url{};
};

/// Everything behind the door: the store, the features' routes and what works in the background. A server has
/// one, and so has a command that finds no server running. The folder's lock is held as long as it lives.
class Application {
 public:
  static Result<std::unique_ptr<Application>> open(const DataFolder& folder, FolderLock lock,
                                                   Configuration configuration);
  Application(const Application&) = delete;
  Application& operator=(const Application&) = delete;

  [[nodiscard]] store::Store& store() { return *store_; }
  [[nodiscard]] http::Authenticator& authenticator() { return authenticator_; }
  [[nodiscard]] http::Dispatcher& dispatcher() { return *dispatcher_; }
  [[nodiscard]] const http::Router& router() const { return router_; }

  /// Begins what works in the background, the graphs of relationships and the regular housekeeping: a
  /// server's business, not a command's.
  void start_jobs();

 private:
  Application(const DataFolder& folder, FolderLock lock, Configuration configuration,
              std::unique_ptr<store::Store> store);

  FolderLock lock_;
  std::unique_ptr<store::Store> store_;
  relationships::Relationships relationships_;
  imports::Runner imports_;
  http::Router router_;
  accounts::AccountAuthenticator authenticator_;
  std::unique_ptr<http::Dispatcher> dispatcher_;
  std::unique_ptr<Jobs> jobs_;
};

}  // namespace confrere::app

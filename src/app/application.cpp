#include "app/application.h"

#include <filesystem>
#include <utility>

#include "app/routes.h"

namespace confrere::app {

Result<std::unique_ptr<Application>> Application::open(const DataFolder& folder, FolderLock lock,
                                                       Configuration configuration) {
  // What was being received when the last process ended is of no use to anybody.
  std::error_code wrong;
  std::filesystem::remove_all(folder.spool(), wrong);
  std::filesystem::create_directories(folder.spool(), wrong);
  if (wrong) {
    return Error{.code = ErrorCode::unavailable,
                 .message = "The folder " + folder.spool() + " cannot be made: " + wrong.message() + "."};
  }
  if (auto checked = folder.check_database(); !checked) return checked.error();
  auto store = store::Store::open({.path = folder.database()});
  if (!store) return store.error();
  if (auto remembered = folder.remember_database(); !remembered) return remembered.error();
  return std::unique_ptr<Application>(
      new Application(folder, std::move(lock), std::move(configuration), *std::move(store)));
}

Application::Application(const DataFolder& folder, FolderLock lock, Configuration configuration,
                         std::unique_ptr<store::Store> store)
    : lock_(std::move(lock)),
      store_(std::move(store)),
      relationships_(*store_),
      imports_(*store_, folder.imports()),
      authenticator_(*store_) {
  mount(router_, *store_, folder, imports_, relationships_, configuration);
  dispatcher_ =
      std::make_unique<http::Dispatcher>(*store_, router_, authenticator_, configuration.public_url);
}

void Application::start_jobs() {
  relationships_.start();
  jobs_ = std::make_unique<Jobs>(*store_);
}

}  // namespace confrere::app

#include "app/commands.h"

#include <cstdlib>
#include <filesystem>
#include <iostream>

#include <fmt/format.h>

#include "app/routes.h"

namespace confrere::app {
namespace {

/// Routes need a store to be mounted on; this one is empty and goes away.
Result<void> list_routes(const Arguments&) {
  std::string path = (std::filesystem::temp_directory_path() / "confrere-routes-XXXXXX").string();
  if (mkdtemp(path.data()) == nullptr) {
    return Error{.code = ErrorCode::unavailable, .message = "No temporary folder can be made."};
  }
  struct Cleanup {
    std::string path;
    ~Cleanup() {
      std::error_code ignored;
      std::filesystem::remove_all(path, ignored);
    }
  } const cleanup{path};
  const auto folder = DataFolder::create(path);
  if (!folder) return folder.error();
  auto lock = folder->try_lock();
  if (!lock) return lock.error();
  const auto application = Application::open(*folder, **std::move(lock), {});
  if (!application) return application.error();
  for (const auto& route : (*application)->router().routes()) {
    std::cout << fmt::format("{:<6} {}\n", http::method_word(route->method), route->pattern);
  }
  return {};
}

}  // namespace

Command routes_command() {
  return {.name = "routes",
          .summary = "List the addresses of the HTTP API.",
          .usage = "",
          .line = {.flags = {}},
          .run = list_routes,
          .details = "Those under /local are for commands on the server's machine."};
}

std::vector<Command> commands() {
  return {serve_command(),         init_command(),  token_command(),  password_command(), import_command(),
          export_command(),        today_command(), log_command(),    backup_command(),   restore_command(),
          migrate_store_command(), demo_command(),  doctor_command(), lint_command(),     routes_command(),
          eval_command(),          graph_command()};
}

std::vector<FlagSpec> flags_with_data(std::vector<FlagSpec> more) {
  std::vector<FlagSpec> flags{
      {.name = "--data", .value = "DIR", .help = "the server's data folder", .required = true},
      {.name = "--database",
       .value = "ADDRESS",
       .help = "keep what is saved in this PostgreSQL (postgres://…); the folder remembers it"}};
  flags.insert(flags.end(), more.begin(), more.end());
  return flags;
}

Result<DataFolder> folder_of(const Arguments& arguments) {
  auto folder = DataFolder::create(arguments.get("--data"));
  if (!folder) return folder;
  if (const auto address = arguments.find("--database")) {
    if (auto used = folder->use_database(*address); !used) return used.error();
  }
  return folder;
}

Result<DataFolder> existing_folder_of(const Arguments& arguments) {
  if (arguments.has("--database")) return folder_of(arguments);
  return DataFolder::existing(arguments.get("--data"));
}

std::vector<FlagSpec> flags_with_actor(std::vector<FlagSpec> more) {
  std::vector<FlagSpec> flags{
      {.name = "--as", .value = "EMAIL", .help = "the account to act as", .required = true},
      {.name = "--network", .value = "N", .help = "its network, by name or id, where it is in several"}};
  flags.insert(flags.end(), more.begin(), more.end());
  return flags_with_data(std::move(flags));
}

Result<std::unique_ptr<ApiClient>> open_as_actor(const Arguments& arguments) {
  const auto folder = existing_folder_of(arguments);
  if (!folder) return folder.error();
  return ApiClient::open(
      *folder, {.email = arguments.get("--as"), .network = arguments.find("--network").value_or("")});
}

bool is_server_url(std::string_view text) {
  const auto rest = text.starts_with("https://")  ? text.substr(8)
                    : text.starts_with("http://") ? text.substr(7)
                                                  : "";
  return !rest.empty() && rest.find_first_of("/?#@ ") == std::string_view::npos;
}

Error wrong_use(std::string message) {
  return {.code = ErrorCode::invalid, .message = std::move(message)};
}

}  // namespace confrere::app

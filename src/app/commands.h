#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/api_client.h"
#include "app/arguments.h"
#include "base/result.h"

namespace confrere::app {

/// A verb of the program.
struct Command {
  std::string name;
  std::string summary;  ///< one line for the list of commands
  std::string usage;    ///< after "confrere name"
  LineSpec line;
  /// An Error with code `invalid` is a wrong use (exit status 2), any other a failure (3).
  std::function<Result<void>(const Arguments&)> run;
  std::string details{};  ///< more for its own help; may be empty
  /// In place of `run` for a command that judges: whether it found something (1).
  std::function<Result<bool>(const Arguments&)> judge{};
};

/// All of them, in the order of the help.
std::vector<Command> commands();

Command serve_command();
Command init_command();
Command token_command();
Command password_command();
Command import_command();
Command export_command();
Command today_command();
Command log_command();
Command backup_command();
Command restore_command();
Command migrate_store_command();
Command demo_command();
Command doctor_command();
Command lint_command();
Command routes_command();
Command eval_command();
Command graph_command();

/// The flags that many commands share.
std::vector<FlagSpec> flags_with_data(std::vector<FlagSpec> more);
std::vector<FlagSpec> flags_with_actor(std::vector<FlagSpec> more);

/// The folder of `--data`, made where there is none, or one that has a network already; with its database of
/// `--database`.
Result<DataFolder> folder_of(const Arguments& arguments);
Result<DataFolder> existing_folder_of(const Arguments& arguments);

/// The API as the account of `--as` sees it, on the folder of `--data`.
Result<std::unique_ptr<ApiClient>> open_as_actor(const Arguments& arguments);

Error wrong_use(std::string message);

/// Whether `text` is an address that --public-url takes: http or https, a host, perhaps a port, no path.
bool is_server_url(std::string_view text);

}  // namespace confrere::app

#include "app/command_line.h"

#include <algorithm>
#include <iostream>

#include <fmt/format.h>
#include <sys/stat.h>

#include "app/commands.h"
#include "app/routes.h"
#include "base/log.h"

namespace confrere::app {
namespace {

std::string program_help() {
  std::string text =
      "Confrere, a professional network that the people of a health system run for themselves.\n\n"
      "Usage: confrere COMMAND [FLAGS]\n\n";
  for (const Command& command : commands())
    text += fmt::format("  {:<13} {}\n", command.name, command.summary);
  text +=
      "\n\"confrere COMMAND --help\" tells more of a command; \"confrere --version\" which program this is.\n"
      "Commands also work while the server runs. Exit status: 0 done, 1 found something,\n2 wrong use, "
      "3 failed.\n";
  return text;
}

std::string command_help(const Command& command) {
  std::string text =
      fmt::format("{}\n\nUsage: confrere {} {}\n", command.summary, command.name, command.usage);
  if (!command.line.flags.empty()) text += '\n';
  std::size_t widest = 0;
  const auto shown = [](const FlagSpec& flag) {
    return flag.value.empty() ? flag.name : flag.name + ' ' + flag.value;
  };
  for (const FlagSpec& flag : command.line.flags) widest = std::max(widest, shown(flag).size());
  for (const FlagSpec& flag : command.line.flags)
    text += fmt::format("  {:<{}}  {}\n", shown(flag), widest, flag.help);
  if (!command.details.empty()) text += fmt::format("\n{}\n", command.details);
  return text;
}

int fail(const std::string& command, const Error& error) {
  const bool wrong =
      error.code == ErrorCode::invalid && (error.problem.empty() || error.problem == "invalid");
  std::cerr << fmt::format("confrere{}{}: {}\n", command.empty() ? "" : " ", command, error.message);
  if (!error.cause.empty()) std::cerr << fmt::format("  ({})\n", error.cause);
  if (wrong && !command.empty()) std::cerr << fmt::format("See \"confrere {} --help\".\n", command);
  return wrong ? kWrongUse : kFailed;
}

Result<bool> without_judgement(const Command& command, const Arguments& arguments) {
  if (auto done = command.run(arguments); !done) return done.error();
  return false;
}

int run_command(const Command& command, std::span<const std::string> line) {
  // Help is given whatever else the line says, but not out of the value of a flag after "--".
  for (const std::string& word : line) {
    if (word == "--") break;
    if (word == "--help" || word == "-h") {
      std::cout << command_help(command);
      return kDone;
    }
  }
  ::umask(S_IRWXG | S_IRWXO);  // what commands write is about people
  const auto arguments = Arguments::read(command.line, line);
  if (!arguments) return fail(command.name, arguments.error());
  try {
    const auto found = command.judge ? command.judge(*arguments) : without_judgement(command, *arguments);
    std::cout.flush();
    if (!found) return fail(command.name, found.error());
    return *found ? kFound : kDone;
  } catch (const std::exception& exception) {
    return fail(command.name, {.message = "Something went wrong.", .cause = exception.what()});
  }
}

int unknown_command(const std::string& name) {
  std::vector<std::string> known;
  for (const Command& command : commands()) known.push_back(command.name);
  const auto meant = nearest(name, known);
  std::cerr << fmt::format("confrere: There is no command \"{}\".{}\nSee \"confrere --help\".\n", name,
                           meant ? fmt::format(" Did you mean {}?", *meant) : "");
  return kWrongUse;
}

}  // namespace

int run_command_line(std::span<const std::string> line) {
  if (line.empty()) {
    std::cerr << program_help();
    return kWrongUse;
  }
  if (line[0] == "--help" || line[0] == "-h" || (line[0] == "help" && line.size() == 1)) {
    std::cout << program_help();
    return kDone;
  }
  if (line[0] == "--version") {
    std::cout << "confrere " << version() << '\n';
    return kDone;
  }
  const bool asks_help = line[0] == "help";
  const std::string& name = line[asks_help ? 1 : 0];
  for (const Command& command : commands()) {
    if (command.name != name) continue;
    if (!asks_help) return run_command(command, line.subspan(1));
    std::cout << command_help(command);
    return kDone;
  }
  return unknown_command(name);
}

}  // namespace confrere::app

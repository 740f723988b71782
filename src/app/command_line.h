#pragma once

#include <span>
#include <string>

namespace confrere::app {

/// Exit statuses. kFound is of commands that judge and found something.
constexpr int kDone = 0;
constexpr int kFound = 1;
constexpr int kWrongUse = 2;
constexpr int kFailed = 3;

/// Runs the command that `line` (without the program's name) asks for and returns the exit status.
int run_command_line(std::span<const std::string> line);

}  // namespace confrere::app

#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include <fmt/format.h>

#include "base/result.h"
#include "formats/network_files.h"

namespace confrere::app {

/// What is in the file is at fault, not the command line: exit status 3.
inline Error file_error(const std::string& path, const std::string& message) {
  return {.code = ErrorCode::unavailable, .message = fmt::format("{}: {}", path, message)};
}

/// What `read` makes of the file at `path`. An Error names the file: `invalid`, a wrong use, where none can
/// be opened there, and unavailable, a failure, where it cannot be read as `read` wants it.
template <class Read>
auto read_file(const std::string& path, const Read& read) -> decltype(read(std::declval<std::istream&>())) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored))
    return Error{.code = ErrorCode::invalid, .message = fmt::format("{} is a folder, not a file.", path)};
  std::ifstream file(path, std::ios::binary);
  if (!file) return Error{.code = ErrorCode::invalid, .message = fmt::format("{} cannot be read.", path)};
  auto made = read(file);
  if (!made) return file_error(path, made.error().message);
  return made;
}

}  // namespace confrere::app

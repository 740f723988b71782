#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace confrere {

/// A file inside the program. `path` is relative to the folder it was embedded from.
struct EmbeddedFile {
  std::string_view path;
  std::string_view content;
};

/// Tables made by cmake/embed.cmake; sorted by path.
namespace embedded {
std::span<const EmbeddedFile> messages();
std::span<const EmbeddedFile> migrations();
std::span<const EmbeddedFile> word_lists();
std::span<const EmbeddedFile> web();
}  // namespace embedded

}  // namespace confrere

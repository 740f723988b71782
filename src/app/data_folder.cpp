#include "app/data_folder.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace confrere::app {
namespace {

Error cannot(const std::string& what, int reason) {
  return {.code = ErrorCode::unavailable, .message = fmt::format("{}: {}.", what, std::strerror(reason))};
}

}  // namespace

FolderLock::~FolderLock() {
  if (file_ >= 0) ::close(file_);
}

Result<DataFolder> DataFolder::create(const std::string& path) {
  std::error_code wrong;
  const std::filesystem::path absolute = std::filesystem::absolute(path, wrong);
  if (wrong) return cannot(fmt::format("The folder {} cannot be used", path), wrong.value());
  if (!std::filesystem::exists(absolute)) {
    std::filesystem::create_directories(absolute.parent_path(), wrong);
    if (::mkdir(absolute.c_str(), S_IRWXU) != 0 && errno != EEXIST) {
      return cannot(fmt::format("The folder {} cannot be made", path), errno);
    }
  }
  if (!std::filesystem::is_directory(absolute)) {
    return Error{.code = ErrorCode::invalid, .message = fmt::format("{} is not a folder.", path)};
  }
  return DataFolder(absolute.string());
}

Result<DataFolder> DataFolder::existing(const std::string& path) {
  DataFolder folder(std::filesystem::absolute(path).string());
  if (!std::filesystem::exists(folder.database())) {
    return not_found(fmt::format(
        "There is no Confrere in {} yet. Please run \"confrere init --data {} …\" first.", path, path));
  }
  return folder;
}

Result<std::optional<FolderLock>> DataFolder::try_lock() const {
  const std::string name = path_ + "/confrere.lock";
  const int file = ::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file < 0) return cannot(fmt::format("{} cannot be opened", name), errno);
  if (::flock(file, LOCK_EX | LOCK_NB) == 0) return std::optional<FolderLock>(FolderLock(file));
  const int reason = errno;
  ::close(file);
  if (reason == EWOULDBLOCK) return std::optional<FolderLock>();
  return cannot(fmt::format("{} cannot be locked", name), reason);
}

}  // namespace confrere::app

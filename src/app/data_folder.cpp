#include "app/data_folder.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/database.h"

namespace confrere::app {
namespace {

Error cannot(const std::string& what, int reason) {
  return {.code = ErrorCode::unavailable, .message = fmt::format("{}: {}.", what, std::strerror(reason))};
}

/// Whole or, where that fails, as it was. For its owner alone.
Result<void> replace_file(const std::string& folder, const std::string& name, std::string_view text) {
  const std::string unfinished = name + ".unfinished";
  const int file = ::open(unfinished.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file < 0) return cannot(fmt::format("{} cannot be written", unfinished), errno);
  const bool written = ::write(file, text.data(), text.size()) == std::ssize(text) && ::fsync(file) == 0;
  const int reason = errno;
  ::close(file);
  if (!written) return cannot(fmt::format("{} cannot be written", unfinished), reason);
  if (::rename(unfinished.c_str(), name.c_str()) != 0 || !sync_to_disk(folder)) {
    return cannot(fmt::format("{} cannot be written", name), errno);
  }
  return {};
}

/// In the folder: the address of its database, where that is not the file in it.
constexpr std::string_view kAddressFile = "/database";
constexpr std::string_view kDatabaseFile = "/confrere.sqlite";

std::string remembered_address(const std::string& folder) {
  std::ifstream file(folder + std::string(kAddressFile));
  std::string address;
  std::getline(file, address);
  return address;
}

}  // namespace

bool sync_to_disk(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  const bool synced = ::fsync(file) == 0;
  ::close(file);
  return synced;
}

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
  if (!store::is_postgres_address(folder.database()) && !std::filesystem::exists(folder.database())) {
    return not_found(fmt::format(
        "There is no Confrere in {} yet. Please run \"confrere init --data {} …\" first.", path, path));
  }
  return folder;
}

DataFolder::DataFolder(std::string path) : path_(std::move(path)), database_(remembered_address(path_)) {
  if (database_.empty()) database_ = path_ + std::string(kDatabaseFile);
}

Result<void> DataFolder::use_database(const std::string& address) {
  if (!store::is_postgres_address(address)) {
    return Error{.code = ErrorCode::invalid,
                 .message = "--database is an address such as postgres://confrere@db.example.org/confrere."};
  }
  if (auto free = check_free_for(address); !free) return free;
  database_ = address;
  return {};
}

Result<void> DataFolder::check_database() const {
  return store::is_postgres_address(database_) ? check_free_for(database_) : Result<void>();
}

Result<void> DataFolder::check_free_for(const std::string& address) const {
  const std::string remembered = remembered_address(path_);
  if (remembered == address) return {};
  if (!remembered.empty()) {
    return conflict(
        fmt::format("{0} belongs to another database. If that has moved, remove {0}{1} and try again.", path_,
                    kAddressFile));
  }
  if (std::filesystem::exists(path_ + std::string(kDatabaseFile))) {
    return conflict(fmt::format(
        "{0} holds a network already. To take it to PostgreSQL, name an empty folder for the server "
        "there, after \"confrere migrate-store --from {0} --to ADDRESS\".",
        path_));
  }
  return {};
}

Result<void> DataFolder::remember_database() const {
  if (!store::is_postgres_address(database_) || remembered_address(path_) == database_) return {};
  return replace_file(path_, path_ + std::string(kAddressFile), database_ + '\n');
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

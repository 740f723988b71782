#include <cerrno>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/database.h"
#include "store/sqlite_connection.h"

namespace confrere::store {
namespace {

/// An empty file that only its owner may read, or one emptied.
void create_private(const std::string& path) {
  const int file = ::open(path.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file < 0) throw std::system_error(errno, std::generic_category(), path);
  ::close(file);
}

/// A file, or a folder's list of files.
void sync_to_disk(const std::filesystem::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) throw std::system_error(errno, std::generic_category(), path);
  const int failed = ::fsync(file);
  ::close(file);
  if (failed != 0) throw std::system_error(errno, std::generic_category(), path);
}

void check_soundness(const std::string& path, const std::string& vfs) {
  SqliteConnection copy(path, OpenMode::read_only, vfs);
  const auto verdict = first(
      copy, [](const Row& row) { return row.get<std::string>(0); }, "PRAGMA integrity_check");
  if (verdict != "ok") throw Failure(ErrorCode::internal, "the copy is damaged: " + verdict.value_or(""));
}

/// A file, which belongs to one server: what is committed there, its own writer has committed.
class SqliteDatabase final : public Database {
 public:
  SqliteDatabase(std::string path, std::string vfs) : path_(std::move(path)), vfs_(std::move(vfs)) {}

  std::unique_ptr<Connection> connect_writer() override {
    auto writer = std::make_unique<SqliteConnection>(path_, OpenMode::read_write_create, vfs_);
    writer->run_script("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
    return writer;
  }
  std::unique_ptr<Connection> connect_reader() override {
    return std::make_unique<SqliteConnection>(path_, OpenMode::read_only, vfs_);
  }
  void begin_read(Connection& reader) override { reader.execute("BEGIN"); }
  void begin_write(Connection& writer) override { writer.execute("BEGIN IMMEDIATE"); }
  void commit_write(std::unique_ptr<Connection>& writer, bool) override { writer->execute("COMMIT"); }
  std::unique_ptr<Follower> follow(Listener) override { return nullptr; }

  std::vector<std::string> faults(Connection& reader) override {
    auto found = all(
        reader, [](const Row& row) { return row.get<std::string>(0); }, "PRAGMA integrity_check");
    if (found == std::vector<std::string>{"ok"}) found.clear();
    const auto orphans = all(
        reader,
        [](const Row& row) {
          return fmt::format("a row of {} belongs to one of {} that is not there", row.text(0), row.text(2));
        },
        "PRAGMA foreign_key_check");
    found.insert(found.end(), orphans.begin(), orphans.end());
    return found;
  }

  Result<void> backup_to(const std::string& path) override {
    if (std::filesystem::exists(path))
      return conflict(fmt::format("{} exists already. Please name a new file.", path));
    const std::string unfinished = path + ".unfinished";
    try {
      create_private(unfinished);
      {
        // Not within a read transaction: VACUUM INTO takes its own snapshot.
        SqliteConnection source(path_, OpenMode::read_only, vfs_);
        source.execute("VACUUM INTO $1", unfinished);
      }
      check_soundness(unfinished, vfs_);
      sync_to_disk(unfinished);  // VACUUM INTO does not
      std::filesystem::rename(unfinished, path);
      sync_to_disk(std::filesystem::absolute(path).parent_path());
      return {};
    } catch (const std::exception& exception) {
      std::error_code ignored;
      std::filesystem::remove(unfinished, ignored);
      return Error{.code = ErrorCode::unavailable,
                   .message = fmt::format(
                       "The backup {} could not be made. Is there room, and may it be written there?", path),
                   .cause = exception.what()};
    }
  }

 private:
  std::string path_;
  std::string vfs_;
};

}  // namespace

std::unique_ptr<Database> sqlite_database(std::string path, std::string vfs) {
  return std::make_unique<SqliteDatabase>(std::move(path), std::move(vfs));
}

}  // namespace confrere::store

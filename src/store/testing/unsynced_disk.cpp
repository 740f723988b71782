#include "store/testing/unsynced_disk.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <optional>
#include <random>

#include <sqlite3.h>

namespace confrere::store {
namespace {

constexpr std::size_t kSector = 512;

using Bytes = std::vector<std::uint8_t>;

/// A change that was not synced: bytes at an offset, or (without bytes) a truncation to `offset`.
struct Pending {
  std::size_t offset = 0;
  std::optional<Bytes> bytes;
};

void write_at(Bytes& content, std::size_t offset, const std::uint8_t* data, std::size_t size) {
  if (content.size() < offset + size) content.resize(offset + size);
  std::copy_n(data, size, content.begin() + static_cast<std::ptrdiff_t>(offset));
}

/// The write-ahead log's shared memory: regions, and locks held by any number together or by one alone.
struct SharedMemory {
  std::vector<std::unique_ptr<Bytes>> regions;
  std::array<int, SQLITE_SHM_NLOCK> sharers{};
  std::array<bool, SQLITE_SHM_NLOCK> taken{};
};

struct File {
  Bytes durable;
  bool exists_durably = false;
  Bytes now;
  std::vector<Pending> pending;
  // Locks of the file itself, as SQLite names them.
  int sharers = 0;
  const void* reserved = nullptr;
  const void* pending_lock = nullptr;
  const void* exclusive = nullptr;
  SharedMemory memory;

  void sync() {
    durable = now;
    pending.clear();
  }

  void lose(Loss loss, std::mt19937_64& chance) {
    if (loss == Loss::nothing) {
      sync();
      exists_durably = true;
    }
    if (loss == Loss::some_unsynced) {
      for (const Pending& change : pending) keep_some(change, chance);
      exists_durably = exists_durably || chance() % 2 == 0;
    }
    now = durable;
    pending.clear();
    sharers = 0;
    reserved = pending_lock = exclusive = nullptr;
    memory = {};
  }

 private:
  void keep_some(const Pending& change, std::mt19937_64& chance) {
    if (!change.bytes) {
      if (chance() % 2 == 0) durable.resize(change.offset);
      return;
    }
    for (std::size_t done = 0; done < change.bytes->size();) {
      const std::size_t to_border = kSector - (change.offset + done) % kSector;
      const std::size_t size = std::min(to_border, change.bytes->size() - done);
      if (chance() % 2 == 0) write_at(durable, change.offset + done, change.bytes->data() + done, size);
      done += size;
    }
  }
};

}  // namespace

struct UnsyncedDisk::State {
  std::string name;
  sqlite3_vfs vfs{};
  mutable std::mutex mutex;
  std::map<std::string, std::shared_ptr<File>> files;
  /// Files that were deleted and whose folder was not synced since: they may come back.
  std::map<std::string, std::shared_ptr<File>> deleted;
  std::int64_t operations = 0;
  std::int64_t syncs = 0;
  std::optional<std::int64_t> cut_at;
  std::optional<std::int64_t> fail_from;
  std::int64_t fail_until = 0;
  int failure = SQLITE_OK;
  bool refused = false;  ///< an operation since the power was cut
  bool lies = false;
  std::optional<std::int64_t> held_at;
  bool is_holding = false;
  std::condition_variable held_or_let_go;

  [[nodiscard]] bool is_cut() const { return cut_at && operations >= *cut_at; }

  /// The mutex is given back meanwhile, so that others may read.
  void hold_back() {
    std::unique_lock lock(mutex, std::adopt_lock);
    held_at.reset();
    is_holding = true;
    held_or_let_go.notify_all();
    held_or_let_go.wait(lock, [this] { return !is_holding; });
    lock.release();
  }

  /// Counts an operation; what it must answer when it is not to work. REQUIRES: `mutex` is held.
  int begin_operation(int error) {
    if (held_at && operations >= *held_at) hold_back();
    if (is_cut()) {
      refused = true;
      return error;
    }
    const std::int64_t number = operations++;
    if (fail_from && number >= *fail_from && number < fail_until) return failure;
    return SQLITE_OK;
  }

  void sync_folder() {
    for (auto& [path, file] : files) file->exists_durably = true;
    deleted.clear();
  }
};

namespace {

using State = UnsyncedDisk::State;

/// What SQLite holds of an open file; it allocates the memory itself.
struct Handle {
  sqlite3_file base;
  State* disk;
  std::shared_ptr<File>* file;
  int lock;
  unsigned shared_mask;
  unsigned exclusive_mask;
  bool delete_on_close;
  bool syncs_folder;  ///< with its next sync
};

Handle& handle_of(sqlite3_file* file) {
  return *reinterpret_cast<Handle*>(file);
}

int unlock_file(sqlite3_file* file, int level) {
  Handle& handle = handle_of(file);
  const std::lock_guard lock(handle.disk->mutex);
  File& content = **handle.file;
  if (content.reserved == file && level < SQLITE_LOCK_RESERVED) content.reserved = nullptr;
  if (content.pending_lock == file && level < SQLITE_LOCK_PENDING) content.pending_lock = nullptr;
  if (content.exclusive == file && level < SQLITE_LOCK_EXCLUSIVE) content.exclusive = nullptr;
  if (handle.lock >= SQLITE_LOCK_SHARED && level < SQLITE_LOCK_SHARED) --content.sharers;
  handle.lock = std::min(handle.lock, level);
  return SQLITE_OK;
}

int lock_file(sqlite3_file* file, int level) {
  Handle& handle = handle_of(file);
  const std::lock_guard lock(handle.disk->mutex);
  File& content = **handle.file;
  const auto others = [&](const void* holder) { return holder != nullptr && holder != file; };
  if (handle.lock >= level) return SQLITE_OK;
  if (others(content.exclusive)) return SQLITE_BUSY;
  if (handle.lock < SQLITE_LOCK_SHARED) {
    if (others(content.pending_lock)) return SQLITE_BUSY;
    ++content.sharers;
    handle.lock = SQLITE_LOCK_SHARED;
  }
  if (level >= SQLITE_LOCK_RESERVED) {
    if (others(content.reserved)) return SQLITE_BUSY;
    content.reserved = file;
    handle.lock = SQLITE_LOCK_RESERVED;
  }
  if (level >= SQLITE_LOCK_EXCLUSIVE) {
    content.pending_lock = file;
    handle.lock = SQLITE_LOCK_PENDING;
    if (content.sharers > 1) return SQLITE_BUSY;
    content.exclusive = file;
    handle.lock = SQLITE_LOCK_EXCLUSIVE;
  }
  return SQLITE_OK;
}

int check_reserved(sqlite3_file* file, int* reserved) {
  const Handle& handle = handle_of(file);
  const std::lock_guard lock(handle.disk->mutex);
  *reserved = (*handle.file)->reserved != nullptr ? 1 : 0;
  return SQLITE_OK;
}

int shm_lock(sqlite3_file* file, int offset, int count, int flags) {
  Handle& handle = handle_of(file);
  const std::lock_guard lock(handle.disk->mutex);
  SharedMemory& memory = (*handle.file)->memory;
  const unsigned mask = ((1U << (offset + count)) - 1U) & ~((1U << offset) - 1U);
  const auto each = [&](auto visit) {
    for (auto i = static_cast<std::size_t>(offset); i < static_cast<std::size_t>(offset + count); ++i)
      visit(i);
  };
  bool free = true;
  if ((flags & SQLITE_SHM_UNLOCK) != 0) {
    each([&](std::size_t i) {
      if ((handle.shared_mask & (1U << i)) != 0) --memory.sharers[i];
      if ((handle.exclusive_mask & (1U << i)) != 0) memory.taken[i] = false;
    });
    handle.shared_mask &= ~mask;
    handle.exclusive_mask &= ~mask;
  } else if ((flags & SQLITE_SHM_SHARED) != 0) {
    if ((handle.shared_mask & mask) != 0) return SQLITE_OK;
    each([&](std::size_t i) { free = free && !memory.taken[i]; });
    if (!free) return SQLITE_BUSY;
    each([&](std::size_t i) { ++memory.sharers[i]; });
    handle.shared_mask |= mask;
  } else {
    each([&](std::size_t i) {
      const int own = (handle.shared_mask & (1U << i)) != 0 ? 1 : 0;
      free = free && !memory.taken[i] && memory.sharers[i] == own;
    });
    if (!free) return SQLITE_BUSY;
    each([&](std::size_t i) { memory.taken[i] = true; });
    handle.exclusive_mask |= mask;
  }
  return SQLITE_OK;
}

int shm_map(sqlite3_file* file, int region, int size, int extend, void volatile** mapped) {
  const Handle& handle = handle_of(file);
  const std::lock_guard lock(handle.disk->mutex);
  auto& regions = (*handle.file)->memory.regions;
  *mapped = nullptr;
  if (static_cast<std::size_t>(region) >= regions.size()) {
    if (extend == 0) return SQLITE_OK;
    while (static_cast<std::size_t>(region) >= regions.size()) {
      regions.push_back(std::make_unique<Bytes>(static_cast<std::size_t>(size)));
    }
  }
  *mapped = regions[static_cast<std::size_t>(region)]->data();
  return SQLITE_OK;
}

void shm_barrier(sqlite3_file* file) {
  // As the system's VFS does: a mutex is a full barrier.
  const std::lock_guard lock(handle_of(file).disk->mutex);
}

int shm_unmap(sqlite3_file* file, int delete_it) {
  shm_lock(file, 0, SQLITE_SHM_NLOCK, SQLITE_SHM_UNLOCK | SQLITE_SHM_SHARED);
  const Handle& handle = handle_of(file);
  const std::lock_guard lock(handle.disk->mutex);
  if (delete_it != 0) (*handle.file)->memory = {};
  return SQLITE_OK;
}

int close_file(sqlite3_file* file) {
  Handle& handle = handle_of(file);
  unlock_file(file, SQLITE_LOCK_NONE);
  const std::lock_guard lock(handle.disk->mutex);
  if (handle.delete_on_close) {
    std::erase_if(handle.disk->files, [&](const auto& entry) { return entry.second == *handle.file; });
  }
  delete handle.file;
  return SQLITE_OK;
}

int read_file(sqlite3_file* file, void* to, int amount, sqlite3_int64 offset) {
  const Handle& handle = handle_of(file);
  const std::lock_guard lock(handle.disk->mutex);
  const Bytes& content = (*handle.file)->now;
  const auto size = static_cast<std::size_t>(amount);
  const auto begin = std::min(static_cast<std::size_t>(offset), content.size());
  const auto there = std::min(size, content.size() - begin);
  if (there > 0) std::memcpy(to, content.data() + begin, there);
  std::memset(static_cast<std::uint8_t*>(to) + there, 0, size - there);
  return there == size ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int write_file(sqlite3_file* file, const void* from, int amount, sqlite3_int64 offset) {
  const Handle& handle = handle_of(file);
  const std::lock_guard lock(handle.disk->mutex);
  if (const int failed = handle.disk->begin_operation(SQLITE_IOERR_WRITE); failed != SQLITE_OK) return failed;
  File& content = **handle.file;
  const auto* data = static_cast<const std::uint8_t*>(from);
  const auto at = static_cast<std::size_t>(offset);
  write_at(content.now, at, data, static_cast<std::size_t>(amount));
  content.pending.push_back({.offset = at, .bytes = Bytes(data, data + amount)});
  return SQLITE_OK;
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
  const Handle& handle = handle_of(file);
  const std::lock_guard lock(handle.disk->mutex);
  if (const int failed = handle.disk->begin_operation(SQLITE_IOERR_TRUNCATE); failed != SQLITE_OK)
    return failed;
  File& content = **handle.file;
  content.now.resize(static_cast<std::size_t>(size));
  content.pending.push_back({.offset = static_cast<std::size_t>(size), .bytes = std::nullopt});
  return SQLITE_OK;
}

int sync_file(sqlite3_file* file, int) {
  Handle& handle = handle_of(file);
  const std::lock_guard lock(handle.disk->mutex);
  if (const int failed = handle.disk->begin_operation(SQLITE_IOERR_FSYNC); failed != SQLITE_OK) return failed;
  ++handle.disk->syncs;
  if (handle.disk->lies) return SQLITE_OK;
  (*handle.file)->sync();
  if (handle.syncs_folder) handle.disk->sync_folder();
  handle.syncs_folder = false;
  return SQLITE_OK;
}

int size_of_file(sqlite3_file* file, sqlite3_int64* size) {
  const Handle& handle = handle_of(file);
  const std::lock_guard lock(handle.disk->mutex);
  *size = static_cast<sqlite3_int64>((*handle.file)->now.size());
  return SQLITE_OK;
}

int file_control(sqlite3_file*, int, void*) {
  return SQLITE_NOTFOUND;
}
int sector_size(sqlite3_file*) {
  return 4096;
}  // as the system's VFS says
int characteristics(sqlite3_file*) {
  return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

const sqlite3_io_methods kMethods{
    2,         close_file,  read_file,      write_file,   truncate_file, sync_file,       size_of_file,
    lock_file, unlock_file, check_reserved, file_control, sector_size,   characteristics, shm_map,
    shm_lock,  shm_barrier, shm_unmap,      nullptr,      nullptr,
};

State& state_of(sqlite3_vfs* vfs) {
  return *static_cast<State*>(vfs->pAppData);
}

int open_file(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  State& disk = state_of(vfs);
  const std::lock_guard lock(disk.mutex);
  file->pMethods = nullptr;
  const bool temporary = name == nullptr;
  const std::string path = temporary ? "temporary-" + std::to_string(disk.files.size()) : name;
  auto found = disk.files.find(path);
  const bool is_new = found == disk.files.end();
  if (is_new) {
    if ((flags & SQLITE_OPEN_CREATE) == 0) return SQLITE_CANTOPEN;
    if (disk.is_cut()) {
      disk.refused = true;
      return SQLITE_CANTOPEN;
    }
    found = disk.files.emplace(path, std::make_shared<File>()).first;
  }
  Handle& handle = handle_of(file);
  handle.disk = &disk;
  handle.file = new std::shared_ptr<File>(found->second);
  handle.lock = SQLITE_LOCK_NONE;
  handle.shared_mask = handle.exclusive_mask = 0;
  handle.delete_on_close = temporary || (flags & SQLITE_OPEN_DELETEONCLOSE) != 0;
  // As the system's VFS: a new journal's first sync is one of its folder, too.
  handle.syncs_folder = is_new && (flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)) != 0;
  file->pMethods = &kMethods;
  if (out_flags != nullptr) *out_flags = flags;
  return SQLITE_OK;
}

int delete_file(sqlite3_vfs* vfs, const char* name, int sync_folder) {
  State& disk = state_of(vfs);
  const std::lock_guard lock(disk.mutex);
  if (const int failed = disk.begin_operation(SQLITE_IOERR_DELETE); failed != SQLITE_OK) return failed;
  const auto found = disk.files.find(name);
  if (found == disk.files.end()) return SQLITE_IOERR_DELETE_NOENT;
  if (found->second->exists_durably) disk.deleted[found->first] = found->second;
  disk.files.erase(found);
  if (sync_folder != 0 && !disk.lies) disk.sync_folder();
  return SQLITE_OK;
}

int access_file(sqlite3_vfs* vfs, const char* name, int, int* answer) {
  State& disk = state_of(vfs);
  const std::lock_guard lock(disk.mutex);
  const auto found = disk.files.find(name);
  // As the system's VFS: an empty file counts as none when it is asked whether a journal exists.
  *answer = found != disk.files.end() && !found->second->now.empty() ? 1 : 0;
  return SQLITE_OK;
}

int full_path(sqlite3_vfs*, const char* name, int size, char* to) {
  sqlite3_snprintf(size, to, "%s", name);
  return SQLITE_OK;
}

}  // namespace

UnsyncedDisk::UnsyncedDisk(Files durable) : state_(std::make_unique<State>()) {
  static std::atomic<int> number = 0;
  state_->name = "unsynced-" + std::to_string(++number);
  for (auto& [path, content] : durable) {
    auto file = std::make_shared<File>();
    file->now = std::move(content);
    file->sync();
    file->exists_durably = true;
    state_->files.emplace(path, std::move(file));
  }
  const sqlite3_vfs& system = *sqlite3_vfs_find(nullptr);
  sqlite3_vfs& vfs = state_->vfs;
  vfs = system;  // time, randomness and sleep are the system's
  vfs.szOsFile = sizeof(Handle);
  vfs.pNext = nullptr;
  vfs.zName = state_->name.c_str();
  vfs.pAppData = state_.get();
  vfs.xOpen = open_file;
  vfs.xDelete = delete_file;
  vfs.xAccess = access_file;
  vfs.xFullPathname = full_path;
  sqlite3_vfs_register(&vfs, 0);
}

UnsyncedDisk::~UnsyncedDisk() {
  sqlite3_vfs_unregister(&state_->vfs);
}

const std::string& UnsyncedDisk::vfs() const {
  return state_->name;
}

std::int64_t UnsyncedDisk::operations() const {
  const std::lock_guard lock(state_->mutex);
  return state_->operations;
}

std::int64_t UnsyncedDisk::syncs() const {
  const std::lock_guard lock(state_->mutex);
  return state_->syncs;
}

bool UnsyncedDisk::power_is_cut() const {
  const std::lock_guard lock(state_->mutex);
  return state_->refused;
}

void UnsyncedDisk::cut_power_after(std::int64_t operations) {
  const std::lock_guard lock(state_->mutex);
  state_->cut_at = state_->operations + operations;
}

void UnsyncedDisk::fail_after(std::int64_t operations, int sqlite_code, std::int64_t failures) {
  const std::lock_guard lock(state_->mutex);
  state_->fail_from = state_->operations + operations;
  state_->fail_until = *state_->fail_from + failures;
  state_->failure = sqlite_code;
}

void UnsyncedDisk::hold_after(std::int64_t operations) {
  const std::lock_guard lock(state_->mutex);
  state_->held_at = state_->operations + operations;
}

bool UnsyncedDisk::holds_within(std::chrono::milliseconds time) const {
  std::unique_lock lock(state_->mutex);
  return state_->held_or_let_go.wait_for(lock, time, [this] { return state_->is_holding; });
}

void UnsyncedDisk::let_go() {
  const std::lock_guard lock(state_->mutex);
  state_->held_at.reset();
  state_->is_holding = false;
  state_->held_or_let_go.notify_all();
}

void UnsyncedDisk::ignore_syncs() {
  const std::lock_guard lock(state_->mutex);
  state_->lies = true;
}

void UnsyncedDisk::restart(Loss loss, std::uint64_t seed) {
  const std::lock_guard lock(state_->mutex);
  std::mt19937_64 chance(seed);
  state_->cut_at.reset();
  state_->fail_from.reset();
  state_->refused = false;
  for (auto& [path, file] : state_->files) file->lose(loss, chance);
  std::erase_if(state_->files, [](const auto& entry) { return !entry.second->exists_durably; });
  for (auto& [path, file] : state_->deleted) {
    const bool comes_back = loss == Loss::all_unsynced || (loss == Loss::some_unsynced && chance() % 2 == 0);
    if (!comes_back || state_->files.contains(path)) continue;
    file->lose(loss, chance);
    state_->files.emplace(path, file);
  }
  state_->deleted.clear();
}

UnsyncedDisk::Files UnsyncedDisk::durable() const {
  const std::lock_guard lock(state_->mutex);
  Files files;
  for (const auto& [path, file] : state_->files) {
    if (file->exists_durably) files.emplace(path, file->durable);
  }
  return files;
}

}  // namespace confrere::store

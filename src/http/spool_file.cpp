#include "http/spool_file.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

#include "base/id.h"

namespace confrere::http {
namespace {

Error cannot_keep(const char* doing) {
  return {.code = ErrorCode::unavailable,
          .message =
              "The server has no room for this file just now. Nothing was changed; please try again later.",
          .cause = std::string(doing) + " a spool file: " + std::strerror(errno)};
}

}  // namespace

SpoolFile::~SpoolFile() {
  if (file_ < 0) return;
  close(file_);
  unlink(path_.c_str());
}

Result<void> SpoolFile::open(const std::string& folder) {
  path_ = folder + "/body-" + id_text(new_id_bytes());
  file_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file_ < 0) return cannot_keep("opening");
  return {};
}

Result<void> SpoolFile::append(std::string_view part) {
  while (!part.empty()) {
    const ssize_t written = ::write(file_, part.data(), part.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return cannot_keep("writing");
    part.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

}  // namespace confrere::http

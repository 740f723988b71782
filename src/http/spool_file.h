#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace confrere::http {

/// A body on the disk while its request is handled; removed at the end of its life, if nobody moved it away.
class SpoolFile {
 public:
  SpoolFile() = default;
  SpoolFile(const SpoolFile&) = delete;
  SpoolFile& operator=(const SpoolFile&) = delete;
  ~SpoolFile();

  /// A new file in `folder` that only the server's user may read.
  Result<void> open(const std::string& folder);
  Result<void> append(std::string_view part);
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
  int file_ = -1;
};

}  // namespace confrere::http

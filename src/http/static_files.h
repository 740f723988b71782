#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "base/embedded.h"
#include "http/call.h"

namespace confrere::http {

/// An answer whose body lies in the program.
struct StaticAnswer {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string_view body;
};

/// The web app's files, compressed when they were built. Addresses that the app itself routes (`/people/…`)
/// get index.html. Only names in the table are ever served, so no path leads out of it. Thread safe.
class StaticFiles {
 public:
  /// O(bytes): hashes the files for their ETags.
  explicit StaticFiles(std::span<const EmbeddedFile> files);

  /// The answer to a GET of `request.path`; `not_found` where there is no such file.
  [[nodiscard]] Result<StaticAnswer> find(const Request& request) const;

 private:
  struct Variant {
    std::string_view content;
    std::string etag;
  };
  struct File {
    Variant plain, gzip, brotli;
    std::string_view type;
    std::string_view caching;
  };
  [[nodiscard]] static StaticAnswer answer(const File& file, const Request& request);

  std::map<std::string, File, std::less<>> files_;  ///< by path, with its slash
};

}  // namespace confrere::http

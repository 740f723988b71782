#include "http/content_coding.h"

#include <cstdlib>
#include <optional>
#include <stdexcept>

#include <zlib.h>

#include "base/text.h"

namespace confrere::http {
namespace {

/// Over 0 in a `q=` parameter, also where there is none.
bool has_quality(std::string_view parameters) {
  for (const std::string_view parameter : split(parameters, ';')) {
    const std::string_view trimmed = trim(parameter);
    if (trimmed.size() < 3 || (trimmed[0] != 'q' && trimmed[0] != 'Q') || trimmed[1] != '=') continue;
    return trimmed.find_first_of("123456789") != std::string_view::npos;
  }
  return true;
}

constexpr int kGzipWindow = 15 + 16;  ///< zlib's way to say "gzip, with the largest window"
constexpr int kMemory = 8;
constexpr int kLevel = 4;

}  // namespace

bool accepts_coding(std::string_view accept_encoding, std::string_view coding) {
  std::optional<bool> any;
  for (const std::string_view part : split(accept_encoding, ',')) {
    const auto semicolon = part.find(';');
    const std::string_view name = trim(part.substr(0, semicolon));
    const bool takes = semicolon == std::string_view::npos || has_quality(part.substr(semicolon + 1));
    if (ascii_iequals(name, coding)) return takes;
    if (name == "*") any = takes;
  }
  return any.value_or(false);
}

std::string gzip(std::string_view text) {
  z_stream stream{};
  if (deflateInit2(&stream, kLevel, Z_DEFLATED, kGzipWindow, kMemory, Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::runtime_error("zlib cannot begin");
  }
  std::string packed(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));  // zlib only reads it
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  const int outcome = deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  if (outcome != Z_STREAM_END) throw std::runtime_error("zlib cannot finish");
  return packed;
}

}  // namespace confrere::http

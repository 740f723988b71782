#include "http/static_files.h"

#include <array>

#include <fmt/format.h>
#include <sodium.h>

#include "base/text.h"
#include "http/content_coding.h"

namespace confrere::http {
namespace {

constexpr std::string_view kForever = "public, max-age=31536000, immutable";
constexpr std::string_view kAskAgain = "no-cache";
constexpr std::string_view kAnHour = "public, max-age=3600";

constexpr std::array<std::pair<std::string_view, std::string_view>, 16> kTypes{{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".webp", "image/webp"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".wasm", "application/wasm"},
    {".txt", "text/plain; charset=utf-8"},
    {".xml", "application/xml"},
    {".map", "application/json"},
}};

std::string_view type_of(std::string_view path) {
  for (const auto& [ending, type] : kTypes) {
    if (path.ends_with(ending)) return type;
  }
  return "application/octet-stream";
}

/// What a build names by its content may be kept for ever; what keeps its name must be asked for again.
std::string_view caching_of(std::string_view path) {
  if (path.starts_with("/assets/")) return kForever;
  const bool keeps_its_name = path.ends_with(".html") || path.ends_with(".webmanifest") || path == "/sw.js" ||
                              path == "/service-worker.js" || path == "/registerSW.js";
  return keeps_its_name ? kAskAgain : kAnHour;
}

std::string tag_of(std::string_view content) {
  std::array<unsigned char, 16> hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(content.data()),
                     content.size(), nullptr, 0);
  std::string tag = "\"";
  for (const unsigned char byte : hash) tag += fmt::format("{:02x}", byte);
  return tag + '"';
}

/// An address that the app routes itself: a person's browser asks, and it names no file.
bool is_page_of_app(const Request& request) {
  if (request.path == "/") return true;
  const std::string_view last = std::string_view(request.path).substr(request.path.rfind('/') + 1);
  return last.find('.') == std::string_view::npos && !request.path.starts_with("/api/") &&
         request.header("accept").find("text/html") != std::string_view::npos;
}

}  // namespace

StaticFiles::StaticFiles(std::span<const EmbeddedFile> files) {
  for (const EmbeddedFile& file : files) {
    const Variant variant{.content = file.content, .etag = tag_of(file.content)};
    std::string path = '/' + std::string(file.path);
    if (path.ends_with(".gz")) {
      files_[path.substr(0, path.size() - 3)].gzip = variant;
    } else if (path.ends_with(".br")) {
      files_[path.substr(0, path.size() - 3)].brotli = variant;
    } else {
      File& entry = files_[path];
      entry.plain = variant;
      entry.type = type_of(path);
      entry.caching = caching_of(path);
    }
  }
  std::erase_if(files_, [](const auto& entry) { return entry.second.type.empty(); });
}

Result<StaticAnswer> StaticFiles::find(const Request& request) const {
  if (files_.empty() && request.path == "/") {
    return StaticAnswer{
        .headers = {{"Content-Type", "text/plain; charset=utf-8"}, {"Cache-Control", "no-store"}},
        .body = "The web app is not part of this build of Confrere; its API is at /api/v1.\n"};
  }
  auto found = files_.find(request.path);
  if (found == files_.end() && is_page_of_app(request)) found = files_.find("/index.html");
  if (found == files_.end()) return not_found("There is nothing at this address.");
  return answer(found->second, request);
}

StaticAnswer StaticFiles::answer(const File& file, const Request& request) {
  const std::string_view accepted = request.header("accept-encoding");
  const Variant* variant = &file.plain;
  StaticAnswer answer;
  if (!file.brotli.content.empty() && accepts_coding(accepted, "br")) {
    variant = &file.brotli;
    answer.headers.emplace_back("Content-Encoding", "br");
  } else if (!file.gzip.content.empty() && accepts_coding(accepted, "gzip")) {
    variant = &file.gzip;
    answer.headers.emplace_back("Content-Encoding", "gzip");
  }
  answer.headers.emplace_back("ETag", variant->etag);
  answer.headers.emplace_back("Cache-Control", file.caching);
  answer.headers.emplace_back("Vary", "Accept-Encoding");
  if (names_etag(request.header("if-none-match"), variant->etag)) {
    answer.status = 304;
    return answer;
  }
  answer.headers.emplace_back("Content-Type", file.type);
  answer.body = variant->content;
  return answer;
}

}  // namespace confrere::http

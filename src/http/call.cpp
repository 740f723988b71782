#include "http/call.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "base/text.h"
#include "http/percent.h"

namespace confrere::http {
namespace {

Error malformed_query(std::string_view name, std::string_view what) {
  return {.code = ErrorCode::invalid,
          .message = fmt::format("The address's query is not well-formed: {}.", what),
          .field = std::string(name),
          .problem = "malformed_query"};
}

Result<std::vector<std::pair<std::string, std::string>>> decode_query(std::string_view query) {
  std::vector<std::pair<std::string, std::string>> found;
  for (const std::string_view part : query.empty() ? std::vector<std::string_view>() : split(query, '&')) {
    if (part.empty()) continue;
    const auto equals = part.find('=');
    auto name = decode_form(part.substr(0, equals));
    auto value = decode_form(equals == std::string_view::npos ? std::string_view() : part.substr(equals + 1));
    if (!name) return malformed_query("", "a parameter's name is not percent-encoded UTF-8");
    if (!value) return malformed_query(*name, fmt::format("{} is not percent-encoded UTF-8", *name));
    const bool twice =
        std::any_of(found.begin(), found.end(), [&](const auto& other) { return other.first == *name; });
    if (twice) return malformed_query(*name, fmt::format("{} is given twice", *name));
    found.emplace_back(*std::move(name), *std::move(value));
  }
  return found;
}

}  // namespace

std::string etag(std::int64_t version) {
  return fmt::format("\"{}\"", version);
}

Result<void> check_if_match(std::string_view if_match, std::int64_t version) {
  if (if_match.empty()) return {};
  const std::string current = etag(version);
  for (const std::string_view candidate : split(if_match, ',')) {
    const std::string_view tag = trim(candidate);
    // The comparison is strong (RFC 9110, 13.1.1), except that a compressing proxy may have weakened our own
    // tag.
    if (tag == "*" || tag == current || (tag.starts_with("W/") && tag.substr(2) == current)) return {};
  }
  return Error{.code = ErrorCode::precondition_failed,
               .message = "This was changed in the meantime. Please look at it again before you save."};
}

bool names_etag(std::string_view if_none_match, std::string_view etag) {
  for (const std::string_view candidate : split(if_none_match, ',')) {
    std::string_view tag = trim(candidate);
    if (tag.starts_with("W/")) tag.remove_prefix(2);
    if (tag == "*" || tag == etag) return true;
  }
  return false;
}

Result<Call> Call::of(const Request& request, Viewer viewer, PathParameters path_parameters) {
  auto query = decode_query(request.query);
  if (!query) return query.error();
  return Call(request, std::move(viewer), std::move(path_parameters), *std::move(query));
}

std::string_view Call::path_parameter(std::string_view name) const {
  const auto found = path_parameters_.find(name);
  return found == path_parameters_.end() ? std::string_view() : std::string_view(found->second);
}

std::optional<std::string> Call::query(std::string_view name) const {
  for (const auto& [key, value] : query_) {
    if (key == name) return value;
  }
  return std::nullopt;
}

Result<bool> Call::query_flag(std::string_view name) const {
  const auto text = query(name);
  if (!text || *text == "false") return false;
  if (*text == "true" || text->empty()) return true;
  return invalid(std::string(name), fmt::format("The parameter {} must be true or false.", name));
}

Result<std::int64_t> Call::query_number(std::string_view name, std::int64_t least, std::int64_t most,
                                        std::int64_t otherwise) const {
  const auto text = query(name);
  if (!text) return otherwise;
  std::int64_t number = 0;
  const auto [end, wrong] = std::from_chars(text->data(), text->data() + text->size(), number);
  if (wrong != std::errc() || end != text->data() + text->size() || number < least || number > most) {
    return invalid(std::string(name),
                   fmt::format("The parameter {} must be a whole number from {} to {}.", name, least, most));
  }
  return number;
}

}  // namespace confrere::http

#include "base/json.h"

#include <algorithm>

#include <fmt/format.h>

namespace confrere {
namespace {

bool has_nul(const boost::json::value& value) {
  if (const auto* text = value.if_string()) return text->find('\0') != boost::json::string::npos;
  if (const auto* items = value.if_array()) return std::any_of(items->begin(), items->end(), has_nul);
  if (const auto* object = value.if_object()) {
    return std::any_of(object->begin(), object->end(),
                       [](const auto& member) { return has_nul(member.value()); });
  }
  return false;
}

}  // namespace

namespace json_detail {

Error must_be(const std::string& path, std::string_view what) {
  return invalid(path, fmt::format("{} must be {}.", path, what));
}
Error unknown_field(const std::string& path, std::string_view name) {
  const std::string field = fmt::format("{}.{}", path, name);
  return invalid(field, fmt::format("There is no field {}.", field));
}
Error missing_field(const std::string& path, std::string_view name) {
  const std::string field = fmt::format("{}.{}", path, name);
  return invalid(field, fmt::format("{} is missing.", field));
}

}  // namespace json_detail

Result<boost::json::value> parse_json(std::string_view text) {
  boost::system::error_code wrong;
  boost::json::stream_parser parser;
  const std::size_t read = parser.write_some(text.data(), text.size(), wrong);
  if (!wrong && read < text.size()) {
    const auto rest = text.substr(read);
    if (rest.find_first_not_of(" \t\r\n") != std::string_view::npos) wrong = boost::json::error::extra_data;
  }
  if (!wrong) parser.finish(wrong);
  if (wrong) {
    return Error{.code = ErrorCode::invalid,
                 .message = fmt::format("This is not JSON: {} near byte {}.", wrong.message(), read),
                 .field = "$",
                 .problem = "malformed_json"};
  }
  boost::json::value document = parser.release();
  if (has_nul(document)) return invalid("$", "Texts must not hold the NUL character.");
  return document;
}

}  // namespace confrere

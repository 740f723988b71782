#include "base/json.h"

#include <boost/json/basic_parser_impl.hpp>
#include <fmt/format.h>

#include "base/json_document.h"

namespace confrere {
namespace {

Error malformed(const boost::system::error_code& wrong, std::size_t place) {
  return {.code = ErrorCode::invalid,
          .message = fmt::format("This is not JSON: {} near byte {}.", wrong.message(), place),
          .field = "$",
          .problem = "malformed_json"};
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
  boost::json::basic_parser<json_detail::DocumentBuilder> parser{boost::json::parse_options()};
  boost::system::error_code wrong;
  const std::size_t read = parser.write_some(false, text.data(), text.size(), wrong);
  json_detail::DocumentBuilder& builder = parser.handler();
  if (!builder.twice().empty()) {
    return invalid(builder.twice(), fmt::format("{} is there twice.", builder.twice()));
  }
  if (builder.has_nul()) return invalid("$", "Texts must not hold the NUL character.");
  if (!wrong && text.substr(read).find_first_not_of(" \t\r\n") != std::string_view::npos) {
    wrong = boost::json::error::extra_data;
  }
  if (wrong) return malformed(wrong, read);
  return builder.release();
}

}  // namespace confrere

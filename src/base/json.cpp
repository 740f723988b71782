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

/// RFC 8259, section 7.
std::string escape_of(unsigned char c) {
  switch (c) {
    case '"':
      return "\\\"";
    case '\\':
      return "\\\\";
    case '\b':
      return "\\b";
    case '\f':
      return "\\f";
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    default:
      return fmt::format("\\u{:04x}", c);
  }
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

void append_string(std::string& to, std::string_view text) {
  to += '"';
  std::size_t plain = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto c = static_cast<unsigned char>(text[at]);
    if (c >= 0x20 && c != '"' && c != '\\') continue;
    to += text.substr(plain, at - plain);
    plain = at + 1;
    to += escape_of(c);
  }
  to += text.substr(plain);
  to += '"';
}
void append_integer(std::string& to, std::int64_t number) {
  const fmt::format_int digits(number);
  to.append(digits.data(), digits.size());
}
void append_integer(std::string& to, std::uint64_t number) {
  const fmt::format_int digits(number);
  to.append(digits.data(), digits.size());
}
void append_document(std::string& to, const boost::json::value& document) {
  to += boost::json::serialize(document);
}
void append_document(std::string& to, const boost::json::object& document) {
  to += boost::json::serialize(document);
}
void append_name(std::string& to, std::string_view name) {
  if (to.back() != '{') to += ',';
  append_string(to, name);
  to += ':';
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

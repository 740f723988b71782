#include "formats/vcard_writer.h"

#include <cassert>
#include <cstddef>

#include "base/text.h"

namespace confrere::formats {
namespace {

constexpr std::size_t kLineOctets = 75;

/// RFC 6868, section 3.1.
std::string encode_parameter_value(std::string_view value) {
  std::string out;
  out.reserve(value.size() + 2);
  bool quote = value != trim(value);
  for (const char c : value) {
    if (c == '^') {
      out.append("^^");
    } else if (c == '\n') {
      out.append("^n");
    } else if (c == '"') {
      out.append("^'");
    } else {
      quote = quote || c == ',' || c == ';' || c == ':';
      out.push_back(c);
    }
  }
  return quote ? '"' + out + '"' : out;
}

void append_head(std::string& line, const Property& property) {
  if (!property.group.empty()) line.append(property.group).push_back('.');
  line.append(property.name);
  for (const Parameter& parameter : property.parameters) {
    line.append(1, ';').append(parameter.name).push_back('=');
    bool first = true;
    for (const std::string& value : parameter.values) {
      if (!first) line.push_back(',');
      first = false;
      line.append(encode_parameter_value(value));
    }
  }
  line.push_back(':');
}

void append_folded(std::string& out, std::string_view line) {
  std::size_t room = kLineOctets;
  while (line.size() > room) {
    std::size_t cut = room;
    while (cut > 1 && (static_cast<unsigned char>(line[cut]) & 0xC0) == 0x80) --cut;
    out.append(line.substr(0, cut)).append("\r\n ");
    line.remove_prefix(cut);
    room = kLineOctets - 1;
  }
  out.append(line).append("\r\n");
}

}  // namespace

std::string write_vcard(const Vcard& card) {
  assert(card.version == VcardVersion::v4_0);
  std::string out = "BEGIN:VCARD\r\nVERSION:4.0\r\n";
  std::string line;
  for (const Property& property : card.properties) {
    line.clear();
    append_head(line, property);
    line.append(property.value);
    append_folded(out, line);
  }
  return out.append("END:VCARD\r\n");
}

}  // namespace confrere::formats

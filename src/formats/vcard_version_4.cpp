#include "formats/vcard_version_4.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/text.h"
#include "formats/partial_date.h"
#include "formats/transfer_encoding.h"

namespace confrere::formats {
namespace {

struct MediaType {
  std::string_view type;  ///< of TYPE in 2.1 and 3.0
  std::string_view media_type;
};
constexpr std::array kMediaTypes{
    MediaType{"JPEG", "image/jpeg"},
    MediaType{"JPG", "image/jpeg"},
    MediaType{"PNG", "image/png"},
    MediaType{"GIF", "image/gif"},
    MediaType{"WEBP", "image/webp"},
    MediaType{"BMP", "image/bmp"},
    MediaType{"TIFF", "image/tiff"},
    MediaType{"HEIC", "image/heic"},
    MediaType{"WAVE", "audio/wav"},
    MediaType{"AAC", "audio/aac"},
    MediaType{"X509", "application/pkix-cert"},
    MediaType{"PGP", "application/pgp-keys"},
};

std::optional<std::string_view> media_type_of(std::string_view type) {
  if (type.find('/') != std::string_view::npos) return type;
  for (const MediaType& known : kMediaTypes) {
    if (ascii_iequals(known.type, type)) return known.media_type;
  }
  return std::nullopt;
}

std::string_view media_type_of_bytes(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xD8\xFF")) return "image/jpeg";
  if (bytes.starts_with("\x89PNG")) return "image/png";
  if (bytes.starts_with("GIF8")) return "image/gif";
  if (bytes.starts_with("RIFF") && bytes.substr(0, 12).ends_with("WEBP")) return "image/webp";
  return "application/octet-stream";
}

/// Takes the media type out of MEDIATYPE or TYPE; a TYPE such as "work" stays.
std::string take_media_type(Property& property) {
  std::optional<std::string> found;
  if (const Parameter* stated = property.parameter("MEDIATYPE")) {
    found = stated->values.front();
    property.remove_parameter("MEDIATYPE");
  }
  for (Parameter& parameter : property.parameters) {
    if (!ascii_iequals(parameter.name, "TYPE")) continue;
    std::erase_if(parameter.values, [&found](const std::string& type) {
      const auto media_type = media_type_of(type);
      if (media_type && !found) found = *media_type;
      return media_type.has_value();
    });
  }
  std::erase_if(property.parameters, [](const Parameter& parameter) { return parameter.values.empty(); });
  const bool plain = found && found->find_first_of(",; \n\\") == std::string::npos;
  return plain ? ascii_lower(*found) : std::string(media_type_of_bytes(property.value));
}

void turn_bytes_into_uri(Property& property) {
  const std::string media_type = take_media_type(property);
  property.remove_parameter("VALUE");
  if (!is_one_of(property.name, {"PHOTO", "LOGO", "SOUND", "KEY"}))
    property.parameters.push_back({"VALUE", {"uri"}});
  property.value = "data:" + media_type + ";base64," + encode_base64(property.value);
  property.binary = false;
}

bool is_list(const Property& property) {
  return is_one_of(property.name, {"CATEGORIES", "NICKNAME"});
}
bool is_structured(const Property& property) {
  return is_one_of(property.name, {"N", "ADR", "ORG"});
}
bool is_text(const Property& property) {
  return is_one_of(property.name,
                   {"FN", "NOTE", "TITLE", "ROLE", "LABEL", "X-ABLABEL", "MAILER", "SORT-STRING"});
}
bool is_uri(const Property& property) {
  return is_one_of(property.name, {"URL", "PHOTO", "LOGO", "SOUND", "SOURCE", "IMPP", "FBURL", "CALURI",
                                   "CALADRURI", "X-SOCIALPROFILE"});
}

std::string escape_line_ends(std::string_view value) {
  std::string out;
  out.reserve(value.size());
  for (const char c : value) {
    if (c == '\n') {
      out.append("\\n");
    } else {
      out.push_back(c);
    }
  }
  return out;
}

std::string escape_pieces(std::string_view value, char separator) {
  std::string out;
  for (const std::string_view piece : split_value(value, separator)) {
    if (piece.data() != value.data()) out.push_back(separator);
    out.append(escape_text(unescape_text(piece)));
  }
  return out;
}

/// Version 2.1 escapes less: a comma is only a comma in it.
std::string escape_version_2(const Property& property) {
  if (is_structured(property)) return escape_pieces(property.value, ';');
  if (is_list(property)) return escape_pieces(property.value, ',');
  if (is_text(property)) return escape_text(unescape_text(property.value));
  return property.value;
}

std::optional<std::string> geo_uri(std::string_view value) {
  static constexpr std::string_view kNumber = "0123456789+-.";
  const std::size_t middle = value.find_first_of(";,");
  if (middle == std::string_view::npos) return std::nullopt;
  const std::string_view latitude = trim(value.substr(0, middle));
  const std::string_view longitude = trim(value.substr(middle + 1));
  const auto is_number = [](std::string_view text) {
    return !text.empty() && text.find_first_not_of(kNumber) == std::string_view::npos;
  };
  if (!is_number(latitude) || !is_number(longitude)) return std::nullopt;
  return "geo:" + std::string(latitude) + ',' + std::string(longitude);
}

/// "2012-03-05T13:32:54Z" to "20120305T133254Z".
std::string basic_timestamp(std::string value) {
  const bool extended = value.size() >= 10 && value[4] == '-' && value[7] == '-';
  if (!extended) return value;
  value.erase(7, 1);
  value.erase(4, 1);
  std::erase(value, ':');
  return value;
}

void modernise_value(Property& property, VcardVersion version) {
  if (property.is("AGENT") && property.value.find('\n') != std::string::npos) {
    property.value = escape_text(property.value);
    return;
  }
  if (version == VcardVersion::v2_1) property.value = escape_version_2(property);
  if (is_uri(property) && property.value.find('\\') != std::string::npos) {
    property.value = unescape_text(property.value);
  }
  if (property.is("GEO")) {
    if (auto uri = geo_uri(property.value)) property.value = std::move(*uri);
  } else if (property.is("REV")) {
    property.value = basic_timestamp(std::move(property.value));
  }
}

void modernise_date(Property& property) {
  if (!is_one_of(property.name, {"BDAY", "ANNIVERSARY", "DEATHDATE"})) return;
  const bool has_time = property.value.find_first_of("Tt ") != std::string::npos;
  const auto date = parse_vcard_date(property.value);
  if (!date || has_time) return;
  property.value = to_vcard_date(*date);
  property.remove_parameter("X-APPLE-OMIT-YEAR");
}

void modernise_preference(Property& property) {
  bool preferred = false;
  for (Parameter& parameter : property.parameters) {
    if (!ascii_iequals(parameter.name, "TYPE")) continue;
    std::erase_if(parameter.values, [&preferred](const std::string& type) {
      const bool found = ascii_iequals(type, "pref");
      preferred = preferred || found;
      return found;
    });
  }
  if (!preferred) return;
  std::erase_if(property.parameters, [](const Parameter& parameter) { return parameter.values.empty(); });
  if (property.parameter("PREF") == nullptr) property.parameters.push_back({"PREF", {"1"}});
}

/// LABEL, the address as it is printed, is a parameter of ADR now. One that belongs to an ADR stays as it is.
void turn_label_into_address(Vcard& card) {
  if (card.find("ADR") != nullptr) return;
  for (Property& property : card.properties) {
    const std::string text(trim(unescape_text(property.value)));
    if (!property.is("LABEL") || text.empty()) continue;
    property.name = "ADR";
    property.value = ";;" + escape_text(text) + ";;;;";
    property.set_parameter("LABEL", {text});
  }
}

std::string joined_name(std::string_view value) {
  const auto [family, given, additional, prefix, suffix] = name_components(value);
  return squeeze(prefix + ' ' + given + ' ' + additional + ' ' + family + ' ' + suffix);
}

bool has_formatted_name(const Vcard& card) {
  return std::any_of(card.properties.begin(), card.properties.end(), [](const Property& property) {
    return property.is("FN") && !trim(unescape_text(property.value)).empty();
  });
}

}  // namespace

std::string name_of_last_resort(const Vcard& card) {
  if (const Property* name = card.find("N")) {
    std::string joined = joined_name(name->value);
    if (!joined.empty()) return joined;
  }
  if (const Property* organisation = card.find("ORG")) {
    std::string first = squeeze(text_list(organisation->value, ';').front());
    if (!first.empty()) return first;
  }
  if (const Property* nickname = card.find("NICKNAME")) {
    std::string first = squeeze(text_list(nickname->value, ',').front());
    if (!first.empty()) return first;
  }
  for (const std::string_view name : {"EMAIL", "TEL"}) {
    if (const Property* found = card.find(name)) {
      std::string text = squeeze(unescape_text(found->value));
      if (!text.empty()) return text;
    }
  }
  return {};
}

Vcard as_version_4(Vcard card) {
  for (Property& property : card.properties) {
    if (property.binary) turn_bytes_into_uri(property);
    if (card.version != VcardVersion::v4_0) modernise_value(property, card.version);
    if (property.value.find('\n') != std::string::npos) property.value = escape_line_ends(property.value);
    modernise_date(property);
    modernise_preference(property);
  }
  card.version = VcardVersion::v4_0;
  turn_label_into_address(card);
  if (has_formatted_name(card)) return card;
  std::string name = name_of_last_resort(card);
  if (name.empty()) return card;
  std::erase_if(card.properties, [](const Property& property) { return property.is("FN"); });
  card.properties.insert(card.properties.begin(), Property{"", "FN", {}, escape_text(name), false});
  return card;
}

}  // namespace confrere::formats

#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace confrere::formats {

/// A vCard as it was written: every property in its order, with group, parameters and value, so that
/// nothing of a card is lost that Confrere has no field for. Names keep their case and are compared
/// without it. Sources: vCard 2.1 (versit), RFC 2426 (3.0), RFC 6350 (4.0), RFC 6868 (parameters).

enum class VcardVersion : std::uint8_t { v2_1, v3_0, v4_0 };

struct Parameter {
  std::string name;
  std::vector<std::string> values;  ///< at least one; without quotes and RFC 6868 carets
  friend bool operator==(const Parameter&, const Parameter&) = default;
};

/// One content line. `value` is free of folding, transfer encoding and charset, but keeps the escapes of its
/// version; the functions below take them off. With `binary` it is bytes, not text (never in version 4.0).
struct Property {
  std::string group;
  std::string name;
  std::vector<Parameter> parameters;
  std::string value;
  bool binary = false;
  friend bool operator==(const Property&, const Property&) = default;

  [[nodiscard]] bool is(std::string_view other_name) const;
  /// The first parameter of the name; nullptr without one.
  [[nodiscard]] const Parameter* parameter(std::string_view parameter_name) const;
  /// Its first value, or "".
  [[nodiscard]] std::string_view parameter_value(std::string_view parameter_name) const;
  /// All values of all TYPE parameters, lists in quotes taken apart too (`TYPE="voice,home"`).
  [[nodiscard]] std::vector<std::string_view> types() const;
  [[nodiscard]] bool has_type(std::string_view type) const;
  void remove_parameter(std::string_view parameter_name);
  /// Replaces the parameter of the name, at its place, or appends it.
  void set_parameter(std::string_view parameter_name, std::vector<std::string> values);
};

/// BEGIN, VERSION and END are not among the properties.
struct Vcard {
  VcardVersion version = VcardVersion::v4_0;
  std::vector<Property> properties;
  friend bool operator==(const Vcard&, const Vcard&) = default;

  /// The first property of the name; nullptr without one.
  [[nodiscard]] const Property* find(std::string_view name) const;
};

/// Names and types compare without case.
[[nodiscard]] bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names);

/// The pieces between separators (`;` of components or `,` of lists) that no backslash hides; still escaped.
[[nodiscard]] std::vector<std::string_view> split_value(std::string_view value, char separator);

/// Takes the backslashes off: `\n` and `\N` a line end, `\,` `\;` `\:` `\\` and `\"` the character. A
/// backslash before anything else stays. The same for 2.1, which knows only `\;`, because what writes 2.1
/// escapes like 3.0.
[[nodiscard]] std::string unescape_text(std::string_view value);

/// The reverse for 3.0 and 4.0 (RFC 6350, section 3.4).
[[nodiscard]] std::string escape_text(std::string_view text);

/// The five components of N: family, given, additional, prefix, suffix. Several values of one are joined by a
/// blank, of suffixes by ", ".
[[nodiscard]] std::array<std::string, 5> name_components(std::string_view value);

/// split_value and unescape_text of every piece.
[[nodiscard]] std::vector<std::string> text_list(std::string_view value, char separator);

}  // namespace confrere::formats

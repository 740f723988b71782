#include "formats/vcard.h"

#include <algorithm>

#include "base/text.h"

namespace confrere::formats {

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::any_of(names.begin(), names.end(),
                     [name](std::string_view other) { return ascii_iequals(name, other); });
}

bool Property::is(std::string_view other_name) const {
  return ascii_iequals(name, other_name);
}

const Parameter* Property::parameter(std::string_view parameter_name) const {
  for (const Parameter& candidate : parameters) {
    if (ascii_iequals(candidate.name, parameter_name)) return &candidate;
  }
  return nullptr;
}

std::string_view Property::parameter_value(std::string_view parameter_name) const {
  const Parameter* found = parameter(parameter_name);
  return found == nullptr || found->values.empty() ? std::string_view{}
                                                   : std::string_view(found->values.front());
}

std::vector<std::string_view> Property::types() const {
  std::vector<std::string_view> found;
  for (const Parameter& candidate : parameters) {
    if (!ascii_iequals(candidate.name, "TYPE")) continue;
    for (const std::string& list : candidate.values) {
      for (const std::string_view type : split_value(list, ',')) {
        if (!trim(type).empty()) found.push_back(trim(type));
      }
    }
  }
  return found;
}

bool Property::has_type(std::string_view type) const {
  const auto all = types();
  return std::any_of(all.begin(), all.end(), [type](std::string_view t) { return ascii_iequals(t, type); });
}

void Property::remove_parameter(std::string_view parameter_name) {
  std::erase_if(parameters, [&](const Parameter& p) { return ascii_iequals(p.name, parameter_name); });
}

void Property::set_parameter(std::string_view parameter_name, std::vector<std::string> values) {
  for (Parameter& candidate : parameters) {
    if (!ascii_iequals(candidate.name, parameter_name)) continue;
    candidate.values = std::move(values);
    return;
  }
  parameters.push_back({std::string(parameter_name), std::move(values)});
}

const Property* Vcard::find(std::string_view name) const {
  for (const Property& property : properties) {
    if (property.is(name)) return &property;
  }
  return nullptr;
}

std::vector<std::string_view> split_value(std::string_view value, char separator) {
  std::vector<std::string_view> pieces;
  std::size_t start = 0;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] == '\\') {
      ++i;
    } else if (value[i] == separator) {
      pieces.push_back(value.substr(start, i - start));
      start = i + 1;
    }
  }
  pieces.push_back(value.substr(start));
  return pieces;
}

std::string unescape_text(std::string_view value) {
  constexpr std::string_view kEscapable = "\\,;:\"";
  std::string out;
  out.reserve(value.size());
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] != '\\' || i + 1 == value.size()) {
      out.push_back(value[i]);
      continue;
    }
    const char next = value[i + 1];
    if (next == 'n' || next == 'N') {
      out.push_back('\n');
      ++i;
    } else if (kEscapable.find(next) != std::string_view::npos) {
      out.push_back(next);
      ++i;
    } else {
      out.push_back('\\');
    }
  }
  return out;
}

std::string escape_text(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 8);
  for (const char c : text) {
    if (c == '\r') continue;
    if (c == '\n') {
      out.append("\\n");
      continue;
    }
    if (c == '\\' || c == ',' || c == ';') out.push_back('\\');
    out.push_back(c);
  }
  return out;
}

std::vector<std::string> text_list(std::string_view value, char separator) {
  std::vector<std::string> texts;
  for (const std::string_view piece : split_value(value, separator)) texts.push_back(unescape_text(piece));
  return texts;
}

std::array<std::string, 5> name_components(std::string_view value) {
  std::array<std::string, 5> components;
  const auto pieces = split_value(value, ';');
  for (std::size_t i = 0; i < components.size() && i < pieces.size(); ++i) {
    std::vector<std::string> texts;
    for (const std::string_view piece : split_value(pieces[i], ',')) {
      std::string text = squeeze(unescape_text(piece));
      if (!text.empty()) texts.push_back(std::move(text));
    }
    components.at(i) = join(texts, i == 4 ? ", " : " ");
  }
  return components;
}

}  // namespace confrere::formats

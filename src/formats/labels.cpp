#include "formats/labels.h"

#include <algorithm>

#include "base/text.h"

namespace confrere::formats {
namespace {

/// Words of TYPE about technique, not about whose or where.
bool is_technical(std::string_view type) {
  return is_one_of(type, {"voice", "internet", "pref", "postal", "parcel", "dom", "intl", "msg", "text",
                          "video", "x400", "iphone", "textphone"});
}

void add_once(std::vector<std::string>& labels, std::string label) {
  if (label.empty() || std::find(labels.begin(), labels.end(), label) != labels.end()) return;
  labels.push_back(std::move(label));
}

/// "AssistantPhone" to "assistant phone".
std::string spaced(std::string_view words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool capital = words[i] >= 'A' && words[i] <= 'Z';
    const bool after_small = i > 0 && words[i - 1] >= 'a' && words[i - 1] <= 'z';
    if (capital && after_small) out.push_back(' ');
    out.push_back(words[i]);
  }
  return ascii_lower(out);
}

}  // namespace

std::vector<std::string> labels_of_text(std::string_view text) {
  constexpr std::string_view kAppleStart = "_$!<";
  constexpr std::string_view kAppleEnd = ">!$_";
  text = trim(text);
  const bool apple = text.starts_with(kAppleStart) && text.ends_with(kAppleEnd) &&
                     text.size() > kAppleStart.size() + kAppleEnd.size();
  if (!apple) {
    const bool known = is_one_of(text, {"home", "work", "mobile", "fax", "pager", "other", "main", "school",
                                        "birthday", "anniversary"});
    return {known ? ascii_lower(text) : std::string(text)};
  }
  text.remove_prefix(kAppleStart.size());
  text.remove_suffix(kAppleEnd.size());
  if (text.size() > 3 && ascii_iequals(text.substr(text.size() - 3), "fax")) {
    return {ascii_lower(text.substr(0, text.size() - 3)), "fax"};
  }
  return {spaced(text)};
}

std::vector<std::string> labels_of(const Vcard& card, const Property& property) {
  std::vector<std::string> labels;
  for (const std::string_view type : property.types()) {
    if (is_technical(type)) continue;
    add_once(labels, ascii_iequals(type, "cell") ? "mobile" : ascii_lower(type));
  }
  if (property.group.empty()) return labels;
  for (const Property& other : card.properties) {
    if (!other.is("X-ABLABEL") || !ascii_iequals(other.group, property.group)) continue;
    for (std::string& label : labels_of_text(unescape_text(other.value))) add_once(labels, std::move(label));
  }
  return labels;
}

bool is_type_label(std::string_view label) {
  const bool word = !label.empty() && std::all_of(label.begin(), label.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
  return word && label != "cell" && !is_technical(label);
}

void set_type_labels(Property& property, const std::vector<std::string>& labels) {
  std::vector<std::string> types;
  for (const std::string_view type : property.types()) {
    if (is_technical(type)) types.emplace_back(type);
  }
  for (const std::string& label : labels) {
    if (is_type_label(label)) types.push_back(label == "mobile" ? "cell" : label);
  }
  const auto is_type = [](const Parameter& parameter) { return ascii_iequals(parameter.name, "TYPE"); };
  const auto first = std::find_if(property.parameters.begin(), property.parameters.end(), is_type);
  const auto place = first - property.parameters.begin();
  std::erase_if(property.parameters, is_type);
  if (types.empty()) return;
  property.parameters.insert(property.parameters.begin() + place, Parameter{"TYPE", std::move(types)});
}

}  // namespace confrere::formats
